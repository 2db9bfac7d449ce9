import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { ApplicationView } from '../../contract/applications'
import type { HouseholdCard } from '../../contract/resident'
import { built, inChromium } from '../support/browser'
import { PHOTO } from '../support/browser/afterSeason'
import { atDesk, faultsOf, heading, logIn } from '../support/browser/consoleDesk'
import { picture } from '../support/browser/miniprogramBrowser'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { withBill } from '../support/households'
import { withOtherRules } from '../support/otherRules'
import { codeNow, hire, later } from '../support/staff'
import { enter, eventually, startWorld, type World } from '../support/world'

const GAS_HOME = { company: 'beijing', userCode: '010000000001', owner: '张建国', heatSource: 'own-boiler' } as const
const RATE = 'subsidyPerCubicMetre: "0.385"'

inChromium('staff at what residents apply for', () => {
  let place: EmptyPlace
  let world: World
  let homeId: string
  beforeAll(async () => {
    built('console')
    place = await emptyPlace('sqlite')
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse('2026-10-20T10:00:00+08:00') - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
    // The notice names no rate and there is no default (BJ8): here Beijing has named one.
    const rules = withOtherRules(place.folder, 'beijing', (text) =>
      text.replace(/# subsidyPerCubicMetre:/, `${RATE} #`),
    )
    world = await startWorld(place, {}, rules)
    await hire(world.base, 'sun', 'accountant', { displayName: '孙会计' })
    await hire(world.base, 'qian', 'manager', { displayName: '钱主管' })
    // On the company's network when its bill was opened; since then it heats with a boiler of its own.
    homeId = (await withBill(world.base, { ...GAS_HOME, heatSource: 'clean' }, '2026-2027', '2026-11-14')).id
    await world.base.database.writer.query("UPDATE households SET heat_source = 'own-boiler' WHERE id = ?", [homeId])
    await report('1200.5')
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  async function setDay(day: string): Promise<void> {
    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: `${day}T10:00:00` })
    await eventually(
      async () => world.base.clock.today(),
      (today) => today === day,
    )
    await new Promise((resolve) => setTimeout(resolve, 60))
  }

  /** The home reports its gas meter with a photo. */
  async function report(cubicMetres: string): Promise<ApplicationView> {
    const owner = await enter(world, 'beijing', 'wechat', 'gas-owner')
    await world.call<HouseholdCard>('POST', '/api/households', {
      body: { userCode: GAS_HOME.userCode, relation: 'own', proof: GAS_HOME.owner },
      headers: owner.headers,
    })
    const form = new FormData()
    form.set('cubicMetres', cubicMetres)
    form.set('meterNumber', 'G-10086')
    form.set('photo', new Blob([new Uint8Array(PHOTO.buffer)], { type: PHOTO.mimeType }), PHOTO.name)
    const at = `${world.url}/api/households/${homeId}/gas-reports`
    const answered = await fetch(at, { method: 'POST', headers: owner.headers, body: form })
    if (answered.status !== 201) throw new Error(await answered.text())
    return (await answered.json()) as ApplicationView
  }

  /** A code is good once: everybody logs in at a time of his own. */
  const entered = async (page: Page, loginName: string) => {
    await later(world, 60_000)
    await logIn(page, loginName, codeNow(world.base))
  }
  const fits = async (page: Page, name: string) => {
    await picture(page, `desk-${name}`)
    expect(await faultsOf(page)).toEqual([])
  }
  const creditFen = async () => (await world.base.database.read.households.byId(homeId))?.creditFen
  const owedFen = async () => {
    const [bill] = await world.base.database.read.bills.byHousehold(homeId)
    return bill ? bill.billedFen - bill.appliedFen : undefined
  }
  const approve = (summary: RegExp) =>
    atDesk(async (page) => {
      await page.goto(`${world.url}/console/approvals?company=beijing`)
      await entered(page, 'qian')
      await page.getByRole('row', { name: summary }).click()
      await page.getByRole('button', { name: '批准', exact: true }).click()
      await page.getByRole('dialog', { name: '批准并执行' }).getByRole('button', { name: '批准并执行' }).click()
      await page.getByText('已批准并执行').waitFor()
    })

  test('BJ8: readings are compared with their photos, the subsidy is proposed where the reading is', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/approvals?company=beijing&tab=residents`)
      await entered(page, 'sun')
      await heading(page, '申请')
      await page.getByRole('row', { name: /燃气表读数.*010000000001/ }).press('Enter')
      const drawer = page.getByRole('dialog', { name: '用户申请' })
      await drawer.getByText('1200.5 m³').waitFor()
      await drawer.getByRole('img', { name: '燃气表照片' }).waitFor()
      await drawer.getByText('等待两次读数核对').waitFor()
      await fits(page, 'gas-report')
      await drawer.getByRole('button', { name: '接受读数' }).click()
      await page.getByRole('dialog', { name: '接受燃气表读数' }).getByRole('button', { name: '接受读数' }).click()
      await page.getByText('已接受').first().waitFor()
    })

    await setDay('2027-03-20')
    await report('2000')
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/approvals?company=beijing&tab=residents&status=asked`)
      await entered(page, 'sun')
      await page.getByRole('row', { name: /010000000001/ }).click()
      const drawer = page.getByRole('dialog', { name: '用户申请' })
      await drawer.getByRole('button', { name: '接受读数' }).click()
      await page.getByRole('dialog', { name: '接受燃气表读数' }).getByRole('button', { name: '接受读数' }).click()
      await drawer.getByRole('button', { name: '发放补贴' }).click()
      const dialog = page.getByRole('dialog', { name: '发放燃气补贴' })
      await dialog.getByText('2026-2027 采暖季用气 799.5 m³ × 0.385 元/m³').waitFor()
      await dialog.getByText('金额 307.81 元').waitFor()
      await fits(page, 'gas-grant')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await drawer.getByRole('link', { name: '等待审批' }).click()
      await page.getByText('这是您自己提交的申请，需由他人审批。').waitFor()
    })
    const before = await owedFen()
    await approve(/燃气补贴 307\.81 元/)
    // It pays what the home owes (C6).
    expect(await owedFen()).toBe((before ?? 0) - 30_781)
  })

  test('BJ8: what was spent on a bill cannot be collected; from Jul 1 a counter’s receipt is kept', async () => {
    await setDay('2027-07-02')
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/households/${homeId}?company=beijing`)
      await entered(page, 'sun')
      const section = page.locator('section', { has: page.getByRole('heading', { name: '自采暖补贴' }) })
      await section.getByText('已发放到账户').waitFor()
      await section.getByRole('button', { name: '登记柜台领取' }).click()
      const dialog = page.getByRole('dialog', { name: '登记燃气补贴柜台领取' })
      await dialog.getByRole('radio', { name: '北京农商银行' }).check()
      expect(await dialog.getByRole('button', { name: '提交审批' }).isDisabled()).toBe(true)
      await dialog.getByLabel('领取凭证号').fill('BRCB-20270702-7')
      await fits(page, 'gas-collect')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await dialog.getByText(/不够领取这笔补贴/).waitFor()
      await fits(page, 'gas-collect-refused')
      // Money comes from a bank: the account has the amount again, and the counter's payment can be written down.
      const home = await world.base.database.read.households.byId(homeId)
      if (!home) throw new Error('no home')
      await world.base.database.transaction((store) => store.households.touch(home, 30_781))
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await section.getByRole('link', { name: '等待审批' }).waitFor()
    })
    await approve(/登记燃气补贴柜台领取 307\.81 元.*2027-07-02 在北京农商银行/)
    expect(await creditFen()).toBe(0)
  })

  test('BZ5: the card of a returned refund is put right by two people; a wrong number is refused', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/households/${homeId}?company=beijing`)
      await entered(page, 'sun')
      await page.getByText('没有登记').waitFor()
      await page.getByRole('button', { name: '更正银行卡' }).click()
      const dialog = page.getByRole('dialog', { name: '更正登记的银行卡' })
      await dialog.getByLabel('新卡号').fill('6217 0000 0000 OOOO 012')
      await dialog.getByLabel('证明材料存放处').fill('银行卡变更申请 2027-3')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await dialog.getByText('银行卡号应为 12 到 30 位数字，请核对卡面。').waitFor()
      await fits(page, 'card-refused')
      await dialog.getByLabel('新卡号').fill('6217 0000 0000 0000 012')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await page.getByText('已提交，等待他人审批').waitFor()
      await page.getByRole('button', { name: '更正银行卡' }).click()
      await dialog.getByLabel('新卡号').fill('6217000000000000012')
      await dialog.getByLabel('证明材料存放处').fill('再交一次')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await dialog
        .getByRole('alert')
        .getByText(/等待审批|已有/)
        .waitFor()
    })
    await approve(/银行卡由 没有登记 更正为 6217/)
    expect((await world.base.database.read.households.byId(homeId))?.bankCard).toBe('6217000000000000012')
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/households/${homeId}?company=beijing`)
      await entered(page, 'sun')
      await page.getByText('6217****0012').waitFor()
      await fits(page, 'household')
    })
  })

  test('lists that are empty say so, and one that cannot be read says so and can be tried again', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/approvals?company=lanzhou&tab=refunds`)
      await entered(page, 'sun')
      await page.getByText('没有退费申请').waitFor()
      await fits(page, 'refunds-empty')
      await page.getByRole('tab', { name: '结算异议' }).click()
      await page.getByText('没有结算异议').waitFor()
      await page.getByRole('tab', { name: '缴错户' }).click()
      await page.getByText('没有缴错户申请').waitFor()
      await page.route('**/console/api/applications?*', (route) => route.abort())
      await page.getByRole('tab', { name: '用户申请' }).click()
      await page.getByText('没有连上服务器，请检查网络后再试一次。').waitFor()
      await page.unroute('**/console/api/applications?*')
      await page.getByRole('button', { name: '重试' }).click()
      await page.getByText('没有用户申请').waitFor()
      expect(await faultsOf(page)).toEqual([])
    })
  })
})
