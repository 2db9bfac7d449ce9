import { readFileSync } from 'node:fs'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { openPhone } from '../browser'

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** Serious faults for people who cannot see the page, or see it badly. */
export async function faultsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const results = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run())
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`))
}

/** A desk with a browser of its own; complaints of the page's scripts and of its policy are faults. */
export async function atDesk(tell: (page: Page) => Promise<void>): Promise<void> {
  const { page, close } = await openPhone()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  try {
    await page.setViewportSize({ width: 1440, height: 900 })
    // Colours are judged when they stand still.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await tell(page)
  } finally {
    await close()
  }
  expect(complaints).toEqual([])
}

/** Logs in on the page that is open, with the second factor. */
export async function logIn(
  page: Page,
  loginName: string,
  code: string,
  password = 'correct horse battery',
): Promise<void> {
  await page.getByLabel('登录名').fill(loginName)
  await page.getByLabel('密码').fill(password)
  await page.keyboard.press('Enter')
  await page.getByLabel('6 位动态码').fill(code)
  await page.keyboard.press('Enter')
}

export const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()
