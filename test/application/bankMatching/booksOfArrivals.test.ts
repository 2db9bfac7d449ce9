import { addDays } from '../../../server/domain/calendar/civilDate'
import { examine } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts, sourceName } from '../../support/ports'
import { openDesk } from '../../support/reconciliation'
import { dropGuards, type Tampering, tamper } from '../../support/tamper'

const COMPANY = 'lanzhou'

const DAY = '2026-11-17'

const STATEMENT = 'bank:statement-mt940'

const TAMPERINGS: Tampering[] = [
  { table: 'channel_fees', where: "channel = 'wechat'", column: 'fee_fen', to: 'fee_fen + 1', check: 'channel-fees' },
  {
    table: 'channel_fees',
    where: "channel = 'wechat'",
    column: 'fee_fen',
    to: 'fee_fen + 1',
    check: 'clearing-balance',
  },
  {
    table: 'channel_fees',
    where: "channel = 'alipay'",
    column: 'milli_fen',
    to: 'milli_fen + 501',
    check: 'channel-fees',
  },
  {
    table: 'channel_fees',
    where: "channel = 'alipay'",
    column: 'file_id',
    to: "'nothing'",
    check: 'fees-of-file-in-force',
  },
  {
    table: 'channel_fees',
    where: "channel = 'alipay'",
    column: 'date',
    to: "'2026-01-01'",
    check: 'fees-of-file-in-force',
  },
  {
    table: 'transfers',
    where: "event = 'channel-fee'",
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'channel-fees',
  },
  {
    table: 'transfers',
    where: "event = 'channel-settled'",
    column: 'amount_fen',
    to: 'amount_fen - 1',
    check: 'entry-settled',
  },
  {
    table: 'transfers',
    where: "event = 'channel-settled'",
    column: 'amount_fen',
    to: 'amount_fen - 1',
    check: 'clearing-balance',
  },
  { table: 'transfers', where: "event = 'channel-settled'", column: 'evidence_id', to: "'nothing'", check: 'evidence' },
  {
    table: 'transfers',
    where: "event = 'channel-settled'",
    column: 'credit_account',
    to: "'clearing:bank:other'",
    check: 'clearing-balance',
  },
  { table: 'arrivals', where: 'sent_fen > 0', column: 'sent_fen', to: 'sent_fen + 1', check: 'arrival-whole' },
  { table: 'arrivals', where: 'sent_fen > 0', column: 'fee_fen', to: '-1', check: 'arrival-whole' },
  { table: 'arrivals', where: 'sent_fen > 0', column: 'sent_fen', to: 'sent_fen + 1', check: 'clearing-balance' },
  { table: 'arrivals', where: "party = 'wechat'", column: 'party', to: "'alipay'", check: 'arrival-of-something' },
  { table: 'arrivals', where: "party = 'wechat'", column: 'party', to: 'NULL', check: 'arrival-whole' },
  {
    table: 'bank_entries',
    where: 'arrival_id IS NOT NULL',
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'arrival-whole',
  },
  { table: 'bank_entries', where: 'arrival_id IS NOT NULL', column: 'arrival_id', to: 'NULL', check: 'entry-settled' },
  {
    table: 'bank_entries',
    where: 'arrival_id IS NOT NULL',
    column: 'arrival_id',
    to: "'nothing'",
    check: 'arrival-of-something',
  },
  {
    table: 'transits',
    where: 'arrival_id IS NOT NULL',
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'arrival-whole',
  },
  {
    table: 'transits',
    where: 'arrival_id IS NOT NULL',
    column: 'arrival_id',
    to: "'nothing'",
    check: 'arrival-of-something',
  },
  {
    table: 'payments',
    where: "source = 'wechat'",
    column: 'amount_fen',
    to: 'amount_fen + 1',
    check: 'clearing-balance',
  },
  { table: 'payments', where: "source = 'alipay'", column: 'amount_fen', to: 'amount_fen + 1', check: 'balanced-day' },
  { table: 'payments', where: "source = 'alipay'", column: 'paid_on', to: "'2026-11-02'", check: 'balanced-day' },
  {
    table: 'reconciliations',
    where: "channel = 'wechat' AND bill = 'trade'",
    column: 'their_total_fen',
    to: 'their_total_fen - 1',
    check: 'balanced-day',
  },
]

onEachEngine('the books of what has arrived', (newPlace) => {
  let ports: StoryPorts

  beforeAll(async () => {
    ports = await openPorts(newPlace, '2026-11-22')
    const desk = openDesk(ports)
    for (const date of [DAY, addDays(DAY, 1)]) {
      const { sources } = await desk.simulate(COMPANY, date, 60, '7', date > DAY)
      for (const { channel, files } of sources)
        for (const file of files) await desk.reconcile(COMPANY, channel, date, file)
    }
    const date = addDays(DAY, 2)
    const sent = await ports.database.read.bankMatching.onTheWay(COMPANY, DAY, date)
    const rows = sent.map(({ amountFen, party }, n) => ({
      ...{ bookedOn: date, direction: 'credit' as const, reversal: false, ourReference: null },
      ...{ amountFen, bankReference: `BK000000${n}`, remark: sourceName(party) },
    }))
    const bank = desk.statements.get('statement-mt940')
    const file = await bank?.write(desk.folder, { date, account: '2703001009000620001', openingFen: 0, rows })
    await desk.reconcile(COMPANY, STATEMENT, date, file?.path ?? '')
    await dropGuards(ports, 'transfers')
  })
  afterAll(() => ports.remove())

  test('are sound when nobody touched them', async () => {
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  })

  test.each(TAMPERINGS)('$table, $column := $to where $where, is seen by $check', async (change) => {
    const { checks } = await tamper(ports, change)
    const found = checks.find(({ name }) => name === change.check)?.broken
    expect(found).toBeTruthy()
    expect(found?.expected).not.toBe(found?.found)
  })
})
