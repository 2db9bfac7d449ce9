import type { OneTimePasswordAnswer } from '../../contract/console'
import { built, inChromium } from '../support/browser'
import { atDesk, faultsOf, heading, logIn } from '../support/browser/consoleDesk'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { withBill } from '../support/households'
import { send, wechatPaid } from '../support/notify'
import { clockIn, codeNow, hire, later, onDuty } from '../support/staff'
import { eventually, startWorld, type World } from '../support/world'

inChromium('finance staff at the console', () => {
  let place: EmptyPlace
  let world: World
  beforeAll(async () => {
    built('console')
    place = await emptyPlace('sqlite')
    world = await startWorld(place, { DEMO_DATA: 'off' })
    await hire(world.base, 'sun', 'accountant', { displayName: '孙会计' })
    await hire(world.base, 'qian', 'manager', { displayName: '钱主管' })
    await withBill(world.base, { company: 'lanzhou', userCode: '6201000001' }, '2026-2027', '2026-12-31')
    const stray = { orderNo: 'HP000000000000000X', amountFen: 8800, transactionId: '4200000000000000000000000002' }
    await send(world, wechatPaid(world, 'lanzhou', stray))
    await eventually(
      () => world.base.database.read.suspense.open('lanzhou'),
      (open) => open.length === 1,
    )
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  test('one proposes what becomes of stray money, another approves by second factor, to the fen', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/money?company=lanzhou&tab=suspense`)
      await page.getByLabel('登录名').fill('sun')
      await page.getByLabel('密码').fill('wrong password 1')
      await page.getByRole('button', { name: '下一步' }).click()
      await page.getByText('登录名或密码不正确。').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await logIn(page, 'sun', codeNow(world.base))

      // Who thinks better of it goes on with the keyboard where he was.
      const propose = page.getByRole('button', { name: '提出处理' })
      await propose.press('Enter')
      await page.getByRole('dialog').waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await propose.evaluate((button) => button === document.activeElement)).toBe(true)

      await propose.click()
      await page.getByLabel('用户编码').fill('6201000001')
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('button', { name: '提交审批' }).click()
      await page.getByRole('link', { name: '等待审批' }).click()
      await page.getByText('这是您自己提交的申请，需由他人审批。').waitFor()
      expect(await page.getByRole('button', { name: '批准', exact: true }).count()).toBe(0)
    })

    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/approvals`)
      await logIn(page, 'qian', codeNow(world.base))
      await heading(page, '申请')
      // A quarter of an hour later the second factor is asked for again.
      await later(world, 16 * 60_000)
      await page.locator('tr.clickable-row').press('Enter')
      await page.getByRole('button', { name: '批准', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: '批准并执行' })
      await dialog.getByText('查无此订单的收款 88.00 元：抵缴账单（用户 6201000001）').waitFor()
      await dialog.getByText('金额 88.00 元').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await dialog.getByRole('button', { name: '批准并执行' }).click()

      const again = page.getByRole('dialog', { name: '请再次输入动态码' })
      await again.getByLabel('6 位动态码').fill('000000')
      await again.getByRole('button', { name: '确认' }).click()
      await again.getByText('动态码不正确或已用过').waitFor()
      await again.getByLabel('6 位动态码').fill(codeNow(world.base))
      await again.getByRole('button', { name: '确认' }).click()
      await page.getByText('已批准并执行').waitFor()
      await page.getByText('没有等待审批的申请').waitFor()
    })

    const household = await world.base.database.read.households.byUserCode('lanzhou', '6201000001')
    const [bill] = await world.base.database.read.bills.byHousehold(household?.id ?? '')
    expect(bill?.appliedFen).toBe(8800)
    expect(await world.base.database.read.suspense.open('lanzhou')).toEqual([])
  })

  test('the books are a click apart: board, a home’s history, an account, an entry, its evidence', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/today?company=lanzhou`)
      await later(world, 60_000)
      await logIn(page, 'sun', codeNow(world.base))
      await heading(page, '今日')
      await page.getByText('进行中').first().waitFor()
      expect(await faultsOf(page)).toEqual([])

      await page.getByRole('link', { name: '用户', exact: true }).click()
      await heading(page, '用户')
      await page.getByLabel('用户编码或小区').waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type('6201')
      await page.keyboard.press('Enter')
      await page.waitForURL(/q=6201/)
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('row', { name: /6201000001/ }).click()
      await page.getByText('89.33 m² × 5.00 元/(月·m²) × 5 月').waitFor()
      expect(await faultsOf(page)).toEqual([])

      await page.getByRole('link', { name: '资金' }).click()
      await page.getByText('借贷相等').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('row', { name: /渠道待清算 · 微信支付/ }).click()
      await heading(page, '分录明细')
      const sheet = page.waitForEvent('download')
      await page.getByRole('link', { name: '导出 Excel' }).click()
      expect((await sheet).suggestedFilename()).toBe('分录.xlsx')
      await page.getByRole('row', { name: /收款待查/ }).click()
      await page.getByText('4200000000000000000000000002').waitFor()
      expect(await faultsOf(page)).toEqual([])
      // The address says all of it: a colleague who opens it sees the same.
      await page.reload()
      await page.getByText('4200000000000000000000000002').waitFor()
    })
  })

  test('规则: a fault at its place, a dearer price and what it does to each home, its proposal', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/rules?company=lanzhou`)
      await later(world, 60_000)
      await logIn(page, 'sun', codeNow(world.base))
      await heading(page, '收费规则')
      const editor = page.getByLabel('规则文件全文')
      const rules = await editor.inputValue()
      expect(rules).toContain('id: lanzhou')
      await editor.fill(rules.replace('months: 5', 'months: five'))
      await page.getByRole('button', { name: '检查并与最新版本比较' }).click()
      const place = page.getByRole('button', { name: /^转到 lanzhou\.yaml:\d+:\d+$/ }).first()
      await place.click()
      expect(await faultsOf(page)).toEqual([])
      expect(await page.getByRole('button', { name: '提交新版本' }).isDisabled()).toBe(true)
      const caret = await editor.evaluate((area) => (area as HTMLTextAreaElement).selectionStart)
      const line = rules.slice(0, caret).split('\n').length
      expect(`转到 lanzhou.yaml:${line}:`).toBe((await place.getAttribute('aria-label'))?.replace(/\d+$/, ''))

      const [before] = rules.split(/^examples:/m)
      const dearer = `${before?.replace('price: 5.00', 'price: 6.00')}`
      const example = 'use: residential, heatSource: coal, buildingArea: 100'
      await editor.fill(
        `${dearer}examples:\n  - name: 例\n    ask: { season: 2026-2027, ${example} }\n    expect: { prepay: 3000.00 }\n`,
      )
      await page.getByRole('button', { name: '检查并与最新版本比较' }).click()
      await page.getByText(/没有错误，比最新版本改动 \d+ 处/).waitFor()
      await page.getByRole('button', { name: '看对每一户的影响' }).click()
      const home = page.getByRole('row', { name: /6201000001/ })
      await home.getByText('2,679.90').waitFor()
      await page.getByText('1 户，共 446.65 元').waitFor()
      expect(await faultsOf(page)).toEqual([])

      await page.getByRole('button', { name: '提交新版本' }).click()
      const dialog = page.getByRole('dialog', { name: '提交新版本' })
      await dialog.getByLabel('为什么改').fill('兰价〔2026〕9号')
      expect(await faultsOf(page)).toEqual([])
      await dialog.getByRole('button', { name: '提交新版本' }).click()
      await page.getByText('已提交，等待另一人批准').waitFor()
    })
    const { rows } = await world.base.database.read.approvals.list({ status: 'proposed' }, 0, 5)
    expect(rows).toMatchObject([{ deed: 'rulebook-version', company: 'lanzhou' }])
  })

  test('a newcomer chooses a password, scans the QR code, and sees only what his role may see', async () => {
    const admin = await onDuty(world, 'zhao', 'admin')
    const request = { loginName: 'newcomer', displayName: '周新', staffNumber: 'e9', role: 'admin', company: '*' }
    const { body } = await admin.post<OneTimePasswordAnswer>('/staff', request)
    await later(world, 60_000)
    const manager = await clockIn(world, 'qian')
    const { rows } = (await manager.get<{ rows: { id: string; payloadHash: string }[] }>('/approvals?status=proposed'))
      .body
    for (const { id, payloadHash } of rows) await manager.post(`/approvals/${id}/approve`, { payloadHash })

    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/`)
      await page.getByLabel('登录名').fill('newcomer')
      await page.getByLabel('密码').fill(body.oneTimePassword)
      await page.keyboard.press('Enter')
      await heading(page, '设置新密码')
      await page.getByLabel('现在的密码').fill(body.oneTimePassword)
      await page.getByLabel('新密码', { exact: true }).fill('a very long new password')
      await page.getByLabel('再输一次新密码').fill('a very long new passwort')
      await page.getByRole('button', { name: '保存' }).click()
      await page.getByText('两次输入的新密码不一致').waitFor()
      await page.getByLabel('再输一次新密码').fill('a very long new password')
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('button', { name: '保存' }).click()

      await heading(page, '绑定动态码')
      await page.getByRole('img', { name: '动态码二维码' }).waitFor()
      const secret = (await page.locator('code').textContent()) ?? ''
      expect(await faultsOf(page)).toEqual([])
      await page.getByLabel('6 位动态码').fill(codeNow(world.base, secret.trim()))
      await page.getByRole('button', { name: '确认绑定' }).click()

      await page.getByRole('link', { name: '设置' }).click()
      await heading(page, '设置')
      const shown = await page.getByRole('navigation', { name: '主菜单' }).getByRole('link').allTextContents()
      expect(shown).toEqual(['申请', '设置'])
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('tab', { name: '员工' }).click()
      await page
        .getByRole('row', { name: /孙会计/ })
        .getByRole('button', { name: '停用' })
        .click()
      await page.getByText('停用 孙会计（sun）。其全部登录立即失效，不能再登录。').waitFor()
      await page.getByRole('button', { name: '停用员工' }).click()
      await page.getByText('已停用，其登录已全部失效。').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('tab', { name: '操作日志' }).click()
      await page.getByRole('row', { name: /停用员工/ }).waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('button', { name: '退出登录' }).click()
      await page.getByLabel('登录名').waitFor()
    })
    expect((await world.base.database.read.staff.byLoginName('sun'))?.dismissedAt).not.toBeNull()
  })

  test('a list that cannot be read says so, and can be tried again', async () => {
    await atDesk(async (page) => {
      await later(world, 60_000)
      await page.goto(`${world.url}/console/approvals`)
      await page.route('**/console/api/approvals*', (route) => route.abort())
      await logIn(page, 'qian', codeNow(world.base))
      await page.getByText('没有连上服务器，请检查网络后再试一次。').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.unroute('**/console/api/approvals*')
      await page.getByRole('button', { name: '重试' }).click()
      await page.getByText('没有等待审批的申请').waitFor()
      expect(await faultsOf(page)).toEqual([])

      // The reports need the server's day first: without it they say so, and turn no wheel for ever.
      await page.route('**/console/api/board*', (route) => route.abort())
      await page.getByRole('link', { name: '报表' }).click()
      await page.getByText('没有连上服务器，请检查网络后再试一次。').waitFor()
      await page.unroute('**/console/api/board*')
      await page.getByRole('button', { name: '重试' }).click()
      await page.getByRole('tab', { name: '收款日报' }).waitFor()
    })
  })
})
