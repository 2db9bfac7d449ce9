import { readFileSync } from 'node:fs'
import path from 'node:path'
import { formatYuan } from '../../contract/money'
import { loadAccounts } from '../../server/adapters/accounts/loadAccounts'
import { accountOf } from '../../server/domain/ledger/accounts'
import * as rules from '../../server/domain/ledger/rules'
import * as cards from '../../server/domain/ledger/rules'
import { reversed } from '../../server/domain/ledger/rules'
import * as channels from '../../server/domain/ledger/rulesOfDifferences'
import * as claims from '../../server/domain/ledger/rulesOfDifferences'
import * as differences from '../../server/domain/ledger/rulesOfDifferences'
import * as after from '../../server/domain/ledger/rulesOfSettlement'
import * as gas from '../../server/domain/ledger/rulesOfSettlement'
import { LEDGER_EVENTS, type LedgerEvent, type Posting } from '../../server/domain/ledger/transfer'
import { PROJECT } from '../support/ports'

const page = readFileSync(path.join(PROJECT, 'docs', 'money.md'), 'utf8')
const householdId = 'H1'
const season = '2026-2027'
const of = { householdId, season }
const principal = (principalFen: number, lateFeeFen = 0) => [{ season, principalFen, lateFeeFen }]

/** The page's examples, in its order, worked out by the rules of the ledger. */
const EXAMPLES: Record<LedgerEvent, Posting[][]> = {
  'bill-opened': [rules.billOpened({ ...of, billedFen: 223_325 })],
  'payment-applied': [
    rules.paymentApplied({ source: 'wechat', householdId, shares: principal(111_663), creditFen: 0 }),
    rules.paymentApplied({ source: 'alipay', householdId, shares: principal(100_000, 4_400), creditFen: 0 }),
    rules.paymentApplied({ source: 'bank:partner', householdId, shares: principal(250_000), creditFen: 1 }),
  ],
  'payment-suspended': [rules.paymentSuspended({ source: 'wechat', amountFen: 249_999, householdId })],
  'suspense-applied': [rules.suspenseApplied({ householdId, shares: principal(249_999), creditFen: 0 })],
  'credit-applied': [rules.creditApplied({ householdId, shares: principal(14_000) })],
  'bill-changed': [
    rules.billChanged({ ...of, reversedFen: 220_000, addedFen: 66_000, takenBackFen: 154_000, lateFeeBackFen: 0 }),
  ],
  'refund-requested': [
    rules.refundRequested({ householdId, shares: principal(10_000), fromCreditFen: 0, fromSuspenseFen: 0 }),
    rules.refundRequested({ householdId, shares: [], fromCreditFen: 0, fromSuspenseFen: 249_999 }),
  ],
  'refund-paid': [rules.refundPaid({ source: 'wechat', amountFen: 10_000, householdId })],
  'refund-kept-as-credit': [rules.refundKeptAsCredit({ amountFen: 10_000, householdId })],
  'refund-paid-to-card': [cards.refundPaidToCard({ amountFen: 10_000, householdId })],
  'refund-returned-from-card': [cards.refundReturnedFromCard({ amountFen: 10_000, householdId })],
  'refund-to-own-account': [cards.refundToOwnAccount({ source: 'wechat', amountFen: 10_000, householdId })],
  'payment-taken-back': [rules.paymentTakenBack({ householdId, shares: principal(223_325), fromCreditFen: 0 })],
  'payment-corrected': [
    differences.paymentCorrected({
      source: 'wechat',
      householdId,
      shares: principal(223_325),
      fromCreditFen: 0,
      fromSuspenseFen: 0,
    }),
  ],
  'refund-corrected': [
    differences.refundCorrected({
      source: 'wechat',
      householdId,
      shares: principal(50),
      fromCreditFen: 0,
      stillOwedFen: 0,
    }),
    differences.refundCorrected({ source: 'wechat', householdId, shares: [], fromCreditFen: 0, stillOwedFen: 50 }),
  ],
  'refund-claimed': [differences.refundClaimed({ source: 'wechat', amountFen: 10_000 })],
  'fee-claimed': [
    differences.feeClaimed({ from: 'fees', amountFen: 120 }),
    differences.feeClaimed({ from: 'wechat', amountFen: 120 }),
  ],
  'settlement-claimed': [differences.settlementClaimed({ source: 'wechat', amountFen: 100_000 })],
  'debit-claimed': [
    differences.debitClaimed({ from: 'bank', amountFen: 80_000 }),
    differences.debitClaimed({ from: 'wechat', amountFen: 5_000 }),
  ],
  'fee-accepted': [differences.feeAccepted({ source: 'wechat', byFen: 5 })],
  'channel-charged': [differences.channelCharged({ source: 'alipay', amountFen: 3_000 })],
  'claim-returned': [
    claims.claimReturned({ into: 'wechat', amountFen: 10_000 }),
    claims.claimReturned({ into: 'bank', amountFen: 120 }),
  ],
  'bank-charge': [differences.ownMovement({ against: 'bank-charges', fen: -500 })],
  'bank-interest': [differences.ownMovement({ against: 'bank-interest', fen: 1_234 })],
  'own-movement': [differences.ownMovement({ against: 'general-ledger', fen: -30_000 })],
  'difference-written-off': [
    differences.differenceWrittenOff({ source: 'wechat', byFen: -1 }),
    differences.differenceWrittenOff({ source: 'alipay', byFen: 2 }),
  ],
  'settlement-refund-due': [after.settlementRefundDue({ ...of, amountFen: 14_000 })],
  'settlement-refund-lessened': [after.settlementRefundLessened({ ...of, amountFen: 4_000 })],
  'top-up-billed': [after.topUpBilled({ ...of, amountFen: 22_000 })],
  'meter-test-billed': [after.meterTestBilled({ ...of, amountFen: 15_000 })],
  'payout-paid': [after.payoutPaid({ ...of, amountFen: 14_000 })],
  'payout-returned': [after.payoutReturned({ ...of, amountFen: 14_000 })],
  'channel-fee': [
    channels.channelFee({ source: 'wechat', feeFen: 200 }),
    channels.channelFee({ source: 'wechat', feeFen: -5 }),
  ],
  'channel-settled': [channels.channelSettled({ source: 'wechat', amountFen: 99_800 })],
  'refund-carried-over': [after.refundCarriedOver({ ...of, amountFen: 14_000 })],
  'gas-subsidy-granted': [gas.gasSubsidyGranted({ ...of, amountFen: 30_781 })],
  'gas-subsidy-collected': [gas.gasSubsidyCollected({ ...of, amountFen: 30_781 })],
  reversal: [
    rules
      .billOpened({ ...of, billedFen: 223_325 })
      .map((posting) => reversed({ householdId: null, season: null, ...posting })),
    channels
      .channelSettled({ source: 'bank:partner', amountFen: 99_800 })
      .map((posting) => reversed({ householdId: null, season: null, ...posting })),
  ],
}

