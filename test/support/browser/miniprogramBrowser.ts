import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { BROWSER_PATIENCE_MS } from '../browser'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

/**
 * Whether the browser's tests can run. Without Chromium they are skipped, and say so; where all suites are required,
 * its absence is a failure.
 */
export function chromiumIsHere(suite: string): boolean {
  if (existsSync(CHROMIUM)) return true
  if (process.env.REQUIRE_ALL_SUITES === '1')
    throw new Error(`${suite}: ${CHROMIUM} is missing, but all suites are required`)
  console.warn(`SKIPPED ${suite}: ${CHROMIUM} is not installed`)
  return false
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A telephone of 390 × 844, on which every error of a page is collected. */
export async function openPhone(browser: Browser, origin: string, colours: 'light' | 'dark' = 'light') {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: colours,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(BROWSER_PATIENCE_MS)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text())
  })
  return { page, errors, close: () => context.close() }
}

// Taro's pages scroll inside themselves; for a picture they are as long as what they hold.
const UNROLLED =
  '.taro_router, .taro_router > .taro_page { height: auto !important; max-height: none !important; overflow: visible !important } .page-foot { position: static !important }'

/** Keeps a picture of the whole page to look at, when a folder for it is given. */
export async function picture(page: Page, name: string) {
  const folder = process.env.PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, style: UNROLLED })
}
