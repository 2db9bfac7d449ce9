import { bankDirectory } from '../../server/adapters/banks'
import { isRefusal } from '../../server/application/common/refusal'
import type { Difference } from '../../server/domain/reconciliation/run'
import { examine, openThreeBills } from '../support/books'
import { maker } from '../support/desk'
import { type DifferenceDesk, openDifferenceDesk } from '../support/differences'
import { onEachEngine } from '../support/engines'
import { openPorts, type StoryPorts } from '../support/ports'
import { bankTemplates, type Desk, openDesk } from '../support/reconciliation'

const COMPANY = 'lanzhou'
const BANK = 'bank:icbc'
const DAY = '2026-11-19'
const [ZHANG, WANG] = ['6201000001', '6201000002']

type Row = { userCode: string; traceNo: string; amountFen: number; reverses?: string }

onEachEngine('a bank’s file uses one number for two payments', (newPlace) => {
  let ports: StoryPorts
  let desk: Desk
  let resolving: DifferenceDesk
  const bank = bankDirectory(bankTemplates()).get('icbc')
  const booked = (number: string) => ports.database.read.payments.byTransaction(COMPANY, BANK, number)

  beforeEach(async () => {
    ports = await openPorts(newPlace, '2026-11-20')
    desk = openDesk(ports)
    resolving = openDifferenceDesk(ports)
    await openThreeBills(ports)
  })
  afterEach(async () => {
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
    await ports.remove()
  })

  async function reconcile(rows: readonly Row[], date = DAY) {
    const company = ports.rulebooks.get(COMPANY)?.name ?? ''
    await bank?.write(desk.folder, { company, date, rows: rows.map((row) => ({ ...row, paidOn: date })) })
    return desk.reconcile(COMPANY, BANK, date, 'bank-icbc.txt')
  }
  async function open(date = DAY): Promise<Difference[]> {
    const day = { company: COMPANY, channel: BANK, bill: 'trade', date } as const
    return (await ports.database.read.reconciliation.itemsOf(day)).filter(({ status }) => status === 'open')
  }
  const propose = (id: string, evidence?: string) =>
    resolving.differences.propose(COMPANY, maker, { id, resolution: 'book-second', reason: '同号两笔', evidence })
  const LETTER = '工行城关支行王经理来函 2026-11-20 第 12 号'
  async function bookSecond(id: string) {
    const done = await resolving.approve(await propose(id, LETTER))
    if (isRefusal(done)) throw new Error(JSON.stringify(done))
    return done
  }
  async function possible(id: string) {
    const shown = await resolving.differences.show({ company: '*' }, COMPANY, id)
    return isRefusal(shown) ? [] : shown.possible.map(({ resolution }) => resolution)
  }

  const first = { userCode: ZHANG, traceNo: 'BK0000000001', amountFen: 100_000 }
  const other = { userCode: ZHANG, traceNo: 'BK0000000001', amountFen: 20_000 }
  const another = { userCode: WANG, traceNo: 'BK0000000001', amountFen: 20_000 }

  test('of another amount: the bank confirms it, and it is booked as a payment of its own, once', async () => {
    expect((await reconcile([first, other])).differences).toMatchObject([{ kind: 'duplicate-row', theirFen: 20_000 }])
    const [item] = await open()
    const id = item?.id ?? ''
    expect(await possible(id)).toEqual(['book-second'])
    expect(await propose(id)).toEqual({ refused: 'evidence-needed' })
    await resolving.entries()
    expect((await bookSecond(id)).summary).toContain(LETTER)
    expect(await resolving.entries()).toEqual([`payment-applied clearing:${BANK} receivable 20000`])
    expect(await booked(`BK0000000001@${DAY}`)).toMatchObject({ amountFen: 20_000, paidOn: DAY })
    const [record] = await ports.database.read.differences.resolutionsOf(id)
    expect(record?.reason).toContain(LETTER)
    // The file again: the same two payments.
    expect(await reconcile([first, other])).toMatchObject({ status: 'balanced', matched: 2 })
    expect(await open()).toEqual([])
    await resolving.differences.reopen(COMPANY, maker, id, '再看一次')
    expect(await resolving.approve(await propose(id, LETTER))).toEqual({ refused: 'books-changed' })
    expect(await resolving.entries()).toEqual([])
  })

  test('a changed file with the rows the other way round finds the same two payments', async () => {
    await reconcile([first, other])
    await bookSecond((await open())[0]?.id ?? '')
    const changed = await reconcile([other, first, { userCode: WANG, traceNo: 'BK0000000002', amountFen: 500 }])
    expect(changed.differences).toMatchObject([{ kind: 'channel-only', key: 'BK0000000002' }])
  })

  test('a third of that number, for another user, has a number of its own too', async () => {
    await reconcile([first, other, another])
    for (const { id } of await open()) await bookSecond(id)
    const numbers = [`BK0000000001@${DAY}`, `BK0000000001@${DAY}#2`]
    const payments = await Promise.all(numbers.map(booked))
    expect(payments.map((payment) => payment?.amountFen)).toEqual([20_000, 20_000])
    expect(new Set(payments.map((payment) => payment?.householdId)).size).toBe(2)
    expect(await reconcile([first, other, another])).toMatchObject({ status: 'balanced', matched: 3 })
  })

  test('whose number an earlier day had already: the second of the day is told from both', async () => {
    await reconcile([{ ...first, amountFen: 700 }], '2026-11-18')
    await reconcile([first, other])
    expect(await booked(`BK0000000001@${DAY}`)).toMatchObject({ amountFen: 100_000 })
    await bookSecond((await open())[0]?.id ?? '')
    expect(await booked(`BK0000000001@${DAY}#2`)).toMatchObject({ amountFen: 20_000 })
    expect(await reconcile([first, other])).toMatchObject({ status: 'balanced', matched: 2 })
  })

  test('the very same row once more is a repetition, and cannot be booked', async () => {
    await reconcile([first, first])
    const [item] = await open()
    expect(await possible(item?.id ?? '')).toEqual(['acknowledge'])
    expect(await propose(item?.id ?? '', LETTER)).toEqual({ refused: 'resolution-does-not-fit' })
    await resolving.resolve(item?.id ?? '', 'acknowledge')
    expect(await open()).toEqual([])
  })

  test('what the bank takes back later is the payment of the two that it fits', async () => {
    await reconcile([first, other])
    await bookSecond((await open())[0]?.id ?? '')
    const back = { ...other, traceNo: 'BK0000000009', reverses: 'BK0000000001' }
    const { differences } = await reconcile([back], '2026-11-20')
    expect(differences.map(({ seen }) => seen?.theirs?.reverses)).toEqual([`BK0000000001@${DAY}`])
  })
})
