import { createWechatChannel } from '../../../../server/adapters/channels/wechat'
import { type ScriptedServer, scriptedServer } from '../../../support/channels/server'
import { PAYMENT, signedAnswer, wechatOptions } from '../../../support/channels/wechatPlatform'

let platform: ScriptedServer
beforeAll(async () => {
  platform = await scriptedServer()
})
afterAll(() => platform.close())

const { transaction_id: transactionId, out_trade_no: orderNo } = PAYMENT
const byNumber = async (order: object) => {
  platform.say(signedAnswer(order))
  return createWechatChannel(wechatOptions(platform.url)).queryTransaction(transactionId)
}

test('what another app of our merchant took is told by its number: our money (formats.md 2.2)', async () => {
  expect(await byNumber({ ...PAYMENT, appid: 'wxaaaaaaaaaaaaaaaa' })).toMatchObject({
    outcome: 'paid',
    payment: { transactionId, amountFen: 123_456 },
  })
  expect(await byNumber({ ...PAYMENT, mchid: '1900000999' })).toMatchObject({ outcome: 'unknown' })
})

test('an order of ours that the answer puts into another app is not believed', async () => {
  platform.say(signedAnswer({ ...PAYMENT, appid: 'wxaaaaaaaaaaaaaaaa' }))
  const room = createWechatChannel(wechatOptions(platform.url))
  expect(await room.queryOrder(orderNo)).toMatchObject({ outcome: 'unknown' })
})
