import { BUILD_TIME, built } from '../support/miniprogram/built'
import { stopAll } from '../support/miniprogram/miniProgram'
import { problem, scriptedApi } from '../support/miniprogram/scriptedApi'
import { findHousehold, goIn, type Platform } from '../support/miniprogram/scriptedProgram'

afterEach(stopAll)

const OFFER = '接收缴费、到期和退款通知'
const TEMPLATES = [
  { id: 'R', event: 'payment-received', title: '缴费成功通知' },
  { id: 'D', event: 'payment-due', title: '缴费到期提醒' },
  { id: 'B', event: 'refund-made', title: '退款到账通知' },
] as const

describe.each<Platform>(['weapp', 'alipay'])('Messages, in the built program for %s', (platform) => {
  let folder: string
  beforeAll(async () => {
    folder = await built(platform)
  }, BUILD_TIME)

  /** Pays; ends on the result page. */
  async function paid(templates = [...TEMPLATES], subscribeSays?: () => readonly boolean[]) {
    const story = await goIn(platform, { folder, api: scriptedApi('production', templates), subscribeSays })
    await findHousehold(story)
    await story.screen.tap('立即缴费 2,233.25 元')
    await story.screen.at('result')
    return story
  }
  const consents = (story: Awaited<ReturnType<typeof paid>>) => story.api.requests(/^POST \/api\/message-consents$/)

  test('are asked for with a tap after the payment, and what was accepted is told to the server', async () => {
    const story = await paid([...TEMPLATES], () => [true, false, true])
    await story.screen.tap(OFFER)
    await story.screen.says('已记下，有结果时会通知您。')
    const [asked] = story.callsOf('requestSubscribeMessage')
    expect(asked?.options[platform === 'weapp' ? 'tmplIds' : 'entityIds']).toEqual(['R', 'D', 'B'])
    expect(consents(story).map(({ body }) => body)).toEqual([{ accepted: ['R', 'B'] }])
    expect(story.screen.words()).not.toContain(OFFER)
  })

  test('are not asked for before the person taps, and no more once he declined', async () => {
    const story = await paid([...TEMPLATES], () => [false, false, false])
    await story.screen.says(OFFER)
    expect(story.callsOf('requestSubscribeMessage')).toEqual([])
    await story.screen.tap(OFFER)
    await story.screen.until('the offer to go', () => !story.screen.words().includes(OFFER))
    expect(consents(story)).toEqual([])
  })

  test('are not offered where the company has none', async () => {
    const none = await paid([])
    await none.screen.until('the question', () => none.api.requests(/message-templates/).length > 0)
    expect(none.screen.words()).not.toContain(OFFER)
  })

  test('that could not be noted are said so, and may be tried again', async () => {
    const story = await paid()
    story.api.next(/message-consents/, problem(503, 'unavailable', '暂时不可用'))
    await story.screen.tap(OFFER)
    await story.screen.says('通知没有开启成功，不影响这次缴费。可以再试一次。')
    await story.screen.tap(OFFER)
    await story.screen.says('已记下，有结果时会通知您。')
  })
})
