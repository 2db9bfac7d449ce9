import type { Page } from 'playwright-core'
import { built, inChromium, openPhone } from '../support/browser'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { startWorld, type World } from '../support/world'

/** A person with a phone: the real page, the real server, the sandbox's cashier. */
inChromium('a resident pays in the browser at 390 × 844', () => {
  let place: EmptyPlace
  let world: World
  beforeAll(async () => {
    built('h5')
    place = await emptyPlace('sqlite')
    world = await startWorld(place, { DEMO_DATA: 'on' })
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  const tap = (page: Page, words: string | RegExp) => page.getByText(words).filter({ visible: true }).last().click()
  const sees = (page: Page, words: string | RegExp) =>
    page.getByText(words).filter({ visible: true }).last().waitFor({ timeout: 15_000 })

  test('finds the household, reads the bill to the fen, pays half in WeChat, asks for the invoice', async () => {
    const { page, close } = await openPhone()
    try {
      await page.goto(world.url)
      await tap(page, '兰州城区供热')
      await tap(page, '以微信用户身份')
      await tap(page, '查找我家')
      await page.locator('input:visible').first().fill('6201000001')
      await page.getByText('查找', { exact: true }).filter({ visible: true }).last().click()
      await sees(page, '***')
      await page.getByLabel('户主姓名（选填）').fill('赵示范')
      await tap(page, '是这一户，看账单')
      await sees(page, '2,233.25')
      await tap(page, '居民住宅热费')
      await sees(page, '89.33 m² × 5.00 元')
      await tap(page, '先缴一部分')
      await page.locator('input:visible').first().fill('1116.62')
      await sees(page, /不能少于 1,116\.63 元/)
      await page.locator('input:visible').first().fill('1116.63')
      await tap(page, '立即缴费 1,116.63 元')
      await sees(page, '模拟收银台')
      await tap(page, /确认支付/)
      await sees(page, '已到账')
      await sees(page, '余款 1,116.62 元，请在1月1日前缴清。')
      await tap(page, '开发票')
      await page.locator('input:visible').last().fill('赵示范')
      await page.locator('button:visible').last().click()
      await sees(page, /MN\d+|已开具/)
    } finally {
      await close()
    }
  })

  test('comes back in Alipay, cancels once without harm, and pays the rest', async () => {
    const { page, close } = await openPhone()
    try {
      await page.goto(world.url)
      await tap(page, '兰州城区供热')
      await tap(page, '以支付宝用户身份')
      await tap(page, '查找我家')
      await page.locator('input:visible').first().fill('6201000001')
      await page.getByText('查找', { exact: true }).filter({ visible: true }).last().click()
      await tap(page, '是这一户，看账单')
      await tap(page, '立即缴费 1,116.62 元')
      await sees(page, '模拟收银台')
      await page.getByText('取消', { exact: true }).click()
      await sees(page, '正在核实')
      await tap(page, '继续支付')
      await sees(page, '模拟收银台')
      await tap(page, /确认支付/)
      await sees(page, '已到账')
      const household = await world.base.database.read.households.byUserCode('lanzhou', '6201000001')
      const [bill] = await world.base.database.read.bills.byHousehold(household?.id ?? '')
      expect(bill?.appliedFen).toBe(223_325)
    } finally {
      await close()
    }
  })
})
