import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { statementDirectory } from '../../server/adapters/banks/statements'
import { isRefusal } from '../../server/application/common/refusal'
import type { StatementRow } from '../../server/application/ports/bankMatching'
import { openFiles } from '../../server/wiring/reconciliation'
import { built, inChromium } from '../support/browser'
import { atDesk, faultsOf, heading, logIn } from '../support/browser/consoleDesk'
import { picture } from '../support/browser/miniprogramBrowser'
import { type EmptyPlace, emptyPlace } from '../support/engines'
import { statementTemplates } from '../support/reconciliation'
import { codeNow, hire, later } from '../support/staff'
import { startWorld, type World } from '../support/world'

const COMPANY = 'lanzhou'
const ACCOUNT = '2703001009000620001'
const DAY = '2026-11-26'
const SENT = {
  party: 'wechat',
  direction: 'credit',
  bundle: '',
  arrivalId: null,
  overdueOn: null,
  missedIn: null,
} as const

inChromium('the finance desk at its account at the bank', () => {
  let place: EmptyPlace
  let world: World
  beforeAll(async () => {
    built('console')
    place = await emptyPlace('sqlite')
    mkdirSync(path.join(place.folder, 'sandbox'), { recursive: true })
    const offsetMs = Date.parse('2026-12-01T10:00:00+08:00') - Date.now()
    writeFileSync(path.join(place.folder, 'sandbox', 'clock.json'), JSON.stringify({ offsetMs }))
    world = await startWorld(place)
    await hire(world.base, 'sun', 'accountant', { displayName: '孙会计' })
    await hire(world.base, 'qian', 'manager', { displayName: '钱主管' })
    const { database, ids } = world.base
    await database.transaction(async (store) => {
      for (const [reference, amountFen, sentOn] of [
        ['4000', 123_400, '2026-11-25'],
        ['4001', 56_700, '2026-11-30'],
      ] as const) {
        const own = { id: ids.next(), company: COMPANY, reference, otherReference: '', amountFen, netFen: amountFen }
        await store.bankMatching.insertTransit({ ...SENT, ...own, sentOn, evidenceId: reference })
      }
    })
    await statement()
  })
  afterAll(async () => {
    await world?.stop()
    await place?.remove()
  })

  async function statement(): Promise<void> {
    const bank = statementDirectory(statementTemplates()).get('statement-mt940')
    const rows = [
      { direction: 'credit', amountFen: 123_400, remark: '财付通支付科技有限公司 结算款' },
      { direction: 'credit', amountFen: 88_812, remark: '张*伟 采暖费 演示家园3单元' },
      { direction: 'debit', amountFen: 2_000, remark: '账户管理费' },
    ] as const
    const full = rows.map(
      (row, at): Omit<StatementRow, 'line'> => ({
        ...{ bookedOn: DAY, reversal: false, ourReference: null, bankReference: `20261126000${at}` },
        ...row,
      }),
    )
    const given = await bank?.write(place.folder, {
      date: DAY,
      account: ACCOUNT,
      openingFen: 5_000_000,
      rows: full as never,
    })
    const done = await openFiles(world.base).upload({
      ...{ company: COMPANY, channel: 'bank:statement-mt940', date: DAY, path: given?.path ?? '' },
      ...{ source: 'upload', actor: 'sun' },
    })
    if (isRefusal(done)) throw new Error(done.refused)
  }

  /** A code is good once: everybody logs in at a time of his own. */
  const opens = async (page: Page, name: string, address: string, title: string) => {
    await page.goto(`${world.url}/console/${address}`)
    await later(world, 60_000)
    await logIn(page, name, codeNow(world.base))
    await heading(page, title)
  }
  const bank = (part: string) => `money?company=${COMPANY}&tab=bank&part=${part}`

  async function looksGood(page: Page, name: string): Promise<void> {
    expect(await faultsOf(page)).toEqual([])
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await picture(page, `${name}-${width}`)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  }

  test('an accountant sees each line beside its match, finds one by its name, and books the charge', () =>
    atDesk(async (page) => {
      await opens(page, 'sun', bank('lines'), '资金')
      await page.getByText('未对应 2 笔').waitFor()
      const settled = page.getByRole('row', { name: /财付通/ })
      await settled.getByText('微信支付结算 4000：1,234.00 元').waitFor()
      await looksGood(page, 'bank-lines')
      await page.getByLabel('找金额、户名、流水号').fill('张伟 888')
      await page.keyboard.press('Enter')
      await page.getByRole('row', { name: /财付通/ }).waitFor({ state: 'detached' })
      await page.getByRole('row', { name: /张\*伟/ }).waitFor()
      await page.getByLabel('找金额、户名、流水号').fill('')
      await page.keyboard.press('Enter')
      await page
        .getByRole('row', { name: /账户管理费/ })
        .getByRole('link', { name: '去处理' })
        .click()
      await page.getByRole('button', { name: '按建议提交审批' }).click()
      const dialog = page.getByRole('dialog', { name: '提交处理：记为银行手续费' })
      await dialog.getByLabel('原因').fill('银行回单')
      await dialog.getByRole('button', { name: '提交审批' }).click()
      await page.getByText('已提交处理，等待另一人审批。').waitFor()

      await page.goto(`${world.url}/console/${bank('transits')}`)
      await page.getByRole('row', { name: /4001/ }).getByText('567.00').waitFor()
      await looksGood(page, 'bank-transits')
    }))

  test('she prepares the month, and the manager, who is another person, reviews it', () =>
    atDesk(async (page) => {
      await opens(page, 'sun', `${bank('sheet')}&month=2026-11`, '资金')
      const form = page.getByRole('article', { name: '银行存款余额调节表' })
      await form.getByText('调节后两方余额相等').waitFor()
      await form.getByRole('region', { name: '减：银行已付企业未付' }).getByText('账户管理费').waitFor()
      await looksGood(page, 'bank-sheet')
      await page.emulateMedia({ media: 'print' })
      await picture(page, 'bank-sheet-print')
      expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false)
      await page.emulateMedia({ media: 'screen' })
      const excel = page.waitForEvent('download')
      await page.getByRole('link', { name: '导出 Excel' }).click()
      expect((await excel).suggestedFilename()).toBe('银行存款余额调节表 2026-11 0001.xlsx')
      await page.getByRole('button', { name: '编制签字，提交复核' }).click()
      const dialog = page.getByRole('dialog', { name: '编制签字' })
      await dialog.getByRole('button', { name: '编制签字，提交复核' }).click()
      await page.getByText('等待另一人复核签字').waitFor()
      await form.getByText(/编制：孙会计（工号/).waitFor()
    }))

  test('an unknown statement’s columns are told once, shown as they will be read, and proposed', () =>
    atDesk(async (page) => {
      const file = {
        name: '明细.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(
          `某商业银行账户明细\n记账日,转入金额,转出金额,当前余额,收(付)方名称,交易用途,核心流水号\n` +
            `2026-11-30,"1,234.00",,"101,234.00",财付通支付科技有限公司,结算款,C0001\n` +
            `2026-11-30,,20.00,"101,214.00",,账户管理费,C0002\n`,
        ),
      }
      await opens(page, 'qian', `files?company=${COMPANY}`, '文件')
      await page.getByRole('link', { name: '导入银行流水' }).click()
      await page.getByRole('heading', { name: '导入银行流水' }).waitFor()
      await page.locator('input[type=file]').setInputFiles(file)
      await page.getByRole('button', { name: '读取文件' }).click()
      await page.getByRole('table', { name: '文件的前几行' }).getByText('某商业银行账户明细').waitFor()
      await page.getByRole('button', { name: '试读' }).click()
      const rows = page.getByRole('region', { name: '将这样读取' })
      await rows.getByText('当日 2 笔，收入 1,234.00 元，支出 20.00 元').waitFor()
      await rows.getByText('余额逐笔相接：期初 100,000.00 元，期末 101,214.00 元').waitFor()
      await rows.getByRole('row', { name: /财付通支付科技有限公司 结算款/ }).waitFor()
      await looksGood(page, 'statement-import')
      await page.getByLabel('模板名称').fill('某商业银行网银')
      await page.getByRole('button', { name: '提交复核' }).click()
      await page.getByText('已提交，等待他人审批').waitFor()
      expect(await world.base.database.read.statementMappings.of(COMPANY)).toEqual([])
    }))

  test('both signatures stand on the form', () =>
    atDesk(async (page) => {
      await opens(page, 'qian', `${bank('sheet')}&month=2026-11`, '资金')
      await page.getByRole('link', { name: '去申请' }).click()
      await page.getByRole('button', { name: '批准', exact: true }).click()
      const dialog = page.getByRole('dialog', { name: '批准并执行' })
      await dialog.getByRole('button', { name: '批准并执行' }).click()
      await page.getByText('已批准并执行').first().waitFor()
      await page.goto(`${world.url}/console/${bank('sheet')}&month=2026-11`)
      await page.getByText(/复核：钱主管（工号/).waitFor()
      await page.getByText(/编制：孙会计（工号/).waitFor()
      await looksGood(page, 'bank-sheet-signed')
    }))
})
