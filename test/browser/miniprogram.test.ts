import type { Browser } from 'playwright-core'
import { chromiumIsHere, openBrowser, openPhone, picture } from '../support/browser/miniprogramBrowser'
import { faultsOf } from '../support/browser/miniprogramCheck'
import { serveH5 } from '../support/browser/miniprogramServer'
import { button, findHousehold, goIn, sees, walk } from '../support/browser/miniprogramWalk'
import { BUILD_TIME, built } from '../support/miniprogram/built'
import { problem, type ScriptedApi, scriptedApi } from '../support/miniprogram/scriptedApi'
import { USER_CODE } from '../support/miniprogram/scriptedBooks'

const story = chromiumIsHere('the resident’s H5 pages') ? describe : describe.skip

story('The resident’s H5 pages at 390 × 844', () => {
  let folder: string
  let browser: Browser
  beforeAll(async () => {
    folder = await built('h5')
    browser = await openBrowser()
  }, BUILD_TIME)
  afterAll(() => browser?.close())

  const open: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const close of open.splice(0).reverse()) await close()
  })

  async function visit(address = '/?company=lanzhou', given: { api?: ScriptedApi; colours?: 'light' | 'dark' } = {}) {
    const api = given.api ?? scriptedApi('sandbox')
    const { origin, stop } = await serveH5(folder, api)
    const phone = await openPhone(browser, origin, given.colours)
    open.push(stop, phone.close)
    await phone.page.goto(address)
    return { ...phone, api }
  }

  test.each([
    ['normal', 'light'],
    ['large', 'light'],
    ['normal', 'dark'],
    ['large', 'dark'],
  ] as const)('every page in %s type and %s colours can be read and used by everybody', async (type, colours) => {
    const { page, api, errors } = await visit('/?company=lanzhou', { colours })
    await page.evaluate(
      (large) => localStorage.setItem('heatpay.type', JSON.stringify({ data: large ? 'largest' : 'standard' })),
      type === 'large',
    )
    await page.reload()
    const faults: string[] = []
    await walk(page, api, async (name) => {
      await picture(page, `${type}-${colours}-${name}`)
      faults.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`))
    })
    expect(faults).toEqual([])
    expect(errors).toEqual([])
  })

  test('a bill with arrears offers in large type to clear them alone, and to pay everything', async () => {
    const { page, api, errors } = await visit()
    await page.evaluate(() => localStorage.setItem('heatpay.type', JSON.stringify({ data: 'largest' })))
    await page.reload()
    api.books.state.arrearsFen = 86_400
    await goIn(page)
    await findHousehold(page)
    await sees(page, '先缴往季欠费')
    await sees(page, '2025-2026')
    await picture(page, 'large-light-bill-arrears')
    expect(await faultsOf(page)).toEqual([])
    expect(errors).toEqual([])
  })

  test('a confirmation is busy until its answer comes, and then gives the focus back to its button', async () => {
    const { page, api, errors } = await visit()
    await page.evaluate(() => localStorage.setItem('heatpay.type', JSON.stringify({ data: 'largest' })))
    await page.reload()
    await goIn(page)
    await findHousehold(page)
    let answerNow = () => {}
    const held = new Promise<void>((resolve) => {
      answerNow = resolve
    })
    await page.route('**/api/households/*', async (route) => {
      if (route.request().method() === 'DELETE') await held
      await route.fallback()
    })
    api.next(/^DELETE/, problem(409, 'order-not-open', '这一户还有一笔正在付款，请稍后再移除。'))
    const opener = button(page, '从我的列表移除')
    await opener.click()
    const sheet = page.getByRole('dialog', { name: '移除这一户？' })
    await sheet.getByRole('button', { name: '移除', exact: true }).click()
    await sheet.locator('[aria-busy=true]').getByText('请稍候').waitFor()
    await picture(page, 'large-light-sheet-busy')
    expect(await faultsOf(page)).toEqual([])
    answerNow()
    await sees(page, '这一户还有一笔正在付款，请稍后再移除。')
    await sheet.waitFor({ state: 'hidden' })
    expect(await opener.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(errors).toEqual([])
  })

  test('the whole story can be done with the keyboard alone', async () => {
    const { page } = await visit()
    const press = async (name: string | RegExp) => {
      const wanted = button(page, name)
      await wanted.waitFor()
      for (let presses = 0; presses < 40; presses++) {
        if (await wanted.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter')
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab never reached ${name}`)
    }
    await press('以微信用户身份')
    await press('查找我家')
    await page.getByLabel('用户编码', { exact: true }).focus()
    await page.keyboard.type(USER_CODE)
    await page.keyboard.press('Enter')
    await press('是这一户，看账单')
    await press(/立即缴费/)
    await page.getByRole('link', { name: '确认付款' }).waitFor()
  })

  test('a reload on any page goes on where it was', async () => {
    const { page } = await visit()
    await goIn(page)
    await findHousehold(page)
    await page.reload()
    await sees(page, '居民热费（燃煤）')
    await button(page, '返回').click()
    await sees(page, '您要缴哪一户？')
  })

  test('home knows what was done on the pages above it', async () => {
    const { page } = await visit()
    await goIn(page)
    await findHousehold(page)
    await button(page, '返回').click()
    await button(page, '返回').click()
    await sees(page, '已过缴费期限（10月31日）')
  })

  test('who the visitor is stays, and can be changed on 我的', async () => {
    const { page, api } = await visit()
    await goIn(page)
    await page.reload()
    await sees(page, '还没有添加住户')
    await button(page, '我的与大字版').click()
    await button(page, '换成支付宝用户身份').click()
    await sees(page, '支付宝用户')
    await button(page, '返回').click()
    await sees(page, '还没有添加住户')
    expect(api.requests(/session$/).map(({ body }) => (body as { platform: string }).platform)).toEqual([
      'wechat',
      'alipay',
    ])
  })

  test('outside the sandbox a browser is sent to WeChat and Alipay', async () => {
    const { page } = await visit('/?company=lanzhou', { api: scriptedApi('production') })
    await page.getByRole('heading', { name: '请在微信或支付宝里打开' }).waitFor()
    expect(await page.getByRole('button').count()).toBe(0)
  })

  test('a server in trouble is told of, with a way to try again', async () => {
    const api = scriptedApi('sandbox')
    const { page } = await visit('/?company=lanzhou', { api })
    api.next(/^GET \/api\/households$/, { status: 500, body: { stack: 'secret' } })
    await button(page, '以微信用户身份').click()
    await page.getByRole('alert').getByText('服务暂时出了问题').waitFor()
    expect(await page.getByText('secret').count()).toBe(0)
    await picture(page, 'failed')
    await button(page, '再试一次').click()
    await sees(page, '还没有添加住户')
  })

  test('an issued invoice opens as a file', async () => {
    const { page, api } = await visit()
    await goIn(page)
    api.books.openOrder('wechat', 111_663)
    api.books.book('HP26112100000001')
    api.books.askInvoice('HP26112100000001', 'personal', '王秀英')
    api.books.issueInvoice('I1')
    await page.goto('/#/pages/invoice/index?id=I1')
    const opened = page.context().waitForEvent('page')
    await button(page, '打开发票').click()
    await opened
    const asked = () => api.requests(/pdf$/)
    for (let waited = 0; waited < 50 && asked().length === 0; waited++) await page.waitForTimeout(100)
    expect(asked()[0]?.headers.authorization).toBe('Bearer token-1')
  })
})
