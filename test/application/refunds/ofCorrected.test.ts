import { type Proposal, propose } from '../../../server/application/approvals/approvals'
import { createGiveRefund } from '../../../server/application/refunds/giveRefund'
import { checker, maker } from '../../support/desk'
import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, type DifferenceStory, NEXT_DAY, NOON, onEachDifferenceStory } from '../../support/resolutions'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const SECOND = 1000

onEachDifferenceStory('a refund of a payment whose amount was corrected to the channel’s', (story) => {
  /** The channel has another amount of a payment of 2,233.25, and two people let it stand. */
  async function corrected(theirFen: number, { ports, desk, paid }: DifferenceStory) {
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const [item] = await desk.reconcile(DAY, [paymentRow({ key: transactionId, orderNo, amountFen: theirFen }, DAY)])
    desk.channel.paid(transactionId, orderNo, theirFen, NOON)
    await desk.resolve(item?.id ?? '', 'correct-amount')
    return { orderNo, transactionId }
  }

  /** One person proposes an action, another approves it; gives what came of it. */
  async function decided(
    of: Pick<Proposal, 'deed' | 'subject' | 'payload'> & { amountFen: number },
    { ports, desk }: DifferenceStory,
  ) {
    const proposal = { ...of, company: COMPANY, summary: '退回', maker }
    return desk.approve(await ports.database.transaction((store) => propose(store, proposal, ports)))
  }

  async function backAsItCame(itemId: string, amountFen: number, all: DifferenceStory) {
    const payload = { itemId, exit: 'refund-original-route', householdId: null }
    const done = await decided({ deed: 'suspense-exit', subject: itemId, amountFen, payload }, all)
    expect(done).toMatchObject({ status: 'executed' })
  }

  const giving = ({ ports, desk }: DifferenceStory) =>
    createGiveRefund({ ...ports, channels: desk.channel.directory, log: quiet, publicUrl: 'http://127.0.0.1' })

  const requested = async ({ read, paymentBy }: DifferenceStory, transactionId: string) =>
    (await read().refunds.byPayment((await paymentBy(transactionId)).id)).filter(({ status }) => status === 'requested')

  test('what the channel took too much goes back by the same order: it is told all that it took', async () => {
    const all = story()
    const { ports, desk, read, balance } = all
    const { orderNo, transactionId } = await corrected(223_400, all)
    const [waiting] = await read().suspense.open(COMPANY)
    expect(waiting).toMatchObject({ reason: 'channel-excess', amountFen: 75 })
    await backAsItCame(waiting?.id ?? '', 75, all)
    const excess = await read().payments.byId(waiting?.paymentId ?? '')
    const [refund] = await requested(all, excess?.transactionId ?? '')
    expect(await giving(all)(refund?.refundNo ?? '')).toBeNull()
    expect(desk.channel.given).toMatchObject([{ orderNo, refundFen: 75, paidFen: 223_400 }])
    expect(await read().suspense.open(COMPANY)).toEqual([])
    // What is left there is what our books say that the household has paid.
    expect([await balance('clearing:wechat'), await balance('suspense')]).toEqual([223_325, 0])
    const row = { kind: 'refund', key: refund?.refundNo ?? '', otherKey: 'C', orderNo, amountFen: 75 } as const
    ports.clock.set('2026-11-22')
    expect(await desk.reconcile(NEXT_DAY, [paymentRow(row, NEXT_DAY)])).toEqual([])
    expect(await desk.reconcile(DAY, [paymentRow({ key: transactionId, orderNo, amountFen: 223_400 }, DAY)])).toEqual(
      [],
    )
  })

  test('the channel wants a minute between two refunds of what is one payment there', async () => {
    const all = story()
    const { ports, desk, read, refunded, balance } = all
    const { transactionId } = await corrected(223_400, all)
    const [waiting] = await read().suspense.open(COMPANY)
    const refundNo = await refunded(transactionId, 100)
    await ports.database.writer.query('UPDATE refunds SET called_at = ? WHERE refund_no = ?', [
      ports.clock.now() - 30 * SECOND,
      refundNo,
    ])
    await backAsItCame(waiting?.id ?? '', 75, all)
    const excess = await read().payments.byId(waiting?.paymentId ?? '')
    const [refund] = await requested(all, excess?.transactionId ?? '')
    expect(await giving(all)(refund?.refundNo ?? '')).toBeGreaterThan(ports.clock.now())
    expect(desk.channel.given).toEqual([])
    expect(await balance('clearing:wechat')).toBe(223_400 - 100)
  })

  test('what the channel took too little is never given back: it is told what it has, no more', async () => {
    const all = story()
    const { desk, paymentBy, read } = all
    const { transactionId } = await corrected(223_000, all)
    const payment = await paymentBy(transactionId)
    const back = (amountFen: number) => {
      const payload = { paymentId: payment.id, amountFen, route: 'original', reason: '多缴' }
      return decided({ deed: 'refund', subject: payment.id, amountFen, payload }, all)
    }
    const tooMuch = await back(223_001)
    expect(tooMuch).toMatchObject({ refused: 'refund-too-much', facts: { leftFen: 223_000 } })
    const [waiting] = (await read().approvals.list({ status: 'proposed' }, 0, 5)).rows
    await desk.approvals.reject(checker, waiting?.id ?? '', '太多')
    expect(await back(1000)).toMatchObject({ status: 'executed' })
    const [refund] = await requested(all, transactionId)
    await giving(all)(refund?.refundNo ?? '')
    expect(desk.channel.given).toMatchObject([{ refundFen: 1000, paidFen: 223_000 }])
  })
})
