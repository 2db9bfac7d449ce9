import { takeBack } from '../../server/application/booking/takeBack'
import { isRefusal } from '../../server/application/common/refusal'
import { writeRefund } from '../../server/application/refunds/executeRefund'
import { finishRefund, type RefundEnd } from '../../server/application/refunds/finishRefund'
import type { ChannelRow } from '../../server/domain/reconciliation/row'
import type { Difference } from '../../server/domain/reconciliation/run'
import { openThreeBills, pay } from './books'
import { openDifferenceDesk, paymentRow } from './differences'
import type { EmptyPlace } from './engines'
import { onEachSoundStory } from './integrity'
import { openPorts } from './ports'

export const DAY = '2026-11-20'

/** The day on which the desk looks at it. */
export const NEXT_DAY = '2026-11-21'

export const NOON = Date.parse(`${DAY}T12:00:00+08:00`)

export const COMPANY = 'lanzhou'

/** Three bills in Lanzhou, and a desk where two people resolve what WeChat's file of a day shows otherwise. */
async function openStory(newPlace: () => Promise<EmptyPlace>) {
  const ports = await openPorts(newPlace, DAY)
  const homes = await openThreeBills(ports)
  const desk = openDifferenceDesk(ports)
  const file: ChannelRow[] = []
  const read = () => ports.database.read

  const paymentBy = async (transactionId: string) => {
    const payment = await read().payments.byTransaction(COMPANY, 'wechat', transactionId)
    if (!payment) throw new Error(`no payment ${transactionId}`)
    return payment
  }

  return {
    ports,
    homes,
    desk,
    read,
    paymentBy,

    /** A payment that our books have, and that the first household made. */
    async paid(amountFen = 223_325): Promise<{ orderNo: string; transactionId: string }> {
      const orderNo = await pay(ports, { householdId: homes.first, amountFen, channel: 'wechat' })
      await desk.entries()
      return { orderNo, transactionId: `42000${orderNo}` }
    },

    /** An order of which we never heard that it was paid. */
    async ordered(orderNo: string, amountFen: number): Promise<void> {
      const now = ports.clock.now()
      await ports.database.transaction(async (store) => {
        await store.orders.insert({
          orderNo,
          company: COMPANY,
          channel: 'wechat',
          residentId: 'R1',
          householdId: homes.first,
          season: '2026-2027',
          kind: 'part',
          amountFen,
          status: 'paying',
          description: '2026-2027采暖季采暖费',
          prepayId: 'wx1',
          transactionId: null,
          paidAt: null,
          clientOutcome: null,
          createdAt: now,
          expiresAt: now + 1_800_000,
        })
      })
    },

    /** The channel's file has one payment more, which the channel confirms; gives its difference. */
    async missing(key: string, orderNo: string, amountFen: number): Promise<Difference> {
      desk.channel.paid(key, orderNo, amountFen, NOON)
      ports.clock.set(NEXT_DAY)
      file.push(paymentRow({ key, orderNo, amountFen }, DAY))
      const [item] = await desk.reconcile(DAY, file)
      if (!item) throw new Error('no difference')
      return item
    },

    /** A refund of ours of an applied payment, which its channel has accepted, and ended like this. */
    async refunded(transactionId: string, amountFen: number, state: RefundEnd['state'] = 'succeeded'): Promise<string> {
      const payment = await paymentBy(transactionId)
      const refundNo = ports.ids.refundNo(DAY)
      await ports.database.transaction(async (store) => {
        const taken = { amountFen, by: refundNo, on: DAY }
        const from = await takeBack(store, { ...payment, householdId: homes.first }, taken, ports)
        if (isRefusal(from)) throw new Error(from.refused)
        const refund = { payment, amountFen, route: 'original', reason: '多缴', from, refundNo } as const
        expect(await writeRefund(store, refund, ports)).toBe('done')
        await store.refunds.change(refundNo, ['requested'], { acceptedOn: DAY })
        await finishRefund(store, refundNo, { state, at: NOON }, ports)
      })
      await desk.entries()
      return refundNo
    },

    /** What the first household owes on its bills. */
    async owed(): Promise<number> {
      const bills = await read().bills.byHousehold(homes.first)
      return bills.reduce((sum, bill) => sum + bill.billedFen - bill.reversedFen - bill.appliedFen, 0)
    },

    /** What an account has been debited more than credited. */
    async balance(account: string): Promise<number> {
      const [{ fen }] = await ports.database.writer.query(
        `SELECT COALESCE(SUM(CASE WHEN debit_account = ? THEN amount_fen ELSE 0 - amount_fen END), 0) AS fen
           FROM transfers WHERE company = ? AND (debit_account = ? OR credit_account = ?)`,
        [account, COMPANY, account, account],
      )
      return Number(fen)
    },
  }
}

export type DifferenceStory = Awaited<ReturnType<typeof openStory>>

/** Stories of the finance desk on each engine; whatever was resolved, and how, the books are sound afterwards. */
export function onEachDifferenceStory(name: string, tell: (story: () => DifferenceStory) => void): void {
  onEachSoundStory(name, openStory, tell)
}
