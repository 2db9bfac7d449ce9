import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import type { ClaimView } from '../../contract/claims'
import { built, inChromium } from '../support/browser'
import { atDesk, faultsOf, heading, logIn } from '../support/browser/consoleDesk'
import { picture } from '../support/browser/miniprogramBrowser'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { codeNow, hire, later } from '../support/staff'
import { enter, eventually, startWorld, type World } from '../support/world'

inChromium('a newcomer at the console of the demo', () => {
  let place: EmptyPlace
  let world: World
  beforeAll(async () => {
    built('console')
    place = await emptyPlace('sqlite')
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse('2026-11-22T10:00:00+08:00') - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
    world = await startWorld(place, { DEMO_DATA: 'on' })
    await hire(world.base, 'sun', 'accountant', { displayName: '孙会计' })
    await hire(world.base, 'qian', 'manager', { displayName: '钱主管' })
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  const opens = async (page: Page, loginName: string, address: string) => {
    await page.goto(`${world.url}/console/${address}`)
    await later(world, 60_000)
    await logIn(page, loginName, codeNow(world.base))
    await heading(page, '申请')
  }
  const fits = async (page: Page, name: string) => {
    await picture(page, `demo-${name}`)
    expect(await faultsOf(page)).toEqual([])
  }

  test('TS7: a cold room measured three times; a fourth is written down, an absurd one is not', async () => {
    await atDesk(async (page) => {
      await opens(page, 'sun', 'approvals?company=tangshan&tab=residents')
      await page.getByRole('row', { name: /室温不达标.*1302000004/ }).press('Enter')
      const drawer = page.getByRole('dialog', { name: '用户申请' })
      await drawer.getByText('北卧室一直不到 16 度').waitFor()
      await drawer.getByRole('cell', { name: '14.8' }).waitFor()
      await drawer.getByText(/2026-11 平均 15\.\d+ ℃ · 不达标，可减免/).waitFor()
      await fits(page, 'cold-room')
      await drawer.getByRole('button', { name: '记录测温' }).click()
      const dialog = page.getByRole('dialog', { name: '记录上门测温' })
      await dialog.getByLabel('房间').fill('客厅')
      await dialog.getByLabel(/室温/).fill('99')
      await dialog.getByRole('button', { name: '记录测温' }).click()
      await dialog.getByRole('alert').waitFor()
      await fits(page, 'measure-refused')
      await dialog.getByLabel(/室温/).fill('15.9')
      await dialog.getByRole('button', { name: '记录测温' }).click()
      await drawer.getByRole('cell', { name: '15.9' }).waitFor()
      expect(await faultsOf(page)).toEqual([])
    })
  })

  test('BZ5, BZ6: a refused refund shows why and leads to the card; an unsigned objection lapsed', async () => {
    await atDesk(async (page) => {
      await opens(page, 'sun', 'approvals?company=binzhou&tab=refunds')
      const row = page.getByRole('row', { name: /37160013.*140\.00.*未通过.*登记的银行卡已销户/ })
      await row.press('Enter')
      const drawer = page.getByRole('dialog', { name: '退费申请' })
      await drawer.getByText(/已另行办理/).waitFor()
      await fits(page, 'refund')
      await drawer.getByRole('button', { name: '更正银行卡' }).click()
      await page.getByRole('dialog').getByText('更正用户 37160013 登记的银行卡').waitFor()
      await fits(page, 'refund-card')
      await page.getByRole('button', { name: '取消' }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('tab', { name: '结算异议' }).click()
      await page.getByRole('row', { name: /2026-05-22.*37160014.*逾期未签，结算照旧.*用热量不对/ }).waitFor()
      await fits(page, 'objection')
    })
  })

  test('paid for the wrong household: one proposes to move the money, another approves', async () => {
    const payer = await enter(world, 'lanzhou', 'wechat', 'mistaken')
    const { body: wrong } = await payer.lookUp('6201000003')
    const { orderNo } = (await payer.order({ kind: 'whole', householdId: wrong.id })).body.order
    await payer.pay(orderNo)
    await eventually(
      () => payer.show(orderNo),
      ({ body }) => body.state === 'paid',
    )
    const asked = { body: { userCode: '6201000001', reason: '给父母缴费时选成了自己家' }, headers: payer.headers }
    expect((await world.call('POST', `/api/orders/${orderNo}/claim`, asked)).status).toBe(201)

    await atDesk(async (page) => {
      await opens(page, 'sun', 'approvals?company=lanzhou&tab=claims')
      const row = page.getByRole('row', { name: new RegExp(`${orderNo}.*6201000003.*6201000001`) })
      await row.getByRole('button', { name: '不同意' }).click()
      const refusing = page.getByRole('dialog', { name: '不同意缴错户申请' })
      expect(await refusing.getByRole('button', { name: '不同意' }).isDisabled()).toBe(true)
      await refusing.getByRole('button', { name: '取消' }).click()
      await row.getByRole('button', { name: '转到另一户' }).click()
      const dialog = page.getByRole('dialog', { name: '把这笔钱转到另一户' })
      await dialog.getByText('金额 2,400.00 元').waitFor()
      await fits(page, 'claim')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await row.getByRole('link', { name: '等待审批' }).waitFor()
    })
    await atDesk(async (page) => {
      await opens(page, 'qian', 'approvals?company=lanzhou')
      await page.getByRole('row', { name: /从用户 6201000003 转到用户 6201000001/ }).click()
      await page.getByRole('button', { name: '批准', exact: true }).click()
      await page.getByRole('dialog', { name: '批准并执行' }).getByRole('button', { name: '批准并执行' }).click()
      await page.getByText('已批准并执行').waitFor()
    })
    const { body } = await world.call<{ claims: ClaimView[] }>('GET', '/api/claims', { headers: payer.headers })
    expect(body.claims).toMatchObject([
      { status: 'granted', amountFen: 240_000, to: { userCode: '6201000001', owner: '***' } },
    ])
  })
})
