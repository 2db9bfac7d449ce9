import { readFileSync } from 'node:fs'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** Rules of axe that ask for more than AA; contrast is 7:1 here. */
const BEYOND_AA = { 'color-contrast-enhanced': { enabled: true } }

/** On the phone of the tests a page stands among others' elements: only what it says of itself is looked at. */
const OF_A_PAGE = [
  ...['color-contrast-enhanced', 'aria-valid-attr-value', 'aria-roles', 'button-name'],
  ...['aria-toggle-field-name', 'aria-hidden-focus', 'label', 'role-img-alt'],
]

/**
 * What is wrong with the page that is shown, for a person who cannot see it, hold still, or read small letters; `strict`
 * asks for a contrast of 7:1 too, and tells what is slight.
 */
export async function faultsOf(page: Page, strict = false): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const onPhone = await page.evaluate(() => document.getElementById('pages') !== null)
  const results = await page.evaluate(
    ({ rules, only }) =>
      (window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
        ...(only ? { runOnly: only } : { rules }),
      }),
    { rules: strict ? BEYOND_AA : {}, only: onPhone ? OF_A_PAGE : undefined },
  )
  const told = results.violations.filter(({ impact }) => strict || impact === 'serious' || impact === 'critical')
  const axe = told.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  )
  return [...axe, ...(await layoutFaults(page))]
}

/** Sideways scrolling, targets under 48 px, words that stick out of their box, text under 15 px. */
function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const width = document.documentElement.clientWidth
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.className} “${element.textContent?.slice(0, 20)}”`
    const seen = [...document.querySelectorAll('.page *')].filter((element) => {
      const box = element.getBoundingClientRect()
      return box.width > 1 && box.height > 1 && getComputedStyle(element).opacity !== '0'
    })
    if (document.documentElement.scrollWidth > width)
      found.push(`the page is ${document.documentElement.scrollWidth} px wide`)
    for (const element of seen) {
      const box = element.getBoundingClientRect()
      if (box.right > width + 1 || box.left < -1) found.push(`sticks out: ${name(element)}`)
      const target = element.matches(
        'button, [role=button], [role=switch], [role=radio], textarea, input:not([type=radio]), a[href]',
      )
      if (target && (box.height < 47.5 || box.width < 47.5))
        found.push(`target of ${box.width}×${box.height}: ${name(element)}`)
      const words = [...element.childNodes].some((child) => child.nodeType === 3 && child.textContent?.trim())
      if (words && Number.parseFloat(getComputedStyle(element).fontSize) < 15)
        found.push(`small letters: ${name(element)}`)
    }
    return found
  })
}
