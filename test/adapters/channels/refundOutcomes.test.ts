import type { PaymentChannel } from '../../../server/application/ports/channels'
import { ORDER, REFUND } from '../../support/channels/requests'
import { ROOMS } from '../../support/channels/rooms'
import { type ScriptedServer, scriptedServer } from '../../support/channels/server'

let platform: ScriptedServer
beforeAll(async () => {
  platform = await scriptedServer()
})
afterAll(() => platform.close())

describe.each(ROOMS)('what $name answers', (room) => {
  const { answers } = room
  let channel: PaymentChannel
  beforeAll(() => {
    channel = room.make(platform.url)
  })

  describe('to a refund', () => {
    test('that it is done, asked for with our numbers', async () => {
      platform.say(answers.refund('done'))
      expect(await channel.refund(REFUND)).toMatchObject({ outcome: 'succeeded' })
      const [request] = platform.heard
      expect(request && room.asked(request)).toMatchObject(
        room.name === 'wechat'
          ? {
              out_trade_no: ORDER,
              out_refund_no: REFUND.refundNo,
              amount: { refund: 23456, total: 123456, currency: 'CNY' },
              notify_url: REFUND.notifyUrl,
            }
          : { out_trade_no: ORDER, out_request_no: REFUND.refundNo, refund_amount: '234.56' },
      )
    })
    test('that it is under way', async () => {
      platform.say(answers.refund('under-way'), answers.refundQuery('none'))
      expect(await channel.refund(REFUND)).toMatchObject({ outcome: 'accepted' })
    })
    test('nothing in time: it is sent again with the same number', async () => {
      platform.say('silence', answers.refund('done'))
      expect(await channel.refund(REFUND)).toMatchObject({ outcome: 'succeeded' })
      const numbers = platform.heard.map((request) => room.asked(request))
      expect(numbers.map(({ out_refund_no, out_request_no }) => out_refund_no ?? out_request_no)).toEqual([
        REFUND.refundNo,
        REFUND.refundNo,
      ])
    })
    test('in the name of another order', async () => {
      platform.say(answers.refund('done', { orderNo: 'HF20261101000002' }))
      expect(await channel.refund(REFUND)).toMatchObject({ outcome: 'unknown', code: 'STRANGE_ANSWER' })
    })
    test('asked about later, that it is done', async () => {
      platform.say(answers.refundQuery('done'))
      expect(await channel.queryRefund(REFUND)).toMatchObject({ outcome: 'succeeded' })
    })
    test('asked about later, that it knows of none', async () => {
      platform.say(answers.refundQuery('none'))
      expect(await channel.queryRefund(REFUND)).toEqual({ outcome: 'not-found' })
    })
    test('asked about later, about another refund', async () => {
      platform.say(answers.refundQuery('done', { refundNo: 'RF20261102000002' }))
      expect(await channel.queryRefund(REFUND)).toMatchObject({ outcome: 'unknown', code: 'STRANGE_ANSWER' })
    })
  })

  describe('to a login code', () => {
    test('who it is', async () => {
      platform.say(answers.login)
      expect(await channel.exchangeLoginCode('code/+1')).toEqual({ outcome: 'identified', payer: room.payer })
      const [request] = platform.heard
      const asked = new URLSearchParams(`${request?.target.split('?')[1]}&${request?.body}`)
      expect(asked.get('js_code') ?? asked.get('code')).toBe('code/+1')
    })
    test('that it is no good', async () => {
      platform.say(answers.badCode)
      expect(await channel.exchangeLoginCode('used')).toEqual({ outcome: 'bad-code' })
    })
    test.each(['silence', { status: 500 }] as const)(
      'nothing useful (%j): it is not asked twice, the code would be used up',
      async (reply) => {
        platform.say(reply)
        expect(await channel.exchangeLoginCode('code')).toMatchObject({ outcome: 'unknown' })
        expect(platform.heard).toHaveLength(1)
      },
    )
  })
})
