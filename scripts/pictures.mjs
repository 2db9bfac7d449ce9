// `node scripts/pictures.mjs [http://127.0.0.1:8080]`: takes the README's pictures from a running sandbox installation.
import { mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const base = process.argv[2] ?? 'http://127.0.0.1:8080'
const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'pictures')
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

async function consolePictures() {
  const context = await browser({ width: 1280, height: 820 })
  const page = context.pages()[0] ?? (await context.newPage())
  const demo = await (await fetch(`${base}/console/api/demo`)).json()
  await page.goto(`${base}/console/`)
  await page.locator('input').first().fill('demo-manager')
  await page.locator('input[type=password]').fill(demo.password)
  await page.keyboard.press('Enter')
  await page.locator('#totp').fill(demo.code)
  await page.keyboard.press('Enter')
  await page.getByText('今日').first().waitFor()
  for (const [words, name] of [
    ['今日', 'console-today'],
    ['资金', 'console-money'],
    ['申请', 'console-approvals'],
  ]) {
    await page.getByText(words, { exact: true }).first().click()
    await page.waitForTimeout(1500)
    await page.screenshot({ path: path.join(folder, `${name}.png`) })
  }
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

await residentPictures()
await consolePictures()
await sandboxPicture()
