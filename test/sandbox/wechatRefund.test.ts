import { type Receiver, startReceiver } from '../support/sandbox/receiver'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { isSignedByPlatform, open, type WechatClient, wechatClient } from '../support/sandbox/wechatClient'

const MINUTE = 60_000
let sandbox: TestSandbox
let server: Receiver
let lanzhou: WechatClient
let made = 0
beforeAll(async () => {
  sandbox = await startTestSandbox()
  server = await startReceiver()
  lanzhou = wechatClient(sandbox, 'lanzhou')
})
afterAll(async () => {
  await sandbox.remove()
  await server.close()
})
beforeEach(async () => {
  await sandbox.tick()
  server.received = []
  await sandbox.api('PUT', 'faults', { reset: true })
})

const advance = (ms: number) => {
  sandbox.clock.setOffset(sandbox.clock.offsetMs() + ms)
  return sandbox.tick()
}
async function paidOrder(total = 10_000): Promise<string> {
  const orderNo = `HPBACK${String(++made).padStart(6, '0')}`
  await lanzhou.order({ out_trade_no: orderNo, amount: { total } })
  await sandbox.api('POST', 'pay', { orderNo })
  return orderNo
}
const refund = (orderNo: string, refundNo: string, fen: number, more: Record<string, unknown> = {}) =>
  lanzhou.call('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: orderNo,
    out_refund_no: refundNo,
    reason: '停热退费',
    notify_url: `${server.url}/notify/wechat/lanzhou`,
    amount: { refund: fen, total: 10_000, currency: 'CNY' },
    ...more,
  })
const queryRefund = (refundNo: string) => lanzhou.call('GET', `/v3/refund/domestic/refunds/${refundNo}`)
const told = () =>
  server.received.map(({ body }) => {
    const envelope = JSON.parse(body.toString('utf8'))
    return { event: envelope.event_type, ...JSON.parse(open(envelope.resource, lanzhou.numbers.apiV3Key)) }
  })

