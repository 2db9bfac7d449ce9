import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

/** So long is waited for what a page must show: on a busy machine it takes ten times as long. */
export const BROWSER_PATIENCE_MS = 120_000

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Tells a story in Chromium; on a machine without one it says loudly that it was skipped, or fails where all suites are required. */
export function inChromium(story: string, tell: () => void): void {
  if (existsSync(CHROMIUM)) {
    describe(story, tell)
  } else if (process.env.REQUIRE_ALL_SUITES === '1') {
    test(story, () => {
      throw new Error(`this suite needs Chromium at ${CHROMIUM}`)
    })
  } else {
    console.warn(`SKIPPED (no Chromium on this machine): ${story}`)
    describe.skip(story, tell)
  }
}

/** A phone of 390 × 844 with its own, empty profile. */
export async function openPhone(): Promise<{ phone: BrowserContext; page: Page; close(): Promise<void> }> {
  const profile = mkdtempSync(path.join(tmpdir(), 'heatpay-chromium-'))
  const phone = await chromium.launchPersistentContext(profile, {
    executablePath: CHROMIUM,
    args: FLAGS,
    viewport: { width: 390, height: 844 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  phone.setDefaultTimeout(BROWSER_PATIENCE_MS)
  const page = phone.pages()[0] ?? (await phone.newPage())
  return {
    phone,
    page,
    async close() {
      await phone.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** Builds what a browser story needs, when it is missing or older than its sources. */
export function built(...targets: string[]): void {
  execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed', ...targets], {
    cwd: path.resolve(__dirname, '..', '..'),
    stdio: 'ignore',
  })
}
