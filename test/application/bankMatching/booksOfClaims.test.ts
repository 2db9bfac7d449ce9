import {
  type BankMatchingStory,
  CLEARING,
  COMPANY,
  DAY,
  LI,
  NUMBER,
  onEachBankMatchingStory,
  STATEMENT,
  WANG,
} from '../../support/bankMatching'
import { claimOf } from '../../support/channelClaims'
import { dropGuards, type Tampering, tamper } from '../../support/tamper'

const TAMPERINGS: Tampering[] = [
  {
    table: 'channel_claims',
    where: 'amount_fen > 0',
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'channel-claims',
    reportedOn: 'company',
  },
  {
    table: 'channel_claims',
    where: 'amount_fen > 0',
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'claim-posted',
  },
  {
    table: 'channel_claims',
    where: 'amount_fen > 0',
    column: 'returned_fen',
    to: 'amount_fen + 1',
    check: 'claim-returned',
  },
  {
    table: 'channel_claims',
    where: 'amount_fen > 0',
    column: 'returned_fen',
    to: 'returned_fen - 1',
    check: 'claim-returned',
  },
  {
    table: 'channel_claim_returns',
    where: 'amount_fen > 0',
    column: 'amount_fen',
    to: 'amount_fen - 1',
    check: 'claim-return-posted',
    reportedOn: 'entry_id',
  },
  {
    table: 'transfers',
    where: "event = 'claim-returned'",
    column: 'amount_fen',
    to: 'amount_fen - 1',
    check: 'claim-return-posted',
    reportedOn: 'evidence_id',
  },
  {
    table: 'transfers',
    where: "event = 'refund-claimed'",
    column: 'amount_fen',
    to: 'amount_fen - 1',
    check: 'claim-posted',
    reportedOn: 'evidence_id',
  },
  {
    table: 'transfers',
    where: "event = 'reversal'",
    column: 'amount_fen',
    to: 'amount_fen - 1',
    check: 'arrival-undone',
    reportedOn: 'evidence_id',
  },
  {
    table: 'transfers',
    where: "event = 'reversal'",
    column: 'evidence_id',
    to: "'nothing'",
    check: 'arrival-undone',
    reportedOn: '',
  },
  { table: 'arrivals', where: 'undone_by IS NOT NULL', column: 'undone_by', to: 'NULL', check: 'arrival-whole' },
  {
    table: 'arrivals',
    where: 'undone_by IS NOT NULL',
    column: 'undone_by',
    to: 'NULL',
    check: 'clearing-balance',
    reportedOn: '',
  },
  {
    table: 'bank_entries',
    where: 'replaced_by IS NOT NULL',
    column: 'replaced_by',
    to: 'NULL',
    check: 'entry-replaced',
  },
]

onEachBankMatchingStory('the books of claims, and of what a statement has taken back', (story) => {
  /** A claim that ended in part, and a movement that a re-sent statement tells otherwise. */
  async function told({ ports, file, statement, files, openOnStatement, resolving }: BankMatchingStory): Promise<void> {
    await ports.database.transaction((store) => claimOf(store, ports, { company: COMPANY, amountFen: 60_000, on: DAY }))
    await file([LI, WANG])
    const movement = (amountFen: number) => ({ amountFen, ourReference: NUMBER, bankReference: 'BK9900000001' })
    const back = { amountFen: 50_000, bankReference: 'BK9900000002' }
    const date = await statement(1, [movement(150_000), back])
    const [returned] = await openOnStatement(date)
    await resolving.resolve(returned?.id ?? '', 'claim-returned')
    await statement(1, [movement(149_000), back])
    await files.accept({ company: COMPANY, channel: STATEMENT, bill: 'statement', date }, 2)
    const [contradiction] = await openOnStatement(date)
    await resolving.resolve(contradiction?.id ?? '', 'follow-statement')
  }

  test('each change behind the ledger’s back is seen, on the row that was changed', async () => {
    const { ports, balances } = story()
    await told(story())
    expect(await balances('bank', CLEARING, 'channel-claims')).toEqual([199_000, 1_000, 10_000])
    await dropGuards(ports, 'transfers', 'channel_claim_returns')
    for (const change of TAMPERINGS) {
      const { key, row, checks } = await tamper(ports, change)
      const broken = checks.find(({ name }) => name === change.check)?.broken
      const found = row[change.reportedOn === undefined || change.reportedOn === '' ? key : change.reportedOn]
      expect([change.check, change.column, broken?.id !== undefined]).toEqual([change.check, change.column, true])
      if (change.reportedOn !== '') expect(`${change.check} ${broken?.id}`).toContain(String(found))
    }
  })
})
