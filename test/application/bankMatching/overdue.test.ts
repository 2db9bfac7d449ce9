import path from 'node:path'
import { wechatTradeLines } from '../../../server/adapters/channelFiles/wechat/writeLines'
import { writeGzip } from '../../../server/adapters/channelFiles/writeText'
import { addDays, startOfDay } from '../../../server/domain/calendar/civilDate'
import type { ChannelEntry } from '../../../server/domain/reconciliation/channelEntry'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'
import { type Desk, openDesk, WECHAT } from '../../support/reconciliation'

const DAY = '2026-11-16'

const day = (n: number) => addDays(DAY, n)

const NOON_MS = 43_200_000

const entry = (n: number, at: number): ChannelEntry => ({
  at,
  createdAt: at - 10_000,
  transactionId: `420000299920261116000000000${n}`,
  orderNo: `HP261116A00000000${n}`,
  payer: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  subject: '2026-2027采暖季采暖费',
  paidFen: 100_000 + n,
  refund: null,
})

onEachEngine('what the day’s cut has carried over', (newPlace) => {
  let ports: StoryPorts
  let desk: Desk
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    desk = openDesk(ports)
  })
  afterEach(() => ports.remove())

  const book = ({ transactionId, orderNo, paidFen }: ChannelEntry, paidAt: number, paidOn: string) =>
    ports.database.transaction((store) =>
      store.payments.insertMany([
        {
          ...{ id: `PAYMENT${transactionId.slice(-19)}`, company: 'lanzhou', source: 'wechat', transactionId, orderNo },
          ...{ householdId: null, amountFen: paidFen, paidAt, paidOn, outcome: 'applied', refundedFen: 0 },
          ...{ refundParts: 0, recordedAt: paidAt },
        },
      ]),
    )
  const fileOf = async (date: string, entries: ChannelEntry[]) => {
    await writeGzip(path.join(desk.folder, `${date}.csv.gz`), wechatTradeLines(entries, WECHAT))
    return `${date}.csv.gz`
  }
  const reconcile = async (date: string, entries: ChannelEntry[]) => {
    const result = await desk.reconcile('lanzhou', 'wechat', date, await fileOf(date, entries))
    return result.differences.map(({ kind }) => kind)
  }
  /** A quiet payment at noon, booked and in the file. */
  const quiet = async (n: number) => {
    const one = entry(n, startOfDay(day(n)) + NOON_MS)
    await book(one, one.at, day(n))
    return one
  }
  const items = async (date: string) =>
    (await ports.database.read.reconciliation.itemsOf({ company: 'lanzhou', channel: 'wechat', bill: 'trade', date }))
      .map(({ kind, status, closedBy }) => `${kind} ${status}${closedBy ? ` ${closedBy}` : ''}`)
      .sort()

  test('the channel’s row that nobody books by T+2 is long; telling the day again leaves it so', async () => {
    const late = entry(9, startOfDay(day(1)) - 1000)
    await book(late, startOfDay(day(1)) + 1000, day(1))
    expect(await reconcile(DAY, [await quiet(0), late])).toEqual(['carried-over'])
    // The next day's file is never reported; ours on that day is therefore never paired.
    expect(await items(DAY)).toEqual(['carried-over open'])
    expect(await reconcile(day(2), [await quiet(2)])).toEqual([])
    expect(await items(DAY)).toEqual([`carried-over closed overdue:${day(2)}`, 'channel-only open'])

    await desk.reconcile('lanzhou', 'wechat', DAY, `${DAY}.csv.gz`)
    expect(await items(DAY)).toEqual([`carried-over closed overdue:${day(2)}`, 'channel-only open'])
  })

  test('the other half that comes after all closes what has become of it', async () => {
    const late = entry(9, startOfDay(day(1)) - 1000)
    await book(late, startOfDay(day(1)) + 1000, day(1))
    await reconcile(DAY, [await quiet(0), late])
    await reconcile(day(2), [await quiet(2)])
    expect(await reconcile(day(1), [await quiet(1)])).toEqual([])
    expect(await items(DAY)).toEqual([`carried-over closed overdue:${day(2)}`, `channel-only closed day-cut:${day(1)}`])
  })

  test('ours that no file has is short; T+1 does not hurry it', async () => {
    const late = entry(9, startOfDay(day(1)) - 1000)
    await book(late, late.at, DAY)
    expect(await reconcile(DAY, [await quiet(0)])).toEqual(['carried-over'])
    await reconcile(day(1), [await quiet(1)])
    expect(await items(DAY)).toEqual(['carried-over open'])
    await reconcile(day(2), [await quiet(2)])
    expect(await items(DAY)).toEqual([`carried-over closed overdue:${day(2)}`, 'ours-only open'])
    expect(await reconcile(DAY, [entry(0, startOfDay(DAY) + NOON_MS)])).toEqual(['ours-only'])
    expect(await items(DAY)).toEqual([`carried-over closed overdue:${day(2)}`, 'ours-only open'])
  })
})
