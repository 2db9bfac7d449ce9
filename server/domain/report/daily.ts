import type { DailyAnswer, DailyRow } from '../../../contract/consoleReports'
import { accountOf, type ChartOfAccounts } from '../ledger/accounts'
import type { SourceName } from '../payment/payment'

/** What went between two accounts, summed; amounts in fen. */
export interface Flow {
  debitAccount: string
  creditAccount: string
  amountFen: number
}

/** A flow as seen from one of its two accounts: what the account took in (negative: gave), and from where. */
export interface AccountFlow {
  account: string
  counter: string
  inFen: number
}

/** A flow from the side of each account that `of` names: between two of them it is seen twice. */
export function accountFlows(flow: Flow, of: (account: string) => boolean): AccountFlow[] {
  const { debitAccount, creditAccount, amountFen } = flow
  const sides: AccountFlow[] = []
  if (of(debitAccount)) sides.push({ account: debitAccount, counter: creditAccount, inFen: amountFen })
  if (of(creditAccount)) sides.push({ account: creditAccount, counter: debitAccount, inFen: 0 - amountFen })
  return sides
}

/** Whether an account is what fees are charged to: against it a receivable is billed, against all others it is collected. */
export function isCharge(chart: ChartOfAccounts, account: string): boolean {
  return account === 'deferred-income' || accountOf(chart, account)?.kind === 'income'
}

const CLEARING = 'clearing:'

const isClearing = (account: string) => account.startsWith(CLEARING)

type Figures = DailyAnswer['totals']

const noFigures = (): Figures => ({
  payments: 0,
  paidFen: 0,
  refunds: 0,
  refundedFen: 0,
  feesFen: 0,
  adjustedFen: 0,
  netFen: 0,
  settledFen: 0,
  suspendedFen: 0,
})

/**
 * The days' money by channel, from what went through each channel's clearing account: every fen of it is in exactly one of
 * paid, refunded, fees, adjusted and settled, so that opening + net − settled = closing. Newest day first.
 */
export function dailyReport(
  flows: readonly (Flow & { date: string })[],
  counts: readonly { date: string; account: string; payments: number; refunds: number }[],
  chart: ChartOfAccounts,
  sourceName: SourceName,
): Pick<DailyAnswer, 'rows' | 'totals' | 'chart'> {
  const rows = new Map<string, DailyRow>()
  const rowOf = (date: string, account: string): DailyRow => {
    const channel = account.slice(CLEARING.length)
    const key = `${date} ${channel}`
    const row = rows.get(key) ?? { date, channel, channelName: sourceName(channel), ...noFigures() }
    rows.set(key, row)
    return row
  }
  for (const flow of flows)
    for (const { account, counter, inFen } of accountFlows(flow, isClearing))
      put(rowOf(flow.date, account), counter, inFen, chart)
  for (const { date, account, payments, refunds } of counts) {
    const row = rowOf(date, account)
    row.payments += payments
    row.refunds += refunds
  }
  const ordered = [...rows.values()].sort(
    (one, other) => compare(other.date, one.date) || compare(one.channel, other.channel),
  )
  return {
    rows: ordered,
    totals: ordered.reduce(added, noFigures()),
    chart: [...ordered]
      .reverse()
      .map(({ date, channelName, netFen }) => ({ label: date, series: channelName, valueFen: netFen })),
  }
}

function put(row: Figures, counter: string, inFen: number, chart: ChartOfAccounts): void {
  const kind = accountOf(chart, counter)?.kind
  if (counter === 'bank' || isClearing(counter)) {
    row.settledFen -= inFen
    return
  }
  if (counter === 'refunds-payable') row.refundedFen -= inFen
  else if (counter === 'channel-fees') row.feesFen -= inFen
  else if (kind === 'expense' || counter === 'channel-claims') row.adjustedFen += inFen
  else {
    row.paidFen += inFen
    if (counter === 'suspense') row.suspendedFen += inFen
  }
  row.netFen += inFen
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

function added(sum: Figures, row: Figures): Figures {
  const total = { ...sum }
  for (const key of Object.keys(sum) as (keyof Figures)[]) total[key] += row[key]
  return total
}
