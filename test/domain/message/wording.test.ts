import { CHANNELS } from '../../../contract/channelWords'
import { MESSAGE_EVENTS } from '../../../contract/messages'
import { loadWording } from '../../../server/adapters/messages/loadWording'
import type { MessageFacts } from '../../../server/domain/message/message'
import { composed, wording } from '../../../server/domain/message/wording'
import { PROJECT } from '../../support/ports'

const ours = loadWording(PROJECT)
const FACTS: MessageFacts = {
  userCode: '6200000001',
  season: '2026-2027',
  amountFen: 111_663,
  at: Date.parse('2026-11-21T09:05:00+08:00'),
  remainingFen: 111_662,
  dueOn: '2027-01-01',
  orderNo: 'HP261121ABCDEFGHIJ',
  householdId: '01HOUSEHOLD',
}

describe('the wording that we ship', () => {
  test('tells a payment in each platform’s own fields', () => {
    expect(composed(ours, 'payment-received', 'wechat', FACTS)).toEqual({
      page: 'pages/order/index?no=HP261121ABCDEFGHIJ',
      fields: {
        thing1: '2026-2027采暖费',
        amount2: '1116.63元',
        time3: '2026年11月21日 9:05',
        character_string4: '6200000001',
        thing5: '还需缴 1,116.62 元',
      },
    })
    expect(composed(ours, 'payment-received', 'alipay', { ...FACTS, remainingFen: 0 })?.fields).toMatchObject({
      keyword2: '1116.63元',
      keyword5: '已缴清',
    })
  })

  test.each(MESSAGE_EVENTS.flatMap((event) => CHANNELS.map((platform) => [event, platform] as const)))(
    '%s fits %s, for the largest amount and the longest code',
    (event, platform) => {
      const facts = { ...FACTS, amountFen: 9_999_999_999, remainingFen: 9_999_999_999, userCode: '9'.repeat(32) }
      expect(composed(ours, event, platform, facts)).toBeDefined()
    },
  )

  test('is not made to fit where there is nothing to say', () => {
    expect(composed(ours, 'payment-due', 'wechat', { ...FACTS, dueOn: null })).toBeUndefined()
  })
})

describe('a wording is refused', () => {
  const changed = (change: (copy: typeof ours) => void) => {
    const copy = structuredClone(ours)
    change(copy)
    return () => wording.parse({ ...copy, daysBeforeDue: copy.daysBeforeDue.map(String) })
  }
  test('with what is none of its words', () => {
    expect(
      changed(({ messages }) => {
        messages['payment-received'].wechat.thing1 = '{owner}，您好'
      }),
    ).toThrow(/\{owner\}/)
  })
  test.each(['picture1', 'thing', 'keyword1'])('with %s among WeChat’s fields', (field) => {
    expect(
      changed(({ messages }) => {
        messages['payment-received'].wechat[field] = '{item}'
      }),
    ).toThrow()
  })
  test('with thing1 among Alipay’s', () => {
    expect(
      changed(({ messages }) => {
        messages['refund-made'].alipay.thing1 = '{item}'
      }),
    ).toThrow()
  })
  test('without one of its events', () => {
    expect(
      changed(({ messages }) => {
        delete (messages as Partial<typeof messages>)['payment-due']
      }),
    ).toThrow()
  })
  test('as it is, not', () => {
    expect(changed(() => undefined)).not.toThrow()
  })
})
