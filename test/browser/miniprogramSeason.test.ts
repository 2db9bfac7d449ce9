import type { Browser } from 'playwright-core'
import type { ApplicationView } from '../../contract/applications'
import type { ProposedAnswer } from '../../contract/consoleSeason'
import { openSeasonWorld, phonesOf, type SeasonWorld } from '../support/browser/afterSeason'
import { chromiumIsHere, openBrowser } from '../support/browser/miniprogramBrowser'
import { serveH5 } from '../support/browser/miniprogramServer'
import { BUILD_TIME, built } from '../support/miniprogram/built'
import { scriptedApi } from '../support/miniprogram/scriptedApi'
import { type AtConsole, onDuty } from '../support/staff'

const story = chromiumIsHere('residents in a season') ? describe : describe.skip

/** The real page and the real server: what residents ask for in a season, and what staff answer. */
story('in a season, in the browser at 390 × 844', () => {
  let browser: Browser
  let world: SeasonWorld
  let clerk: AtConsole
  beforeAll(async () => {
    await built('h5')
    browser = await openBrowser()
    world = await openSeasonWorld()
    clerk = await onDuty(world, 'li.clerk', 'accountant')
  }, BUILD_TIME)
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  const phone = phonesOf(() => ({ browser, world }))
  const newest = async (kind: string) => {
    const { body } = await clerk.get<{ rows: ApplicationView[] }>(`/applications?kind=${kind}`)
    if (!body.rows[0]) throw new Error(`nobody asked for ${kind}`)
    return body.rows[0]
  }

  test('BO6: the heat is stopped in the window for one’s own work, and followed to its end', async () => {
    const owner = await world.owner('baoji', '61030001')
    const { sees, opens, tap, look, field } = await phone(owner)
    await opens('services', { household: owner.id })
    await sees('您要办理什么？')
    await look('services')
    await tap(/申请停热/)
    await sees('这个采暖季要停热吗？')
    await field('补充说明（选填）').fill('全家外出')
    await look('service-suspension')
    await tap('提交停热申请')
    await sees('等待办理')
    await look('application-suspension')
    const { id } = await newest('suspension')
    await clerk.post(`/applications/${id}/inspect`, { on: '2026-10-20', passed: true })
    const paper = { title: '停热施工单', number: '2026-118', on: '2026-10-20' }
    const done = { on: '2026-10-20', note: '阀门已关', paper }
    const { body } = await clerk.post<ProposedAnswer>(`/applications/${id}/complete`, done)
    const manager = await onDuty(world, 'second.person', 'manager')
    await manager.post(`/approvals/${body.approvalId}/approve`, { payloadHash: body.payloadHash })
    await opens('application', { id })
    await sees('已办结')
    await look('application-suspended')
    await opens('service', { household: owner.id })
    await sees('要恢复用热吗？')
    await look('service-resumption')
  })

  test('BJ8: the gas meter is reported with a photo, refused with a reason, and reported again', async () => {
    // The demo's own gas home has reported already; this one has left the company's network for a boiler of its own.
    const home = '110000000007'
    await world.base.database.writer.query("UPDATE households SET heat_source = 'own-boiler' WHERE user_code = ?", [
      home,
    ])
    const owner = await world.owner('beijing', home)
    const { sees, opens, tap, photographs, look, field } = await phone(owner)
    await opens('gas', { household: owner.id })
    await sees('燃气表现在走到多少？')
    await tap('提交读数')
    await sees('请先拍一张燃气表的照片。')
    await look('gas-form')
    await field('燃气表读数（m³）').fill('1200.5')
    await field('燃气表号').fill('G-10086')
    await photographs('拍摄或选取燃气表照片')
    await sees('照片已选好')
    await look('gas-filled')
    await tap('提交读数')
    await sees('等待办理')
    await look('application-gas')
    await clerk.post(`/applications/${(await newest('gas-report')).id}/refuse`, {
      reason: '照片看不清读数，请重新拍一张',
    })
    await opens('application', { id: (await newest('gas-report')).id })
    await sees('没有通过')
    await sees('没有通过：照片看不清读数，请重新拍一张')
    await look('application-gas-refused')
    await tap('重新申报')
    await sees('燃气表现在走到多少？')
    await world.setDay('2026-11-22')
    await opens('gas', { household: owner.id })
    await sees('现在不在申报时间内')
    await look('gas-closed')
  })

  test('TS7: cold rooms are reported, measured and confirmed', async () => {
    await world.setDay('2026-11-22')
    clerk = await onDuty(world, 'wang.clerk', 'accountant')
    const owner = await world.owner('tangshan', '1302000001')
    const { sees, opens, tap, look, field } = await phone(owner)
    await opens('temperature', { household: owner.id })
    await sees('家里哪里冷？')
    await field('情况说明').fill('主卧朝北，只有 14 度')
    await look('temperature')
    await tap('提交报修')
    await sees('等待办理')
    await look('application-temperature')
    const { id } = await newest('temperature-report')
    for (const [room, celsius] of [
      ['客厅', '15.2'],
      ['主卧', '14.1'],
      ['次卧', '14.8'],
    ]) {
      await clerk.post(`/applications/${id}/measurements`, { on: '2026-11-22', room, celsius })
    }
    await opens('application', { id })
    await sees(/平均 14\.7/)
    await look('application-measured')
    await tap('属实，确认平均 14.7 ℃')
    await sees('等待减费')
    await look('application-confirmed')
  })

  test('money for the wrong household: claimed from the payment, and followed', async () => {
    await world.setDay('2026-11-22')
    const owner = await world.owner('lanzhou', '6201000003')
    const orderNo = await owner.payAll()
    const { sees, opens, tap, look, field } = await phone(owner)
    await opens('order', { no: orderNo })
    await sees('已到账')
    await look('order-paid')
    await tap('缴错户了？申请转到另一户')
    await sees('本来想缴给哪一户？')
    await field('用户编码').fill('6201000001')
    await field('怎么缴错的').fill('给父母缴费时选成了自己家')
    await look('claim')
    await tap('提交申请')
    await sees('等待办理')
    await sees('想缴给')
    await sees(/6201000001 .\*+ /)
    await look('application-claim')
    await opens('applications')
    await sees('缴错户申请')
    await look('applications')
    await opens('invoiceRequest', { no: orderNo })
    await sees('发票开给谁？')
    await look('invoice-request')
    await opens('result', { no: orderNo })
    await sees('已到账')
    await look('result-paid')
  })

  test('LZ2: where staff decide (a scripted server), paying in parts is asked for with a reason', async () => {
    const api = scriptedApi('sandbox')
    Object.assign(api.books.state, { saved: true, verified: true, consent: 'not-asked' })
    const { origin, stop } = await serveH5(await built('h5'), api)
    const { sees, opens, tap, look, field } = await phone(
      { person: 'visitor', company: 'lanzhou' },
      { url: origin, stop },
    )
    await opens('part', { household: 'H1' })
    await sees('需要供热公司先同意')
    await look('part-needs-consent')
    await tap('申请分次缴纳')
    await sees('为什么需要分次缴纳？')
    await field('原因').fill('工资月底才发')
    await look('consent')
    await tap('提交申请')
    await sees('等待办理')
    await look('application-consent')
    await opens('consent', { household: 'H1' })
    await sees('正在审核')
    await look('consent-asked')
    api.season.grant('A1')
    await opens('application', { id: 'A1' })
    await sees('已同意')
    await look('application-granted')
  })

  test('nothing there yet: every page says so, and what to do', async () => {
    await world.setDay('2026-11-22')
    const owner = await world.owner('binzhou', '37160006')
    const { sees, opens, look } = await phone(owner)
    await opens('settlement', { household: owner.id })
    await sees('结算结果还没有公示')
    await look('settlement-none')
    await opens('applications')
    await sees('还没有申请')
    await look('applications-none')
    await opens('service', { household: owner.id })
    await sees('这里不能办理')
    await look('service-no-rule')
    await opens('temperature', { household: owner.id })
    await sees('这里不能办理')
    await look('temperature-no-rule')
    await opens('consent', { household: owner.id })
    await sees('不能分次缴纳')
    await look('consent-none')
    const baoji = await world.owner('baoji', '61030002')
    const late = await phone(baoji)
    await late.opens('service', { household: baoji.id })
    await late.sees('现在不在办理时间内')
    await late.look('service-closed')
  })
})