/** Rows of the tables within one section of the page. */
function tablesOf(section: string): string[][] {
  const text = page.split(/^#{1,2} /m).find((part) => part.startsWith(`${section}\n`))
  return (text ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

test.each(LEDGER_EVENTS)('%s is on the page, in the numbers that the rules give', (event) => {
  const expected = EXAMPLES[event]
    .flat()
    .map(({ debitAccount, creditAccount, amountFen }) => [
      `\`${debitAccount}\``,
      `\`${creditAccount}\``,
      formatYuan(amountFen).replace(' 元', ''),
    ])
  expect(expected.length).toBeGreaterThan(0)
  expect(tablesOf(`\`${event}\``)).toEqual(expected)
})

test('the page’s accounts are those of the chart, and no rule posts to another', () => {
  const chart = loadAccounts(PROJECT)
  expect(tablesOf('Accounts')).toEqual(chart.map(({ id, code, name, kind }) => [`\`${id}\``, code, name, kind]))
  for (const { debitAccount, creditAccount } of Object.values(EXAMPLES).flat(2)) {
    expect([debitAccount, creditAccount].map((id) => accountOf(chart, id)?.id)).not.toContain(undefined)
  }
  expect(accountOf(chart, 'clearing:')).toBeUndefined()
  expect(accountOf(chart, 'receivable:wechat')).toBeUndefined()
})
