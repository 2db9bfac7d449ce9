import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import type { Household } from '../../server/domain/household/household'
import { inChromium } from '../support/browser'
import { atDesk, faultsOf } from '../support/browser/consoleDesk'
import { refundDesk } from '../support/browser/refundDesk'
import { CARD, ENDED, resultOf, returnedOf } from '../support/heatSettlement'
import { codeNow, later } from '../support/staff'
import { eventually } from '../support/world'

const OWNER = { owner: '张建国', identityNumber: '110105199003071239' }
/** A card of another bank, with a right check digit. */
const OTHER_CARD = '6222020200000000006'

inChromium('staff at the refunds after a season', () => {
  const desk = refundDesk()
  const { opens, fits, approve } = desk

  /** What the household is owed, and what the ledger has posted about its refund. */
  const owed = async (index: number) => {
    const { id } = desk.homes[index] as Household
    const settlement = await desk.world.base.database.read.settlements.of(id, ENDED)
    const transfers = await desk.world.base.database.read.ledger.ofHousehold(id)
    const events = transfers.map(({ event }) => event).filter((event) => event.startsWith('payout'))
    return { payableFen: settlement?.payableFen, events }
  }
  const bank = (count: number) =>
    desk.world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { cardCheckDown: { count } } })

  /** A clerk takes an application in at the counter. */
  async function takesIn(page: Page, userCode: string, card: string): Promise<void> {
    await page.getByRole('button', { name: '大厅受理' }).click()
    const dialog = page.getByRole('dialog', { name: '大厅受理退费申请' })
    await dialog.getByLabel('用户编码').fill(userCode)
    await dialog.getByLabel('户主姓名').fill(OWNER.owner)
    await dialog.getByLabel('身份证号').fill(OWNER.identityNumber)
    await dialog.getByLabel('收款银行卡号').fill(card)
    await dialog.getByLabel('材料存放处').fill('退费申请 2026-17')
    await dialog.getByRole('button', { name: '大厅受理' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  test('BZ5: the bank is silent, is asked again; what it said, and when, is seen, or written down', async () => {
    await bank(3)
    await atDesk(async (page) => {
      await opens(page, 'sun', 'approvals?company=binzhou&tab=refunds', '申请')
      await page.getByText('没有退费申请').waitFor()
      await page.getByRole('button', { name: '大厅受理' }).click()
      const dialog = page.getByRole('dialog', { name: '大厅受理退费申请' })
      expect(await dialog.getByRole('button', { name: '大厅受理' }).isDisabled()).toBe(true)
      await dialog.getByLabel('用户编码').fill('37160101')
      await dialog.getByLabel('户主姓名').fill('张建军')
      await dialog.getByLabel('收款银行卡号').fill(CARD)
      await dialog.getByLabel('材料存放处').fill('退费申请 2026-16')
      await dialog.getByRole('button', { name: '大厅受理' }).click()
      await dialog.getByText(/户主姓名、身份证号与登记的不一致/).waitFor()
      await fits(page, 'take-in-refused')
      await dialog.getByRole('button', { name: '取消' }).click()
      await takesIn(page, '37160101', CARD)
      await takesIn(page, '37160102', OTHER_CARD)

      await page.getByRole('row', { name: /37160101.*140\.00.*等待核对银行卡/ }).press('Enter')
      const drawer = page.getByRole('dialog', { name: '退费申请' })
      await drawer.getByText('银行还没有答复').waitFor()
      await fits(page, 'card-waiting')
      await drawer.getByRole('button', { name: '再问银行' }).click()
      await page.getByText('银行没有答复，请过一会儿再问，或电话核实后登记').waitFor()
      await drawer.getByRole('button', { name: '再问银行' }).click()
      await page.getByText('银行已确认这张卡，等待代发').waitFor()
      await drawer.getByText(/合作银行，2026-05-22 10:0\d:\d\d 由银行接口核对（付款银行的卡/).waitFor()
      await drawer.getByText('银行已确认银行卡').waitFor()
      expect(await drawer.getByRole('button', { name: '再问银行' }).count()).toBe(0)
      await fits(page, 'card-checked')
      await page.keyboard.press('Escape')

      await page.getByRole('row', { name: /37160102/ }).press('Enter')
      await drawer.getByRole('button', { name: '登记银行答复' }).click()
      const answer = page.getByRole('dialog', { name: '登记银行答复' })
      await answer.getByLabel('开户银行').fill('中国工商银行')
      await answer.getByRole('radio', { name: '其他银行的卡' }).check()
      expect(await answer.getByRole('button', { name: '登记银行答复' }).isDisabled()).toBe(true)
      await answer.getByLabel('联行号').fill('102100099996')
      await fits(page, 'card-answer')
      await answer.getByRole('button', { name: '登记银行答复' }).click()
      await drawer.getByText(/中国工商银行，.*由 sun 核对（其他银行的卡，联行号 102100099996）/).waitFor()
      expect(await faultsOf(page)).toEqual([])
    })
  })

  test('BZ3: one chooses, another approves; the bank has the file; its result: paid, one returned', async () => {
    await atDesk(async (page) => {
      await opens(page, 'sun', 'money?company=binzhou&tab=payouts', '资金')
      await page.getByText('还没有代发批次').waitFor()
      await page.getByText('2 笔，共 280.00 元 · 应在 2026-07-10 前付款').waitFor()
      await page.getByRole('checkbox', { name: /选择 / }).first().check()
      await page.getByRole('button', { name: '提交选中的 1 笔' }).waitFor()
      await page.getByRole('checkbox', { name: /选择 / }).first().uncheck()
      await fits(page, 'waiting')
      await page.getByRole('button', { name: '全部提交代发（2 笔）' }).click()
      const dialog = page.getByRole('dialog', { name: '提交退费代发' })
      await dialog.getByText(`把 ${ENDED} 采暖季的 2 笔退费交银行代发`).waitFor()
      await dialog.getByText('金额 280.00 元').waitFor()
      await fits(page, 'propose')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await page.getByRole('link', { name: '已提交代发，等待审批' }).waitFor()
      expect(await page.getByRole('button', { name: /提交代发/ }).count()).toBe(0)
      await fits(page, 'proposed')
    })
    await approve(/热计量退费代发：2 户，共 280\.00 元/)
    const batches = () => desk.world.base.database.read.payouts.batches('binzhou', 0, 10)
    await eventually(batches, ({ rows }) => rows.length === 2 && rows.every(({ status }) => status === 'sent'))

    await atDesk(async (page) => {
      await opens(page, 'sun', 'money?company=binzhou&tab=payouts', '资金')
      await page.getByText('没有等待代发的退费').waitFor()
      await page.getByRole('row', { name: /req_20260522_001\.txt.*银行处理中/ }).press('Enter')
      const drawer = page.getByRole('dialog', { name: '代发批次' })
      await drawer.getByRole('row', { name: /SP260522001000001.*37160101.*6217\*\*\*\*0012.*等待银行结果/ }).waitFor()
      await fits(page, 'batch-sent')

      // The file names cards in the clear: the second factor is asked for when it is a quarter of an hour old.
      await later(desk.world, 16 * 60_000)
      const given = page.waitForEvent('download')
      await drawer.getByRole('button', { name: '下载代发文件' }).click()
      const again = page.getByRole('dialog', { name: '请再次输入动态码' })
      await again.getByLabel('6 位动态码').fill(codeNow(desk.world.base))
      await again.getByRole('button', { name: '确认' }).click()
      const request = await given
      expect(request.suggestedFilename()).toBe('req_20260522_001.txt')
      const bytes = readFileSync(await request.path())
      expect(bytes.toString('latin1')).toContain(`|${CARD}|`)

      const gives = async (name: string, buffer: Buffer, kind?: string) => {
        await drawer.getByRole('button', { name: '导入银行文件' }).click()
        const dialog = page.getByRole('dialog', { name: '导入银行文件' })
        await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer })
        if (kind) expect(await dialog.getByRole('radio', { name: kind }).isChecked()).toBe(true)
        await dialog.getByRole('button', { name: '导入', exact: true }).click()
        return dialog
      }
      const result = resultOf(bytes, {}, '20260522')
      const wrong = Buffer.from(result.toString('latin1').replace(`|${CARD}|`, `|${OTHER_CARD}|`), 'latin1')
      const refused = await gives('res_20260522_001.txt', wrong)
      await refused.getByText('第 2 行：账号与我方不符。文件内容没有导入。').waitFor()
      await fits(page, 'result-refused')
      await refused.getByRole('button', { name: '取消' }).click()
      expect(await owed(0)).toEqual({ payableFen: 14_000, events: [] })

      const taken = await gives('res_20260522_001.txt', result, '代发结果')
      await taken.getByText('已付款 1 笔，没有付成 0 笔，退汇 0 笔。').waitFor()
      await fits(page, 'result-taken')
      await taken
        .getByRole('button', { name: '关 闭' })
        .or(taken.getByRole('button', { name: '关闭' }))
        .last()
        .click()
      await drawer.getByRole('row', { name: /37160101.*已付款/ }).waitFor()
      expect(await owed(0)).toEqual({ payableFen: 0, events: ['payout-paid'] })

      const back = await gives('ret_20260524.txt', returnedOf(bytes, ['SP260522001000001'], '20260524'), '退汇清单')
      await back.getByText('已付款 0 笔，没有付成 0 笔，退汇 1 笔。').waitFor()
      await back
        .getByRole('button', { name: '关 闭' })
        .or(back.getByRole('button', { name: '关闭' }))
        .last()
        .click()
      const row = drawer.getByRole('row', { name: /37160101.*已退汇.*账户状态异常/ })
      await row.waitFor()
      await fits(page, 'batch-returned')
      expect(await owed(0)).toEqual({ payableFen: 14_000, events: ['payout-paid', 'payout-returned'] })
      const sheet = page.waitForEvent('download')
      await drawer.getByRole('link', { name: '导出 Excel' }).click()
      expect((await sheet).suggestedFilename()).toBe('req_20260522_001.txt.xlsx')

      // Handed on: another card, by papers; the money waits for the next batch.
      await row.getByRole('link', { name: '处理' }).click()
      const refund = page.getByRole('dialog', { name: '退费申请' })
      await refund.getByText(/已退汇，钱仍欠用户/).waitFor()
      await refund.getByRole('button', { name: '更正银行卡' }).waitFor()
      await fits(page, 'returned')
      await refund.getByRole('button', { name: '重新受理' }).click()
      const anew = page.getByRole('dialog', { name: '大厅受理退费申请 37160101' })
      await anew.getByLabel('户主姓名').fill(OWNER.owner)
      await anew.getByLabel('身份证号').fill(OWNER.identityNumber)
      await anew.getByLabel('收款银行卡号').fill(OTHER_CARD)
      await anew.getByLabel('材料存放处').fill('退费申请 2026-31')
      await fits(page, 'take-in')
      await anew.getByRole('button', { name: '大厅受理' }).click()
      await page.keyboard.press('Escape')
      await page.getByRole('row', { name: /37160101.*6222\*\*\*\*0006.*等待代发/ }).waitFor()
    })
  })

  test('BZ3: by the bank’s line the other batch is settled by one button; a returned one says so', async () => {
    await atDesk(async (page) => {
      await opens(page, 'sun', 'money?company=binzhou&tab=payouts', '资金')
      await page.getByText('1 笔，共 140.00 元').waitFor()
      await page.getByRole('row', { name: /req_outer_20260522_002\.txt/ }).click()
      const drawer = page.getByRole('dialog', { name: '代发批次' })
      await drawer.getByRole('button', { name: '与银行交换' }).click()
      await page.getByText('已付款 1 笔，没有付成 0 笔，退汇 0 笔。').first().waitFor()
      await drawer.getByRole('row', { name: /37160102.*已付款/ }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('row', { name: /req_20260522_001\.txt/ }).click()
      await drawer.getByRole('row', { name: /已退汇.*已另行处理/ }).waitFor()
      await fits(page, 'batch-handed-on')
    })
    expect(await owed(1)).toEqual({ payableFen: 0, events: ['payout-paid'] })
  })

  test('lists that are empty say so, and one that cannot be read says so and can be tried again', async () => {
    await atDesk(async (page) => {
      await opens(page, 'qian', 'money?company=lanzhou&tab=payouts', '资金')
      await page.getByText('没有等待代发的退费').waitFor()
      await page.getByText('还没有代发批次').waitFor()
      await fits(page, 'empty')
      await page.route('**/console/api/settlements/payouts/waiting?*', (route) => route.abort())
      await page.reload()
      await page.getByText('没有连上服务器，请检查网络后再试一次。').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.unroute('**/console/api/settlements/payouts/waiting?*')
      await page.getByRole('button', { name: '重试' }).click()
      await page.getByText('没有等待代发的退费').waitFor()
    })
  })
})
