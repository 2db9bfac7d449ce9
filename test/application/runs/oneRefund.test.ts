import { alipayDayFiles } from '../../../server/adapters/channelFiles/alipay/dayFiles'
import { keepStrayRefund } from '../../../server/application/refunds/strayRefund'
import { startOfDay } from '../../../server/domain/calendar/civilDate'
import type { ChannelEntry } from '../../../server/domain/reconciliation/channelEntry'
import { openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { openPorts } from '../../support/ports'
import { ALIPAY, openDesk } from '../../support/reconciliation'

const DAY = '2026-11-20'

const NOON = startOfDay(DAY) + 12 * 3_600_000

onEachEngine('a refund that was made in Alipay’s own console', (newPlace) => {
  test.each([['trade', 'account'] as const, ['account', 'trade'] as const])(
    'is one piece of work, whether %s or %s comes first',
    async (first, second) => {
      const ports = await openPorts(newPlace, DAY)
      const { first: householdId } = await openThreeBills(ports)
      const desk = openDesk(ports)
      const orderNo = await pay(ports, { householdId, amountFen: 50_000, channel: 'alipay' })
      const paid: ChannelEntry = {
        ...{ at: NOON, createdAt: NOON, transactionId: `42000${orderNo}`, orderNo, payer: '*三', subject: '采暖费' },
        ...{ paidFen: 50_000, refund: null },
      }
      const back = { refundNo: '', channelRefundId: paid.transactionId, amountFen: 10_000, at: NOON + 60_000 }
      const entries = [paid, { ...paid, at: back.at, refund: back } as ChannelEntry]
      const names = await alipayDayFiles(ALIPAY).write(desk.folder, DAY, entries, undefined)
      for (const name of [first, second]) await desk.reconcile('lanzhou', 'alipay', DAY, names[name])
      const open = async (bill: 'trade' | 'fundflow') =>
        (await ports.database.read.reconciliation.itemsOf({ company: 'lanzhou', channel: 'alipay', bill, date: DAY }))
          .filter(({ status }) => status === 'open')
          .map(({ kind, rowKind, theirFen }) => [kind, rowKind, theirFen])
      expect(await open('trade')).toEqual([['channel-only', 'refund', -10_000]])
      expect(await open('fundflow')).toEqual([])
      await ports.remove()
    },
  )

  test.each(['notice', 'file'] as const)('is one piece of work, too, when the %s tells of it first', async (first) => {
    const ports = await openPorts(newPlace, DAY)
    const { first: householdId } = await openThreeBills(ports)
    const desk = openDesk(ports)
    const orderNo = await pay(ports, { householdId, amountFen: 50_000, channel: 'alipay' })
    const paid: ChannelEntry = {
      ...{ at: NOON, createdAt: NOON, transactionId: `42000${orderNo}`, orderNo, payer: '*三', subject: '采暖费' },
      ...{ paidFen: 50_000, refund: null },
    }
    const back = { refundNo: '', channelRefundId: paid.transactionId, amountFen: 10_000, at: NOON + 60_000 }
    const entries = [paid, { ...paid, at: back.at, refund: back } as ChannelEntry]
    const { trade } = await alipayDayFiles(ALIPAY).write(desk.folder, DAY, entries, undefined)
    const told = { company: 'lanzhou', channel: 'alipay', reason: 'not-made-here', refundNo: null, orderNo } as const
    /** All that the trade has given back so far, as Alipay tells it. */
    const notice = (amountFen: number) =>
      ports.database.transaction((store) =>
        keepStrayRefund(
          store,
          { ...told, transactionId: paid.transactionId, amountFen, cumulative: true, toldAt: back.at },
          ports,
        ),
      )
    const file = () => desk.reconcile('lanzhou', 'alipay', DAY, trade)
    const strays = async () =>
      (await ports.database.read.strayRefunds.open('lanzhou')).map(({ amountFen }) => amountFen)
    const differences = async () =>
      (
        await ports.database.read.reconciliation.itemsOf({
          company: 'lanzhou',
          channel: 'alipay',
          bill: 'trade',
          date: DAY,
        })
      )
        .filter(({ status }) => status === 'open')
        .map(({ theirFen }) => theirFen)
    if (first === 'notice') {
      await notice(10_000)
      expect(await strays()).toEqual([10_000])
      await file()
    } else {
      await file()
      await notice(10_000)
    }
    expect([await strays(), await differences()]).toEqual([[], [-10_000]])
    // A second refund of the same trade, of which no file tells yet, is work of its own: only what is new of it.
    await notice(17_000)
    expect(await strays()).toEqual([7_000])
    await ports.remove()
  })
})
