import type { Browser } from 'playwright-core'
import type { SettlementAnswer } from '../../contract/settlements'
import { type Owner, openSeasonWorld, phonesOf, type SeasonWorld } from '../support/browser/afterSeason'
import { chromiumIsHere, openBrowser } from '../support/browser/miniprogramBrowser'
import { BUILD_TIME, built } from '../support/miniprogram/built'
import { eventually } from '../support/world'

const story = chromiumIsHere('residents after the season') ? describe : describe.skip

/** The real page, the real server and the sandbox's bank: Binzhou, May 21, the results have just been published. */
story('after the season, in the browser at 390 × 844', () => {
  let browser: Browser
  let world: SeasonWorld
  let saver: Owner
  let spender: Owner
  let doubter: Owner
  let unlucky: Owner
  beforeAll(async () => {
    await built('h5')
    browser = await openBrowser()
    world = await openSeasonWorld()
    const owners: Owner[] = []
    for (const code of ['37160002', '37160003', '37160005', '37160004']) {
      const owner = await world.owner('binzhou', code)
      await owner.payAll()
      owners.push(owner)
    }
    ;[saver, spender, doubter, unlucky] = owners as [Owner, Owner, Owner, Owner]
    await world.setDay('2027-05-21')
    await world.settleBinzhou({
      '37160002': { kWh: '10000' },
      '37160003': { kWh: '15000' },
      '37160005': { kWh: '14000' },
      '37160004': { faulty: true },
    })
  }, BUILD_TIME)
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
  })

  const phone = phonesOf(() => ({ browser, world }))
  /** His session of last autumn is long over: he logs in again. */
  const result = async ({ id, household: { userCode } }: Owner) => {
    const { headers } = await world.owner('binzhou', userCode)
    return (await world.call<SettlementAnswer>('GET', `/api/households/${id}/settlement`, { headers })).body.settlement
  }

  test('BZ2, BZ5: sees the refund with its formula, agrees, says where it goes, and follows it', async () => {
    const { page, tap, sees, opens, photographs, look, field } = await phone(saver)
    await opens('services', { household: saver.id })
    await sees('应退 140.00 元')
    await look('services-settled')
    await tap(/热计量结算结果/)
    await sees('应退给您')
    await sees(/请在.*6月30日前申请/)
    await sees('已交面积热费 2,200.00 元 − 计量热费 2,060.00 元 = 140.00 元，退 140.00 元')
    await tap(/计量热费/)
    await sees('10000 kWh × 0.14 元/kWh')
    await look('settlement-refund')
    await tap('申请退费 140.00 元')
    await sees('您同意这个结算结果吗？')
    await tap('下一步')
    await sees('请先勾选“我同意结果”。')
    await page.getByText('我同意结果，没有异议').filter({ visible: true }).click()
    await look('refund-agree')
    await tap('下一步')
    await sees('退到哪张银行卡？')
    await field('户主姓名').fill('吴虚拟')
    await field('户主身份证号').fill('990000198011150705')
    await field('户主银行卡号').fill('6217 0000 0000 1600 026')
    await field('登记的手机号').fill('10000000070')
    await look('refund-details')
    await tap('下一步')
    await photographs('拍摄或选取身份证照片')
    await photographs('拍摄或选取银行卡照片')
    await page.getByText('照片已选好').nth(1).waitFor()
    await look('refund-photos')
    await tap('提交退费申请 140.00 元')
    await sees('与登记的不一样，请核对。登记有变请到营业厅办理。')
    await look('refund-details-differ')
    await field('户主姓名').fill('吴虚构')
    await tap('下一步')
    await tap('提交退费申请 140.00 元')
    await sees(/正在核对银行卡|核对通过，等待付款/)
    await eventually(
      () => result(saver),
      (seen) => seen?.refunds[0]?.state === 'checked',
    )
    await opens('settlement', { household: saver.id })
    await sees('核对通过，等待付款')
    await look('settlement-applied')
    await opens('applications')
    await sees('热计量退费申请')
    await look('applications-refund')
    expect((await result(saver))?.refunds).toMatchObject([{ state: 'checked', amountFen: 14_000 }])
  })

  test('BZ6: another reads what an objection means, and files it; until when to sign is told', async () => {
    const { page, tap, sees, opens, look } = await phone(doubter)
    await opens('settlement', { household: doubter.id })
    await sees('应补缴')
    await look('settlement-may-object')
    await tap(/对结果有异议/)
    await sees('提出异议前，请看清这几点')
    await sees(/拆装费 150\.00 元由您承担/)
    await look('objection')
    await tap('提交异议')
    await sees('请先勾选“我已经看清”。')
    await page.getByText('我已经看清，要提出异议').filter({ visible: true }).click()
    await page.getByLabel('哪里不对（选填）').fill('房子一直空着')
    await tap('提交异议')
    await sees('已提出，等您签协议')
    await sees(/请在.*5月28日前到供热公司签订热表检测协议/)
    await look('settlement-objected')
    expect((await result(doubter))?.objection).toMatchObject({ state: 'made', agreementDueOn: '2027-05-28' })
  })

  test('BZ2: the top-up is shown with its limit, and paid', async () => {
    const { page, tap, sees, opens, look } = await phone(spender)
    await opens('settlement', { household: spender.id })
    await sees('应补缴')
    await sees(/补缴 220\.00 元，请在.*6月30日前缴清/)
    await look('settlement-top-up')
    await tap('去补缴 220.00 元')
    await sees('220.00')
    await look('bill-top-up')
    await tap(/立即缴费 220\.00 元/)
    await page.getByText(/确认支付/).click()
    await sees('已到账')
    await opens('settlement', { household: spender.id })
    await sees('补缴的热费已缴清，谢谢您。')
    await look('settlement-top-up-paid')
  })

  test('C5: a broken meter settles on the area fee; and who is not of a metered home is told so', async () => {
    const { sees, opens, look } = await phone(unlucky)
    await opens('settlement', { household: unlucky.id })
    await sees('不退不补')
    await sees('热表有故障，这一季按面积收费。')
    await look('settlement-faulty')
    await opens('refund', { household: unlucky.id })
    await sees('现在不能在线申请退费')
    await look('refund-closed')
  })
})
