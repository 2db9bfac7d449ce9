import exceljs from 'exceljs'
import type { Download, Page } from 'playwright-core'
import { CHANNELS } from '../../contract/channelWords'
import { createPasswords } from '../../server/adapters/system/staffSecrets'
import { addDays } from '../../server/domain/calendar/civilDate'
import { DEMO_PASSWORD, DEMO_TOTP_SECRET } from '../../server/domain/staff/demoStaff'
import { createSeedDemoStaff } from '../../server/rehearsal/demo/seedDemoStaff'
import { built, inChromium } from '../support/browser'
import { atDesk, faultsOf, heading, logIn } from '../support/browser/consoleDesk'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { send, wechatPaid } from '../support/notify'
import { paid } from '../support/ordered'
import { codeNow, later } from '../support/staff'
import { eventually, startWorld, type World } from '../support/world'

const HOUR = 3_600_000
const LANZHOU = 'company=lanzhou'

inChromium('a morning of the finance desk', () => {
  let place: EmptyPlace
  let world: World
  /** The day that is to be closed. */
  let day: string
  const wechatTaken = { stray: 223_325, unknown: 150_000 }

  beforeAll(async () => {
    built('console')
    place = await emptyPlace('sqlite')
    world = await startWorld(place)
    day = world.base.clock.today()
    await createSeedDemoStaff({ ...world.base, passwords: createPasswords() })()
    // A payment at each channel that everybody agrees on.
    for (const platform of CHANNELS) await paid(world, platform, { buildingArea: '89.33' })
    await disagree()
    await world.sandboxCall('PUT', '/sandbox/api/clock', { now: `${day}T00:00:00+08:00` })
    await world.sandboxCall('PUT', '/sandbox/api/clock', { advance: 35 * HOUR })
    await later(world, 1000)
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  /** Three things on which channel and books do not agree: theirs alone, ours alone, and one fen too few. */
  async function disagree(): Promise<void> {
    await world.sandboxCall('PUT', '/sandbox/api/faults', { switches: { loseNotifications: true } })
    const stray = (amountFen: number, orderNo: string) =>
      world.sandboxCall<{ order: { channelNo: string } }>('POST', '/sandbox/api/strays', {
        ...{ channel: 'wechat', company: 'lanzhou', amountFen, orderNo },
      })
    await stray(wechatTaken.stray, 'HPSTRAY000000000001')
    const { body } = await stray(100_000, 'HPSTRAY000000000002')
    await world.sandboxCall('PUT', '/sandbox/api/faults', { reset: true })
    await send(
      world,
      wechatPaid(world, 'lanzhou', {
        ...{ orderNo: 'HPSTRAY000000000002', amountFen: 99_999, transactionId: body.order.channelNo },
      }),
    )
    await send(
      world,
      wechatPaid(world, 'lanzhou', {
        ...{ orderNo: 'HPNOBODY0000000001', amountFen: wechatTaken.unknown },
        transactionId: '4200000000000000000000000003',
      }),
    )
    await eventually(
      () => world.base.database.read.suspense.open('lanzhou'),
      (open) => open.length === 2,
    )
  }

  const demo = async (page: Page, loginName: string) => {
    await later(world, 60_000)
    await logIn(page, loginName, codeNow(world.base, DEMO_TOTP_SECRET), DEMO_PASSWORD)
  }
  const cell = (page: Page, name: RegExp) =>
    page.getByRole('row', { name: new RegExp(day) }).getByRole('link', { name })

  /** Fills in a reason for the one row of the sheet, as somebody at his spreadsheet would. */
  async function fillIn(sheet: Download, reason: string): Promise<Buffer> {
    const book = new exceljs.Workbook()
    await book.xlsx.readFile(await sheet.path())
    const rows = book.worksheets[0]
    const headings = (rows?.getRow(1).values ?? []) as (string | undefined)[]
    const written = rows?.getRow(2)
    if (written) written.getCell(headings.indexOf('原因')).value = reason
    return Buffer.from(await book.xlsx.writeBuffer())
  }

  test('the accountant fetches yesterday’s files, looks at three differences and proposes an end', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/today?${LANZHOU}`)
      await demo(page, 'demo-accountant')
      await heading(page, '今日')
      await cell(page, /微信支付|待文件/)
        .first()
        .waitFor()
      await page.getByRole('button', { name: `取 ${day} 的文件` }).click()
      await page.getByText(`${day} 的文件已取完`).waitFor()
      await cell(page, /差异 3/).waitFor()
      expect(await faultsOf(page)).toEqual([])

      // One click leads to what blocks the day.
      await cell(page, /差异 3/).click()
      await heading(page, '差异')
      await page.getByText('待处理 3 · 待审批 0').waitFor()
      expect(await faultsOf(page)).toEqual([])

      // The first: both sides beside each other, and the sentence with its amount before it is asked for.
      await page.getByRole('row', { name: /长款/ }).press('Enter')
      await page.getByRole('region', { name: '渠道文件' }).getByText('2,233.25').first().waitFor()
      await page.getByRole('region', { name: '我方账目' }).getByText('我方没有这一笔').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('button', { name: '按建议提交审批' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('金额 2,233.25 元').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await dialog.getByLabel('原因（审批人会看到）').fill('渠道账单有此笔，通知丢失')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await page.getByText('已提交处理，等待另一人审批。').waitFor()
      await page.getByText('渠道账单有此笔，通知丢失').waitFor()
      expect(await faultsOf(page)).toEqual([])

      // The second: chosen in the list.
      await page.getByRole('link', { name: '差异列表' }).click()
      await page.getByRole('row', { name: /短款/ }).getByRole('checkbox').check()
      await page.getByRole('button', { name: '所选按建议提交' }).click()
      const many = page.getByRole('dialog', { name: '按建议批量提交' })
      await many.getByText('金额 1,500.00 元').waitFor()
      await many.getByLabel('原因（审批人会看到）').fill('渠道确认没有这一笔')
      expect(await faultsOf(page)).toEqual([])
      await many.getByRole('button', { name: '提交审批' }).click()
      await many.getByText('1 / 1').waitFor()
      await many.getByText('已提交', { exact: true }).waitFor()
      await many.getByRole('button', { name: '关闭' }).last().click()

      // The third: by Excel, out and in.
      await page.getByText('共 1 条').waitFor()
      const sheet = page.waitForEvent('download')
      await page.getByRole('link', { name: '导出 Excel' }).click()
      const filled = await fillIn(await sheet, '通知少 1 分，以渠道为准')
      await page.getByRole('button', { name: '导入 Excel' }).click()
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: '差异.xlsx', mimeType: 'application/x', buffer: filled })
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('button', { name: '提交审批' }).click()
      await page.getByText('已提交 1 条 · 未接受 0 条 · 未填写 0 条').waitFor()
      expect(await faultsOf(page)).toEqual([])
    })
  })

  test('the manager approves what she has not made, and closes the day; the board shows it locked', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/today?${LANZHOU}&day=${day}`)
      await demo(page, 'demo-manager')
      await page.getByRole('region', { name: '关账前还要处理' }).getByRole('link', { name: '去申请' }).click()
      await heading(page, '申请')
      for (const left of [3, 2, 1]) {
        await page.getByText(`共 ${left} 条`).waitFor()
        await page.locator('tr.clickable-row').first().click()
        await page.getByRole('button', { name: '批准', exact: true }).click()
        const dialog = page.getByRole('dialog', { name: '批准并执行' })
        await dialog.getByRole('button', { name: '批准并执行' }).click()
        await page.getByText('已批准并执行').first().waitFor()
        await page.locator('.ant-drawer-close').click()
      }
      await page.getByText('没有等待审批的申请').waitFor()

      await page.getByRole('link', { name: '今日' }).click()
      await page.getByText('可以关账').waitFor()
      await page.getByRole('button', { name: '关账', exact: true }).click()
      await page.getByRole('button', { name: `关账 ${day}` }).click()
      const dialog = page.getByRole('dialog', { name: '关账', exact: true })
      await dialog.getByText(`关闭兰州供热 ${day} 的账。`).waitFor()
      expect(await faultsOf(page)).toEqual([])
      await dialog.getByRole('button', { name: '关账并锁定' }).click()
      await page.getByText(`${day} 已关账`).waitFor()
      await page.getByText('控制数').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.goto(`${world.url}/console/today?${LANZHOU}`)
      await cell(page, /已关账/)
        .first()
        .waitFor()
      expect(await cell(page, /已关账/).count()).toBeGreaterThan(2)
      expect(await faultsOf(page)).toEqual([])
    })
    const open = await world.base.database.read.desk.openDifferences('lanzhou', { from: day, to: addDays(day, 1) })
    expect(open).toEqual([])
  })

  test('every other page of the desk is there, and can be used without seeing it', async () => {
    await atDesk(async (page) => {
      await page.goto(`${world.url}/console/files?${LANZHOU}`)
      await demo(page, 'demo-accountant')
      await heading(page, '文件')
      await page.getByRole('button', { name: '看逐项结果' }).click()
      await page.getByText('已对账').or(page.getByText('有差异')).first().waitFor()
      // Each channel's account bill follows its trade bill; a bank has one file, and is called by its name.
      const bills = await page.getByLabel('逐项结果').last().locator('tbody tr.ant-table-row').allInnerTexts()
      expect(bills.map((row) => row.split(/\s+/).slice(0, 2).join(' '))).toEqual([
        '微信支付 交易账单',
        '微信支付 资金账单',
        '支付宝 交易账单',
        '支付宝 资金账单',
        '合作银行 交易账单',
      ])
      expect(await faultsOf(page)).toEqual([])
      await page
        .getByRole('row', { name: /微信支付/ })
        .last()
        .press('Enter')
      await page.getByText('校验码 SHA-256').waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: '上传文件' }).click()
      await page.getByRole('dialog', { name: '上传文件' }).waitFor()
      expect(await faultsOf(page)).toEqual([])
      await page.getByRole('button', { name: '取消' }).click()

      for (const [link, name] of [
        ['发票', '没有发票'],
        ['报表', '每日净额（元）'],
      ] as const) {
        await page.getByRole('link', { name: link, exact: true }).click()
        await page.getByText(name).first().waitFor()
        expect(await faultsOf(page)).toEqual([])
      }
      for (const [tab, shown] of [
        ['收费率', '未收（元）'],
        ['欠费账龄', '欠费（元）'],
        ['免税应税', '税务处理'],
        ['凭证导出', '导出记录'],
      ] as const) {
        await page.getByRole('tab', { name: tab }).click()
        await page.getByText(shown).first().waitFor()
        expect(await faultsOf(page)).toEqual([])
      }
    })
  })
})
