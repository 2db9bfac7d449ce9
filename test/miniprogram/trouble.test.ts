import { BUILD_TIME, built } from '../support/miniprogram/built'
import { start, stopAll } from '../support/miniprogram/miniProgram'
import { problem, scriptedApi } from '../support/miniprogram/scriptedApi'
import { MINIMUM } from '../support/miniprogram/scriptedBooks'
import { findHousehold, goIn } from '../support/miniprogram/scriptedProgram'

afterEach(stopAll)

let weapp: string
let alipay: string
beforeAll(async () => {
  weapp = await built('weapp')
  alipay = await built('alipay')
}, BUILD_TIME * 2)

test.each(['8000', '6004', '6002', '99'])(
  'Alipay says %s: nothing is promised before the server knows',
  async (code) => {
    const story = await goIn('alipay', { folder: alipay, sheetSays: () => code })
    await findHousehold(story)
    await story.screen.tap('立即缴费')
    await story.screen.says('正在核实')
    await story.screen.says('请不要重复支付')
    expect(story.api.requests(/client-result$/)[0]?.body).toEqual({ outcome: 'pending' })
  },
)

test.each(['4000', '6001'])('Alipay’s sheet says %s: not a word about money, it is being verified', async (code) => {
  const story = await goIn('alipay', { folder: alipay, sheetSays: () => code })
  await findHousehold(story)
  await story.screen.tap('立即缴费')
  await story.screen.says('有没有扣款正在核实')
  expect(story.screen.words()).not.toContain('没有扣款。')
})

test('a sheet that was closed although the money had moved ends as arrived', async () => {
  const story = await goIn('weapp', { folder: weapp, sheetSays: () => 'requestPayment:fail cancel' })
  await findHousehold(story)
  await story.screen.tap('立即缴费')
  await story.screen.says('正在核实')
  story.api.books.book('HP26112100000001')
  await story.screen.says('已到账')
})

test('without a network the page says so, and goes on when asked again', async () => {
  const api = scriptedApi()
  api.next(/^GET \/api\/companies$/, 'lost')
  const { screen } = start('weapp', { folder: weapp, api, query: 'company=lanzhou' })
  await screen.says('等得太久了')
  await screen.tap('再试一次')
  await screen.says('还没有添加住户')
})

test.each(['weapp', 'alipay'] as const)('a broken server (%s) is not the resident’s fault', async (platform) => {
  const api = scriptedApi()
  api.next(/^GET \/api\/households$/, { status: 500, body: { stack: 'secret' } })
  const { screen } = await goIn(platform, { folder: platform === 'weapp' ? weapp : alipay, api })
  await screen.says('服务暂时出了问题')
  expect(screen.words()).not.toContain('secret')
  await screen.tap('再试一次')
  await screen.says('还没有添加住户')
})

test('the page hints at the least first part before the server refuses it', async () => {
  const story = await goIn('weapp', { folder: weapp })
  await findHousehold(story)
  await story.screen.tap('先缴一部分')
  await story.screen.type('金额（元）', '1116.62')
  await story.screen.says('首次缴纳不能少于 1,116.63 元')
  await story.screen.type('金额（元）', '2233.26')
  await story.screen.says('最多缴 2,233.25 元')
  await story.screen.type('金额（元）', '1200')
  await story.screen.tap('立即缴费 1,200.00 元')
  await story.screen.at('result')
  expect(story.api.requests(/^POST \/api\/orders$/)[0]?.body).toEqual({
    kind: 'part',
    householdId: 'H1',
    partFen: 120_000,
  })
})

test('a refusal of the order is shown on the page, and the next try has a new key', async () => {
  const story = await goIn('weapp', { folder: weapp })
  await findHousehold(story)
  story.api.next(/^POST \/api\/orders$/, problem(422, 'payment-closed', '今天暂停缴费，请明天再来。'))
  await story.screen.tap('立即缴费')
  await story.screen.says('今天暂停缴费，请明天再来。')
  await story.screen.tap('立即缴费')
  await story.screen.at('result')
  const keys = story.api.requests(/^POST \/api\/orders$/).map(({ headers }) => headers['idempotency-key'])
  expect(new Set(keys).size).toBe(2)
})

test('a wish whose order was closed meanwhile becomes a new order', async () => {
  const story = await goIn('weapp', { folder: weapp, sheetSays: () => 'requestPayment:fail cancel' })
  await findHousehold(story)
  await story.screen.tap('立即缴费')
  await story.screen.says('正在核实')
  story.api.books.change('HP26112100000001', { state: 'closed' })
  await story.screen.tap('回到首页')
  await story.screen.tap('去缴费')
  await story.screen.tap('立即缴费')
  await story.screen.at('result')
  expect([...story.api.books.orders.keys()]).toEqual(['HP26112100000001', 'HP26112100000002'])
})

