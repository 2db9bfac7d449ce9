import path from 'node:path'
import { wechatTradeLines } from '../../server/adapters/channelFiles/wechat/writeLines'
import { writeGzip } from '../../server/adapters/channelFiles/writeText'
import { addDays, startOfDay } from '../../server/domain/calendar/civilDate'
import type { Payment } from '../../server/domain/payment/payment'
import type { ChannelEntry } from '../../server/domain/reconciliation/channelEntry'
import { onEachEngine } from '../support/engines'
import { openPorts, type StoryPorts } from '../support/ports'
import { type Desk, openDesk, WECHAT } from '../support/reconciliation'

const TODAY = '2026-11-19'
const TOMORROW = addDays(TODAY, 1)

const entry = (n: number, at: number): ChannelEntry => ({
  at,
  createdAt: at - 10_000,
  transactionId: `420000299920261119000000000${n}`,
  orderNo: `HP261119A00000000${n}`,
  payer: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  subject: '2026-2027采暖季采暖费',
  paidFen: 100_000 + n,
  refund: null,
})

const payment = ({ transactionId, orderNo, paidFen }: ChannelEntry, paidAt: number, paidOn: string): Payment => ({
  id: `PAYMENT${transactionId.slice(-19)}`,
  company: 'lanzhou',
  source: 'wechat',
  transactionId,
  orderNo,
  householdId: null,
  amountFen: paidFen,
  paidAt,
  paidOn,
  outcome: 'applied',
  refundedFen: 0,
  refundParts: 0,
  recordedAt: paidAt,
})

onEachEngine('the cut between two days', (newPlace) => {
  let ports: StoryPorts
  let desk: Desk
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    desk = openDesk(ports)
  })
  afterEach(() => ports.remove())

  const midnight = startOfDay(TOMORROW)
  const noons = { [TODAY]: entry(1, startOfDay(TODAY) + 43_200_000), [TOMORROW]: entry(2, midnight + 43_200_000) }
  const noon = (date: string) => {
    const found = noons[date]
    if (!found) throw new Error(date)
    return found
  }

  const book = (payments: Payment[]) => ports.database.transaction((store) => store.payments.insertMany(payments))
  const fileOf = async (date: string, entries: ChannelEntry[]) => {
    const name = `${date}.csv.gz`
    await writeGzip(path.join(desk.folder, name), wechatTradeLines(entries, WECHAT))
    return name
  }
  const reconcile = async (date: string, file: string) => {
    const { status, differences, ourTotalFen, theirTotalFen } = await desk.reconcile('lanzhou', 'wechat', date, file)
    return { status, kinds: differences.map(({ kind }) => kind), gap: theirTotalFen - ourTotalFen }
  }
  const openItems = async (date: string) =>
    (await ports.database.read.reconciliation.itemsOf({ company: 'lanzhou', channel: 'wechat', bill: 'trade', date }))
      .filter(({ status }) => status === 'open')
      .map(({ kind }) => kind)

  test('we have it at 23:59:59, the channel a day later: carried over, closed by the next day', async () => {
    const late = entry(3, midnight)
    await book([
      payment(noon(TODAY), noon(TODAY).at, TODAY),
      payment(late, midnight - 1000, TODAY),
      payment(noon(TOMORROW), noon(TOMORROW).at, TOMORROW),
    ])
    const today = await fileOf(TODAY, [noon(TODAY)])
    const tomorrow = await fileOf(TOMORROW, [late, noon(TOMORROW)])

    expect(await reconcile(TODAY, today)).toEqual({
      status: 'differences',
      kinds: ['carried-over'],
      gap: -late.paidFen,
    })
    expect(await openItems(TODAY)).toEqual(['carried-over'])
    expect(await reconcile(TOMORROW, tomorrow)).toEqual({ status: 'balanced', kinds: [], gap: 0 })
    expect(await openItems(TODAY)).toEqual([])
    expect(await reconcile(TODAY, today)).toEqual({ status: 'balanced', kinds: [], gap: 0 })
    expect(await reconcile(TOMORROW, tomorrow)).toEqual({ status: 'balanced', kinds: [], gap: 0 })
  })

  test('the channel has it at 23:59:59, we a day later: carried over, closed by the next day', async () => {
    const late = entry(3, midnight - 1000)
    await book([
      payment(noon(TODAY), noon(TODAY).at, TODAY),
      payment(late, midnight + 1000, TOMORROW),
      payment(noon(TOMORROW), noon(TOMORROW).at, TOMORROW),
    ])
    const today = await fileOf(TODAY, [noon(TODAY), late])
    const tomorrow = await fileOf(TOMORROW, [noon(TOMORROW)])

    expect(await reconcile(TODAY, today)).toEqual({ status: 'differences', kinds: ['carried-over'], gap: late.paidFen })
    expect(await reconcile(TOMORROW, tomorrow)).toEqual({ status: 'balanced', kinds: [], gap: 0 })
    expect(await openItems(TODAY)).toEqual([])
    expect(await reconcile(TODAY, today)).toEqual({ status: 'balanced', kinds: [], gap: 0 })
  })

  test('the later day is reconciled first: the earlier one closes it all the same', async () => {
    const late = entry(3, midnight)
    await book([
      payment(noon(TODAY), noon(TODAY).at, TODAY),
      payment(late, midnight - 1000, TODAY),
      payment(noon(TOMORROW), noon(TOMORROW).at, TOMORROW),
    ])
    const today = await fileOf(TODAY, [noon(TODAY)])
    const tomorrow = await fileOf(TOMORROW, [late, noon(TOMORROW)])

    expect((await reconcile(TOMORROW, tomorrow)).kinds).toEqual(['carried-over'])
    expect(await reconcile(TODAY, today)).toEqual({ status: 'balanced', kinds: [], gap: 0 })
    expect(await openItems(TOMORROW)).toEqual([])
    expect(await reconcile(TOMORROW, tomorrow)).toEqual({ status: 'balanced', kinds: [], gap: 0 })
  })

  test('neither day’s file has it: short, not carried for ever', async () => {
    const late = entry(3, midnight)
    await book([
      payment(noon(TODAY), noon(TODAY).at, TODAY),
      payment(late, midnight - 1000, TODAY),
      payment(noon(TOMORROW), noon(TOMORROW).at, TOMORROW),
    ])
    const today = await fileOf(TODAY, [noon(TODAY)])
    const tomorrow = await fileOf(TOMORROW, [noon(TOMORROW)])

    expect((await reconcile(TODAY, today)).kinds).toEqual(['carried-over'])
    expect((await reconcile(TOMORROW, tomorrow)).kinds).toEqual([])
    expect((await reconcile(TODAY, today)).kinds).toEqual(['ours-only'])
  })

  test('the channel lists one payment in both days’ files: the second is foreign there', async () => {
    const late = entry(3, midnight - 1000)
    await book([
      payment(noon(TODAY), noon(TODAY).at, TODAY),
      payment(late, midnight - 1000, TODAY),
      payment(noon(TOMORROW), noon(TOMORROW).at, TOMORROW),
    ])
    const today = await fileOf(TODAY, [noon(TODAY), late])
    const tomorrow = await fileOf(TOMORROW, [late, noon(TOMORROW)])

    expect((await reconcile(TODAY, today)).status).toBe('balanced')
    expect((await reconcile(TOMORROW, tomorrow)).kinds).toEqual(['foreign'])
  })
})
