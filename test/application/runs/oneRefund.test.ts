import { alipayDayFiles } from '../../../server/adapters/channelFiles/alipay/dayFiles'
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
})