describe('a refund', () => {
  it('is PROCESSING at first, then SUCCESS, and announced with refund_status', async () => {
    const orderNo = await paidOrder()
    const asked = await refund(orderNo, 'RFFIRST00001', 2500)
    expect(asked).toMatchObject({
      status: 200,
      json: { status: 'PROCESSING', channel: 'ORIGINAL', amount: { total: 10_000, refund: 2500, payer_refund: 2500 } },
    })
    expect(asked.json).not.toHaveProperty('success_time')
    expect(isSignedByPlatform(sandbox, asked)).toBe(true)
    await advance(5000)
    const done = (await queryRefund('RFFIRST00001')).json
    expect(done).toMatchObject({ status: 'SUCCESS', refund_id: asked.json.refund_id })
    expect(told()).toMatchObject([
      {
        event: 'REFUND.SUCCESS',
        mchid: lanzhou.numbers.mchid,
        out_trade_no: orderNo,
        out_refund_no: 'RFFIRST00001',
        refund_status: 'SUCCESS',
        success_time: done.success_time,
        amount: { total: 10_000, refund: 2500, payer_total: 10_000, payer_refund: 2500 },
      },
    ])
    expect((await lanzhou.query(orderNo)).json).toMatchObject({ trade_state: 'REFUND' })
  })

  it('asked for again with its number is the same refund', async () => {
    const orderNo = await paidOrder()
    const first = await refund(orderNo, 'RFAGAIN00001', 2500)
    const again = await refund(orderNo, 'RFAGAIN00001', 2500)
    expect(again.json.refund_id).toBe(first.json.refund_id)
    expect((await refund(orderNo, 'RFAGAIN00001', 2400)).json).toMatchObject({ code: 'INVALID_REQUEST' })
    await advance(2 * MINUTE)
    expect(told()).toHaveLength(1)
  })

  it('never gives back more than was paid', async () => {
    const orderNo = await paidOrder()
    await refund(orderNo, 'RFOVER000001', 6000)
    await advance(2 * MINUTE)
    expect(await refund(orderNo, 'RFOVER000002', 4001)).toMatchObject({
      status: 400,
      json: { code: 'INVALID_REQUEST' },
    })
    expect(await refund(orderNo, 'RFOVER000003', 4000)).toMatchObject({ status: 200 })
  })

  it('names the order by either number, and never both or none', async () => {
    const orderNo = await paidOrder()
    const { transaction_id } = (await lanzhou.query(orderNo)).json
    expect((await refund(orderNo, 'RFBYID000001', 1, { out_trade_no: undefined, transaction_id })).status).toBe(200)
    expect((await refund(orderNo, 'RFBYID000002', 1, { transaction_id })).json).toMatchObject({ code: 'PARAM_ERROR' })
    expect((await refund('HPNOSUCHORDER', 'RFBYID000003', 1)).json).toMatchObject({ code: 'RESOURCE_NOT_EXISTS' })
    expect((await queryRefund('RFNOSUCH0001')).status).toBe(404)
  })

  it('needs a paid order and its true total', async () => {
    await lanzhou.order({ out_trade_no: 'HPBACKUNPAID' })
    expect((await refund('HPBACKUNPAID', 'RFUNPAID0001', 1)).json).toMatchObject({ code: 'INVALID_REQUEST' })
    const orderNo = await paidOrder()
    const wrong = await refund(orderNo, 'RFTOTAL00001', 1, { amount: { refund: 1, total: 9999, currency: 'CNY' } })
    expect(wrong.json).toMatchObject({ code: 'INVALID_REQUEST' })
  })

  it('keeps a minute between parts, and is split at most fifty times', async () => {
    const orderNo = await paidOrder()
    await refund(orderNo, 'RFPART000000', 1)
    await advance(59_000)
    expect(await refund(orderNo, 'RFPART000001', 1)).toMatchObject({ status: 429 })
    for (let part = 1; part < 50; part++) {
      await advance(MINUTE)
      expect((await refund(orderNo, `RFPART${String(part).padStart(6, '0')}`, 1)).status).toBe(200)
    }
    await advance(MINUTE)
    expect(await refund(orderNo, 'RFPART000050', 1)).toMatchObject({ status: 403, json: { code: 'RULE_LIMIT' } })
  })

  it('is possible for 365 days', async () => {
    const orderNo = await paidOrder()
    await advance(365 * 86_400_000 - MINUTE)
    expect((await refund(orderNo, 'RFYEAR000001', 1)).status).toBe(200)
    await advance(2 * MINUTE)
    expect((await refund(orderNo, 'RFYEAR000002', 1)).json).toMatchObject({ code: 'INVALID_REQUEST' })
  })

  it.each([
    ['refundAbnormal', 'ABNORMAL'],
    ['refundClosed', 'CLOSED'],
  ])('under %s ends as %s', async (fault, status) => {
    await sandbox.api('PUT', 'faults', { switches: { [fault]: { count: 1 } } })
    const orderNo = await paidOrder()
    await refund(orderNo, `RF${status}0001`, 10_000)
    await advance(2 * MINUTE)
    expect((await queryRefund(`RF${status}0001`)).json).toMatchObject({ status })
    expect(told()).toMatchObject([{ event: `REFUND.${status}`, refund_status: status }])
    // What was closed never left; what is abnormal stays reserved.
    expect((await refund(orderNo, `RF${status}0002`, 10_000)).status).toBe(status === 'CLOSED' ? 200 : 400)
  })

  it('without money on the account is NOT_ENOUGH', async () => {
    await sandbox.api('PUT', 'faults', { switches: { refundNotEnough: true } })
    expect((await refund(await paidOrder(), 'RFPOOR000001', 1)).json).toMatchObject({ code: 'NOT_ENOUGH' })
  })
})
