import { createObjectToSettlement } from '../../server/application/heatSettlement/objections'
import type { Household } from '../../server/domain/household/household'
import { demoPerson } from '../../server/rehearsal/demo/demoPerson'
import { inChromium } from '../support/browser'
import { atDesk } from '../support/browser/consoleDesk'
import { refundDesk } from '../support/browser/refundDesk'
import { ENDED } from '../support/heatSettlement'
import { done } from '../support/season'

inChromium('staff at the test of a meter that a household doubts', () => {
  const desk = refundDesk()
  const { opens, fits, approve } = desk

  test('BZ6, BZ7: the agreement is written down, then the test: sound, the household owes 150 yuan', async () => {
    const doubted = desk.homes[2] as Household
    const resident = await demoPerson(doubted, desk.world.base)
    done(
      await createObjectToSettlement(desk.world.base)(resident, { householdId: doubted.id, words: '家里一直没人住' }),
    )
    await atDesk(async (page) => {
      await opens(page, 'sun', 'approvals?company=binzhou&tab=objections', '申请')
      const row = page.getByRole('row', { name: /37160103/ })
      await row.getByRole('button', { name: '登记协议' }).click()
      const signing = page.getByRole('dialog', { name: '登记热表检测协议' })
      await signing.getByLabel('协议编号或存放处').fill('协议 7 号')
      await fits(page, 'agreement')
      await signing.getByRole('button', { name: '登记协议' }).click()
      await row.getByText('等待检测').waitFor()

      await row.getByRole('button', { name: '登记检测结果' }).click()
      const dialog = page.getByRole('dialog', { name: '登记热表检测结果' })
      await dialog.getByText('热表合格：结算结果不变（退 140.00 元），用户承担拆装费 150.00 元').waitFor()
      await dialog.getByText('金额 150.00 元').waitFor()
      await dialog.getByRole('radio', { name: '不合格' }).check()
      await dialog.getByText('结算由“退 140.00 元”改为退 140.00 元（本单元平均退费）').waitFor()
      await dialog.getByRole('radio', { name: '合格', exact: true }).check()
      expect(await dialog.getByRole('button', { name: '提交审批' }).isDisabled()).toBe(true)
      await dialog.getByLabel('检测报告编号或存放处').fill('检字 12 号')
      await fits(page, 'meter-test')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await row.getByRole('link', { name: '等待审批' }).waitFor()
      await fits(page, 'objections')
    })
    await approve(/37160103 .*热表检测合格：结算结果不变，用户承担拆装费 150\.00 元/)
    const bills = await desk.world.base.database.read.bills.byHousehold(doubted.id)
    expect(bills.find(({ kind }) => kind === 'meter-test')).toMatchObject({ billedFen: 15_000, season: ENDED })
  })
})