test('a wish whose order turned out paid shows that payment instead of taking a second one', async () => {
  const story = await goIn('weapp', { folder: weapp, sheetSays: () => 'requestPayment:fail cancel' })
  await findHousehold(story)
  await story.screen.tap('先缴一部分')
  await story.screen.tap('立即缴费 1,116.63 元')
  await story.screen.says('正在核实')
  await story.screen.tap('回到首页')
  await story.screen.says('请不要重复缴')
  await story.screen.tap('查看账单')
  await story.screen.tap('先缴一部分')
  await story.screen.says('余款 1,116.62 元')
  story.api.books.book('HP26112100000001')
  await story.screen.tap('立即缴费 1,116.63 元')
  await story.screen.says('已到账')
  expect(story.api.books.orders.size).toBe(1)
  expect(story.api.books.remainingFen()).toBe(223_325 - MINIMUM)
  expect(story.callsOf('requestPayment')).toHaveLength(1)
})

test('an order that was not paid can be cancelled, after asking', async () => {
  const story = await goIn('weapp', { folder: weapp, sheetSays: () => 'requestPayment:fail cancel' })
  await findHousehold(story)
  await story.screen.tap('立即缴费')
  await story.screen.says('正在核实')
  await story.screen.tap('回到首页')
  await story.screen.tap('缴费记录')
  await story.screen.tap('2,233.25 元')
  await story.screen.at('order')
  await story.screen.tap('取消这笔订单')
  await story.screen.says('取消这笔订单？')
  expect(story.api.requests(/cancel$/)).toHaveLength(0)
  story.api.next(/cancel$/, problem(409, 'order-not-open', '这笔订单正在付款，请稍后再看。'))
  await story.screen.tap('取消订单')
  await story.screen.says('这笔订单正在付款，请稍后再看。')
  await story.screen.until('the sheet to close', () => !story.screen.has('先不取消'))
  await story.screen.tap('取消这笔订单')
  await story.screen.says('取消这笔订单？')
  await story.screen.tap('取消订单')
  await story.screen.says('已取消，没有扣款')
})

test('large type is one tap away, and stays for the next visit', async () => {
  const storage = new Map<string, unknown>()
  const story = await goIn('weapp', { folder: weapp, storage })
  await story.screen.tap('换成大字')
  await story.screen.tap('再大一号')
  await story.screen.says('换回标准字')
  expect(story.stack.top().data.root?.cn?.[0]?.cl).toBe('page large largest')
  const next = await goIn('weapp', { folder: weapp, storage, api: story.api })
  expect(next.stack.top().data.root?.cn?.[0]?.cl).toBe('page large largest')
})

test('a household comes off the list only after asking', async () => {
  const story = await goIn('weapp', { folder: weapp })
  await findHousehold(story)
  await story.screen.tap('从我的列表移除')
  await story.screen.tap('保留')
  expect(story.api.requests(/^DELETE/)).toHaveLength(0)
  await story.screen.tap('从我的列表移除')
  await story.screen.says('移除这一户？')
  story.api.next(/^DELETE/, problem(409, 'order-not-open', '这一户还有一笔正在付款，请稍后再移除。'))
  await story.screen.tap('移除')
  await story.screen.says('这一户还有一笔正在付款，请稍后再移除。')
  await story.screen.until('the sheet to close', () => !story.screen.has('保留'))
  await story.screen.tap('从我的列表移除')
  await story.screen.says('移除这一户？')
  await story.screen.tap('移除')
  await story.screen.says('还没有添加住户')
})

test('without a company in the link the visitor chooses one, which is remembered', async () => {
  const storage = new Map<string, unknown>()
  const api = scriptedApi()
  const { screen } = start('weapp', { folder: weapp, api, storage, query: '' })
  await screen.says('您家由哪一家公司供热？')
  await screen.tap('兰州市城区供热')
  await screen.says('还没有添加住户')
  const again = start('weapp', { folder: weapp, api, storage, query: '' })
  await again.screen.says('兰州供热')
})

test('the fee calculator needs no login and asks what this company’s price depends on', async () => {
  const story = await goIn('weapp', { folder: weapp })
  await story.screen.tap('热费试算')
  await story.screen.at('calculator')
  await story.screen.type('建筑面积（m²）', '89.333')
  await story.screen.tap('算一算')
  await story.screen.says('请填写大于 0 的面积，最多两位小数。')
  await story.screen.type('建筑面积（m²）', '89.33')
  await story.screen.tap('算一算')
  await story.screen.says('首次至少 1,116.63 元')
  const [asked] = story.api.requests(/estimates$/)
  expect(asked?.body).toEqual({
    company: 'lanzhou',
    season: '2026-2027',
    use: 'residential',
    heatSource: 'coal',
    buildingArea: '89.33',
  })
  expect(asked?.headers.authorization).toBeUndefined()
})
