import { fen } from '../../../contract/money'
import { createMoneyWork } from '../../../server/application/desk/moneyWork'
import { createProcessInbox } from '../../../server/application/payments/notifications'
import type { ChannelEvent } from '../../../server/application/ports/channels'
import { createGiveRefund } from '../../../server/application/refunds/giveRefund'
import type { Refund } from '../../../server/domain/payment/refund'
import { refusalInWords } from '../../../server/domain/payment/refundable'
import { openThreeBills, pay } from '../../support/books'
import { listeningLog } from '../../support/channels/log'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

onEachEngine('what a channel tells of a refund', (newPlace) => {
  let ports: StoryPorts
  let orderNo: string
  let transactionId: string
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    const { first } = await openThreeBills(ports)
    orderNo = await pay(ports, { householdId: first, amountFen: 10_000 })
    transactionId = `42000${orderNo}`
  })
  afterEach(() => ports.remove())

  async function refund(changed: Partial<Refund> = {}): Promise<Refund> {
    const [payment] = await ports.database.read.payments.byOrder(orderNo)
    const made: Refund = {
      ...{ refundNo: ports.ids.refundNo('2026-11-21'), company: 'lanzhou', source: 'wechat', orderNo },
      ...{ paymentId: payment?.id ?? '', amountFen: 4_000, status: 'requested', channelRefundId: null },
      ...{ requestedAt: ports.clock.now(), acceptedOn: null, succeededAt: null, succeededOn: null, reason: '退款' },
      ...{ route: 'original', replaces: null, owner: null, attendedAt: null, calledAt: null },
      ...changed,
    }
    await ports.database.transaction((store) => store.refunds.insert(made))
    return made
  }

  async function told(what: Extract<ChannelEvent['what'], { kind: 'refund' }>): Promise<void> {
    const id = ports.ids.next()
    const entry = {
      id,
      company: 'lanzhou',
      channel: 'wechat',
      eventId: id,
      headers: {},
      body: Buffer.from('{}'),
    } as const
    const times = { receivedAt: ports.clock.now(), processedAt: null, attempts: 0, nextTryAt: 0 }
    await ports.database.transaction((store) =>
      store.inbox.insert({ ...entry, event: { eventId: id, what }, ...times }),
    )
    await createProcessInbox({ ...ports, log: listeningLog().log }).waiting()
  }
  const notice = (refundNo: string, refundedFen: number, more: { at?: number; cumulative?: true } = {}) =>
    told({
      ...{ kind: 'refund', orderNo, transactionId, refundNo, refundedFen: fen(refundedFen), state: 'succeeded' },
      at: ports.clock.now(),
      ...more,
    })
  const strays = async () =>
    (await ports.database.read.strayRefunds.open('lanzhou')).map(({ reason, amountFen }) => [reason, amountFen]).sort()
  const paidOut = async () =>
    ports.database.writer.query("SELECT amount_fen FROM transfers WHERE event = 'refund-paid'")

  test('more than was paid, by a refund that we did not make: a work item says so, and no entry', async () => {
    await notice('MADEELSEWHERE1', 10_001)
    await notice('MADEELSEWHERE2', 10_000)
    expect(await strays()).toEqual([
      ['beyond-payment', 10_001],
      ['not-made-here', 10_000],
    ])
    expect(await paidOut()).toEqual([])
  })

  test('another amount than our refund’s: a work item, and no entry', async () => {
    const { refundNo } = await refund({ status: 'failed' })
    await notice(refundNo, 4_001)
    expect(await strays()).toEqual([['other-amount', 4_001]])
    expect(await paidOut()).toEqual([])
    expect((await ports.database.read.refunds.byNo(refundNo))?.status).toBe('failed')
  })

  test('a trade that gave back more than it took: what is beyond is a work item', async () => {
    const { refundNo } = await refund()
    await notice(refundNo, 10_500, { cumulative: true })
    expect(await strays()).toEqual([['beyond-payment', 6_500]])
  })

  test('a day that is decades away: booked on the day of the notice, and a work item', async () => {
    const { refundNo } = await refund({ status: 'failed' })
    await notice(refundNo, 4_000, { at: ports.clock.now() + 30 * 366 * 86_400_000 })
    expect(await ports.database.read.refunds.byNo(refundNo)).toMatchObject({
      status: 'succeeded',
      succeededOn: '2026-11-21',
    })
    expect(await ports.database.read.followUps.open('lanzhou')).toMatchObject([
      { kind: 'refund-time', subject: refundNo, amountFen: 4_000 },
    ])
  })

  test('why it refuses: kept with its code, and shown to the desk in Chinese', async () => {
    const { refundNo } = await refund()
    const no = { outcome: 'refused', code: 'NOT_ENOUGH', message: '基本账户余额不足' } as const
    const queryRefund = async () => ({ outcome: 'not-found' }) as const
    const channel = { name: 'wechat', refund: async () => no, queryRefund }
    const channels = { get: () => channel, companiesWith: () => [] } as never
    const give = createGiveRefund({ ...ports, channels, log: listeningLog().log, publicUrl: 'https://pay.example.cn' })
    expect(await give(refundNo)).toBeNull()
    const { failedRefunds } = await createMoneyWork({ ...ports, channels } as never).waiting('lanzhou')
    expect(failedRefunds).toMatchObject([{ refundNo, refusedBecause: '商户可用余额不足，请充值后重试' }])
    expect(await ports.database.read.refunds.byNo(refundNo)).toMatchObject({ refusedCode: 'NOT_ENOUGH' })
    expect(refusalInWords({ refusedCode: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' })).toBe('商户可用余额不足，请充值后重试')
    expect(refusalInWords({ refusedCode: 'NEW_CODE', refusedText: '暂不支持' })).toBe(
      '渠道没有退款：暂不支持（NEW_CODE）',
    )
    expect(refusalInWords({ refusedCode: null })).toBeNull()
  })
})
