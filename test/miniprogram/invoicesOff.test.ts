import { BUILD_TIME, built } from '../support/miniprogram/built'
import { stopAll } from '../support/miniprogram/miniProgram'
import { scriptedApi } from '../support/miniprogram/scriptedApi'
import { findHousehold, goIn, PLATFORMS, type Platform } from '../support/miniprogram/scriptedProgram'

const INSTEAD = '暂不能在线开票，请携带缴费凭证到营业厅，或拨打 8119000 开具发票。'

afterEach(stopAll)

describe.each<Platform>(['weapp', 'alipay'])('Where no invoice can be asked for (%s)', (platform) => {
  let folder: string
  beforeAll(async () => {
    folder = await built(platform)
  }, BUILD_TIME)

  test('no button offers one, and the pages of a payment and of invoices say what to do instead', async () => {
    const api = scriptedApi()
    api.books.state.invoicesOff = INSTEAD
    const story = await goIn(platform, { folder, api, sheetSays: () => PLATFORMS[platform].paid })
    const { screen } = story
    await findHousehold(story)
    await screen.tap('立即缴费 2,233.25 元')
    await screen.at('result')
    api.books.book('HP26112100000001')
    await screen.says('已到账')
    expect(screen.words()).not.toContain('开发票')
    await screen.tap('回到首页')
    await screen.tap('我的发票')
    await screen.at('invoices')
    await screen.says(INSTEAD)
    await screen.tap('去看缴费记录')
    await screen.at('history')
    await screen.tap('2,233.25 元')
    await screen.at('order')
    await screen.says(INSTEAD)
    expect(screen.words()).not.toContain('开发票')
    expect(api.requests(/invoices$/).filter(({ method }) => method === 'POST')).toEqual([])
  })
})
