import type { StatementRow } from '../../../server/application/ports/bankMatching'
import { addDays } from '../../../server/domain/calendar/civilDate'
import { examine } from '../../support/books'
import { type DifferenceDesk, openDifferenceDesk } from '../../support/differences'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts, sourceName } from '../../support/ports'
import { type Desk, openDesk } from '../../support/reconciliation'

const COMPANY = 'lanzhou'

const DAY = '2026-11-18'

const ACCOUNT = '2703001009000620001'

const STATEMENT = 'bank:statement-mt940'

onEachEngine('orders, the channel’s bill and the bank', (newPlace) => {
  let ports: StoryPorts
  let desk: Desk
  let resolving: DifferenceDesk
  beforeEach(async () => {
    ports = await openPorts(newPlace, '2026-11-22')
    desk = openDesk(ports)
    resolving = openDifferenceDesk(ports)
  })
  afterEach(async () => {
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
    await ports.remove()
  })

  const balances = async (): Promise<Record<string, number>> => {
    const sums: Record<string, number> = {}
    const rows = await ports.database.writer.query('SELECT debit_account, credit_account, amount_fen FROM transfers')
    for (const { debit_account, credit_account, amount_fen } of rows) {
      sums[debit_account] = (sums[debit_account] ?? 0) + Number(amount_fen)
      sums[credit_account] = (sums[credit_account] ?? 0) - Number(amount_fen)
    }
    return sums
  }
  type Row = Pick<StatementRow, 'amountFen'> & Partial<StatementRow>
  let numbers = 0
  const statementOf = async (date: string, rows: readonly Row[], account = ACCOUNT) => {
    const bank = desk.statements.get('statement-mt940')
    if (!bank) throw new Error('no template')
    const full = rows.map((row) => ({
      bookedOn: date,
      direction: 'credit' as const,
      reversal: false,
      bankReference: `BK${String(++numbers).padStart(10, '0')}`,
      ourReference: null,
      remark: '',
      ...row,
    }))
    return (await bank.write(desk.folder, { date, account, openingFen: 0, rows: full })).path
  }
  const onStatement = async (date: string, rows: readonly Row[]) => {
    const { status, differences, ourTotalFen, theirTotalFen, matched } = await desk.reconcile(
      COMPANY,
      STATEMENT,
      date,
      await statementOf(date, rows),
    )
    return { status, matched, kinds: differences.map(({ kind }) => kind), gap: theirTotalFen - ourTotalFen }
  }
  /** A day at every source, reconciled; gives what is on its way then. */
  const oneDay = async (date = DAY, remit = false) => {
    const { sources } = await desk.simulate(COMPANY, date, 60, '7', remit)
    for (const { channel, files } of sources) {
      for (const file of files) {
        const result = await desk.reconcile(COMPANY, channel, date, file)
        expect(result).toMatchObject({ status: 'balanced', differences: [] })
        expect(result.theirTotalFen).toBe(result.ourTotalFen)
      }
    }
    return onTheWay()
  }
  const collecting = (of: Record<string, number>) =>
    Object.keys(of).flatMap((account) => /^clearing:(bank:.*)$/.exec(account)?.[1] ?? [])
  const onTheWay = () => ports.database.read.bankMatching.onTheWay(COMPANY, '2026-11-01', '2026-12-31')
  const openItemsAfter = async (date: string, rows: readonly Row[]) => {
    await onStatement(date, rows)
    return openItems(date)
  }
  const openItems = async (date: string) =>
    (
      await ports.database.read.reconciliation.itemsOf({
        company: COMPANY,
        channel: STATEMENT,
        bill: 'statement',
        date,
      })
    ).filter(({ status }) => status === 'open')

  test('a day’s fees are the trade bills’ own, once, however often and by which file they are told', async () => {
    await oneDay()
    const once = await balances()
    expect(once['channel-fees']).toBeGreaterThan(0)
    await desk.reconcile(COMPANY, 'wechat', DAY, 'wechat-trade.csv.gz')
    await desk.reconcile(COMPANY, 'wechat', DAY, 'wechat-fundflow.csv.gz')
    expect(await balances()).toEqual(once)
    const fees = await Promise.all(
      (['wechat', 'alipay'] as const).map((channel) => ports.database.read.bankMatching.feesOf(COMPANY, channel, DAY)),
    )
    expect(fees.map((one) => one?.bill)).toEqual(['trade', 'trade'])
    expect(fees.reduce((sum, one) => sum + (one?.feeFen ?? 0), 0)).toBe(once['channel-fees'])
  })

  test('what channels send is in the bank’s statement: booked, and clearing holds one day less', async () => {
    await oneDay()
    const before = await balances()
    const sent = await oneDay(addDays(DAY, 1), true)
    for (const { party, amountFen } of sent.filter(({ party, sentOn }) => sentOn > DAY && !party.startsWith('bank:'))) {
      // Yesterday's net is what remains on the clearing account when fees are posted.
      expect([party, amountFen]).toEqual([party, before[`clearing:${party}`]])
    }
    expect(new Set(sent.map(({ party }) => party))).toEqual(new Set(['wechat', 'alipay', ...collecting(before)]))
    const rows = sent.map(({ amountFen, party }) => ({ amountFen, remark: sourceName(party) }))
    const balanced = { status: 'balanced', matched: sent.length, kinds: [], gap: 0 }
    expect(await onStatement(addDays(DAY, 2), rows)).toEqual(balanced)
    const after = await balances()
    expect(after.bank).toBe(sent.reduce((sum, { amountFen }) => sum + amountFen, 0))
    for (const party of collecting(before)) expect(after[`clearing:${party}`]).toBe(0)
    expect(await onTheWay()).toEqual([])
  })

  test('the same statement again is the same statement', async () => {
    const sent = await oneDay()
    const file = await statementOf(addDays(DAY, 1), sent)
    const first = await desk.reconcile(COMPANY, STATEMENT, addDays(DAY, 1), file)
    const after = await balances()
    expect(await desk.reconcile(COMPANY, STATEMENT, addDays(DAY, 1), file)).toEqual(first)
    expect(await balances()).toEqual(after)
  })

  test('the statement may come before the file that explains it: the item closes itself', async () => {
    const { sources } = await desk.simulate(COMPANY, DAY, 60)
    const counter = sources.find(({ channel, payments }) => channel.startsWith('bank:') && payments > 0)
    if (!counter) throw new Error('nobody paid at a counter')
    const [file = ''] = counter.files
    const early = await desk.reconcile(COMPANY, counter.channel, DAY, file)
    await ports.database.writer.query('DELETE FROM transits')
    const rows = [{ amountFen: early.theirTotalFen }]
    expect(await onStatement(DAY, rows)).toMatchObject({ kinds: ['channel-only'], gap: early.theirTotalFen })
    expect(await openItems(DAY)).toHaveLength(1)
    await desk.reconcile(COMPANY, counter.channel, DAY, file)
    expect(await openItems(DAY)).toEqual([])
    expect((await balances()).bank).toBe(early.theirTotalFen)
  })

  test('money not there by T+2 is short, on that day alone; late, it closes its item', async () => {
    const sent = await oneDay()
    const totalFen = sent.reduce((sum, { amountFen }) => sum + amountFen, 0)
    const short = { kinds: sent.map(() => 'ours-only'), gap: 0 - totalFen }
    expect(sent.length).toBeGreaterThan(0)
    expect(await onStatement(addDays(DAY, 1), [])).toMatchObject({ kinds: [] })
    expect(await onStatement(addDays(DAY, 2), [])).toMatchObject(short)
    expect(await onStatement(addDays(DAY, 3), [])).toMatchObject({ kinds: [] })
    expect(await openItems(addDays(DAY, 2))).toHaveLength(sent.length)
    const late = sent.map(({ amountFen }) => ({ amountFen }))
    expect(await onStatement(addDays(DAY, 4), late)).toMatchObject({ kinds: [], matched: sent.length })
    expect(await openItems(addDays(DAY, 2))).toEqual([])
  })

  test('an entry that quotes our number with another amount says so; an unexplained one is long', async () => {
    await oneDay()
    const sent = await oneDay(addDays(DAY, 1), true)
    const wechat = sent.find(({ party }) => party === 'wechat')
    if (!wechat) throw new Error('WeChat has sent nothing')
    const rows = [
      { amountFen: wechat.amountFen - 1, ourReference: wechat.reference.slice(0, 16) },
      { amountFen: 12_345, remark: '往来款' },
    ]
    const { differences } = await desk.reconcile(
      COMPANY,
      STATEMENT,
      addDays(DAY, 1),
      await statementOf(addDays(DAY, 1), rows),
    )
    expect(differences.map(({ kind, ourFen, theirFen }) => ({ kind, ourFen, theirFen }))).toEqual([
      { kind: 'channel-only', ourFen: null, theirFen: 12_345 },
      { kind: 'amount', ourFen: wechat.amountFen, theirFen: wechat.amountFen - 1 },
    ])
    expect((await balances()).bank ?? 0).toBe(0)
  })

  test('somebody paid straight into our account: two people set it aside, and the entry settles it', async () => {
    const date = addDays(DAY, 1)
    const [item] = await openItemsAfter(date, [{ amountFen: 88_800, remark: '采暖费' }])
    const done = await resolving.resolve(item?.id ?? '', 'to-suspense')
    expect(done.status).toBe('executed')
    const settled = { suspense: -88_800, bank: 88_800, 'clearing:bank:statement-mt940': 0 }
    expect(await balances()).toMatchObject(settled)
    await onStatement(addDays(date, 1), [])
    expect(await balances()).toMatchObject(settled)
    expect(await openItems(date)).toEqual([])
  })

  test('what nobody can explain is never acknowledged: it is owed to us until it comes back', async () => {
    const date = addDays(DAY, 1)
    const [item] = await openItemsAfter(date, [{ amountFen: 2_000, direction: 'debit' as const, remark: '转账' }])
    const id = item?.id ?? ''
    expect(await resolving.propose(id, 'acknowledge')).toEqual({ refused: 'resolution-does-not-fit' })
    await resolving.resolve(id, 'claim-debit')
    expect(await balances()).toMatchObject({ bank: -2_000, 'channel-claims': 2_000 })
    expect(await onStatement(addDays(date, 1), [])).toMatchObject({ kinds: [] })
    const [back] = await openItemsAfter(addDays(date, 2), [{ amountFen: 2_000, remark: '差错退回' }])
    await resolving.resolve(back?.id ?? '', 'claim-returned')
    expect(await balances()).toMatchObject({ bank: 0, 'channel-claims': 0 })
  })

  test('the bank’s own charge is booked by two people, and is no longer looked at', async () => {
    const date = addDays(DAY, 1)
    const charge = { amountFen: 2_000, direction: 'debit' as const, remark: '账户管理费' }
    const [item] = await openItemsAfter(date, [charge])
    expect(await resolving.propose(item?.id ?? '', 'acknowledge')).toEqual({ refused: 'resolution-does-not-fit' })
    await resolving.resolve(item?.id ?? '', 'book-bank-charge')
    expect(await onStatement(addDays(date, 1), [])).toMatchObject({ kinds: [] })
    expect(await balances()).toMatchObject({ bank: -2_000, 'bank-charges': 2_000 })
  })

  test('the statement of an account that is not ours is put aside whole', async () => {
    const file = await statementOf(DAY, [{ amountFen: 5 }], '6222020200000000006')
    const result = await desk.reconcile(COMPANY, STATEMENT, DAY, file)
    expect(result).toMatchObject({ status: 'quarantined', reason: '账号 6222020200000000006 不是我方的账户' })
    expect(await ports.database.read.bankMatching.unexplained(COMPANY, STATEMENT, '2026-01-01', '2026-12-31')).toEqual(
      [],
    )
  })
})
