// `node scripts/pictures.mjs [http://127.0.0.1:8080]`: takes the README's pictures from a running sandbox installation.
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { fillDays } from './pictureData.mjs'
import { atDesk, demoLogin } from './pictureDesk.mjs'
import { issueInvoices, strayMoney } from './pictureInvoices.mjs'

const base = process.argv[2] ?? 'http://127.0.0.1:8080'
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'pictures')
/** The company whose residents have applied for more than one thing in the demo's data. */
const WITH_APPLICATIONS = 'baoji'
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-sync',
]

async function browser(viewport) {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'heatpay-pictures-'))
  return chromium.launchPersistentContext(profile, {
    executablePath: '/usr/bin/chromium',
    args: flags,
    viewport,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
}

async function residentPictures() {
  const context = await browser({ width: 390, height: 844 })
  const page = context.pages()[0] ?? (await context.newPage())
  const tap = (words, exact = false) => page.getByText(words, { exact }).filter({ visible: true }).last().click()
  const picture = async (name) => {
    await page.waitForTimeout(900)
    await page.screenshot({ path: path.join(folder, `${name}.png`) })
  }
  await page.goto(base)
  await tap('兰州城区供热')
  await tap('以微信用户身份')
  await tap('查找我家')
  await picture('lookup')
  await page.locator('input:visible').first().fill('6201000001')
  await tap('查找', true)
  await page.getByText('是这一户吗？').filter({ visible: true }).waitFor()
  // The owner's name lets the bill be seen line by line.
  await page.locator('input:visible').last().fill('赵示范')
  await tap('是这一户，看账单')
  await tap('居民住宅热费')
  await picture('bill')
  await tap('先缴一部分')
  await picture('part')
  await tap(/立即缴费/)
  await page.getByText('模拟收银台').waitFor()
  await picture('cashier')
  await tap(/确认支付/)
  await page.getByText('已到账').filter({ visible: true }).last().waitFor()
  await picture('result')
  await tap('开发票')
  await picture('invoice-request')
  await page.goto(base)
  await picture('home')
  await tap('换成大字')
  await picture('home-large')
  await tap(/去缴费|查看账单/)
  await picture('bill-large')
  await page.goto(`${base}/#/pages/history/index`)
  await picture('history')
  await page.goto(`${base}/#/pages/calculator/index`)
  await picture('calculator')
  await page.goto(`${base}/#/pages/services/index`)
  await picture('services')
  await context.close()
}

/** Logs in at the console's page; a code that was used already is not taken again. */
async function logIn(page, loginName, usedCode) {
  let demo = await demoLogin(base)
  while (demo.code === usedCode) {
    await page.waitForTimeout(1000)
    demo = await demoLogin(base)
  }
  await page.goto(`${base}/console/`)
  await page.locator('input').first().fill(loginName)
  await page.locator('input[type=password]').fill(demo.password)
  await page.keyboard.press('Enter')
  await page.locator('#totp').fill(demo.code)
  await page.keyboard.press('Enter')
  await page.getByText('设置').first().waitFor()
}

async function consolePictures() {
  const company = 'lanzhou'
  const { beijing } = await (await fetch(`${base}/sandbox/api/clock`)).json()
  const days = await fillDays(company, beijing.slice(0, 10))
  const { code } = await demoLogin(base)
  const [maker, checker] = [await atDesk(base, 'demo-accountant'), await atDesk(base, 'demo-manager')]
  for (const date of days.slice(0, -3)) await checker.post('/closings', { company, date })
  await issueInvoices(base, company, { maker, checker })
  await strayMoney(base, company)
  const context = await browser({ width: 1440, height: 900 })
  const page = context.pages()[0] ?? (await context.newPage())
  const picture = async (name, address, act) => {
    if (address !== undefined) await page.goto(`${base}/console/${address}`)
    await page.waitForTimeout(1500)
    await act?.()
    await page.waitForTimeout(900)
    await page.screenshot({ path: path.join(folder, `console-${name}.png`) })
  }
  const row = (nth) => page.locator('tr.clickable-row').nth(nth)
  await picture('login', '')
  await logIn(page, 'demo-accountant', code)
  await picture('today', `today?company=${company}`)
  await picture('closing', `today?company=${company}&day=${days.at(-3)}`)
  await picture('differences', `differences?company=${company}`)
  await picture('difference', undefined, () => row(1).click())
  await picture('propose', undefined, () => page.getByRole('button', { name: '按建议提交审批' }).click())
  await picture('files', `files?company=${company}`)
  await picture('quarantine', `files?company=${company}&status=quarantined`, () => row(0).click())
  await picture('money', `money?company=${company}`)
  await picture('suspense', `money?company=${company}&tab=suspense`)
  await picture('payouts', 'money?company=binzhou&tab=payouts')
  await picture('evidence', `money/transfers?company=${company}`, () => row(0).click())
  await picture('households', `households?company=${company}`)
  await picture('household', `households?company=${company}&q=6201000003`, () => row(0).click())
  await picture('approvals', `approvals?company=${company}&status=all`)
  await picture('applications', `approvals?company=${WITH_APPLICATIONS}&tab=residents`)
  await picture('invoices', `invoices?company=${company}`)
  for (const tab of ['daily', 'collection', 'ageing', 'tax', 'vouchers']) {
    await picture(`report-${tab}`, `reports?company=${company}&tab=${tab}`)
  }
  await picture('settings', 'settings')
  await page.getByRole('button', { name: '退出登录' }).click()
  await logIn(page, 'demo-auditor')
  await picture('audit', 'settings?tab=audit')
  await context.close()
}

async function sandboxPicture() {
  const context = await browser({ width: 1280, height: 900 })
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(`${base}/sandbox/`)
  await page.waitForTimeout(800)
  await page.screenshot({ path: path.join(folder, 'sandbox.png') })
  await context.close()
}

const takes = { resident: residentPictures, console: consolePictures, sandbox: sandboxPicture }
const wanted = process.argv.slice(3)
for (const [name, take] of Object.entries(takes)) if (wanted.length === 0 || wanted.includes(name)) await take()
