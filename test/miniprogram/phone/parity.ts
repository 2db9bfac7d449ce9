import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { PROJECT } from '../../support/ports'
import { TARGETS, type Target } from './phone'

const TABLE = path.join(PROJECT, 'docs', 'parity.md')

/** What a person can do on a page, by its words; numbers and names that differ from person to person are left out. */
export type Actions = readonly string[]

/** By page and state: by action: the targets that offer it. */
export type Parity = Map<string, Map<string, Set<Target>>>

/** What a target does without, and why. Whatever else is missing on one of them is a hole. */
export const WITHOUT: readonly { action: string; target: Target; because: string }[] = [
  { action: '接收缴费、到期和退款通知', target: 'h5', because: 'a browser takes no messages' },
  { action: '从微信选择抬头', target: 'alipay', because: 'Alipay has no such list' },
  { action: '从微信选择抬头', target: 'h5', because: 'a browser has no such list' },
]

/** A tool of the sandbox's pages, which is not there in production. */
const OF_THE_SANDBOX = /^换成.*身份$/

/** Reads what the page that is shown offers: what is tapped, chosen and typed into. */
export async function actionsOn(page: Page): Promise<Actions> {
  const seen = await page.evaluate(() => {
    const shown = [...document.querySelectorAll<HTMLElement>('.page')].filter(({ offsetParent }) => offsetParent).at(-1)
    const labels = [...(shown?.querySelectorAll('.field-label') ?? [])].map((label) => `✎ ${label.textContent?.trim()}`)
    const taps = [...(shown?.querySelectorAll('.tap, .choice-option') ?? [])].map((tap) => {
      const words = document.createTreeWalker(tap, NodeFilter.SHOW_TEXT)
      while (words.nextNode()) {
        const text = words.currentNode.textContent?.trim()
        if (text && text !== '✓') return text
      }
      return tap.getAttribute('aria-label') ?? ''
    })
    return [...labels, ...taps]
  })
  const general = seen.map((name) => name.replaceAll('\u00a0', ' ').replace(/\d[\d,.-]*/g, '#'))
  return [...new Set(general.filter((name) => name && !OF_THE_SANDBOX.test(name)))]
}

/** Adds what a target offers on a page. */
export function note(parity: Parity, page: string, target: Target, actions: Actions) {
  const known = parity.get(page) ?? new Map<string, Set<Target>>()
  parity.set(page, known)
  for (const action of actions) known.set(action, (known.get(action) ?? new Set()).add(target))
}

const cell = (has: boolean, action: string, target: Target) =>
  has ? '✓' : (WITHOUT.find((one) => one.action === action && one.target === target)?.because ?? 'MISSING')

function rowsOf(parity: Parity): string[] {
  return [...parity].flatMap(([page, actions]) =>
    [...actions].map(
      ([action, targets]) =>
        `| ${page} | ${action} | ${TARGETS.map((target) => cell(targets.has(target), action, target)).join(' | ')} |`,
    ),
  )
}

/** Writes the table of every page × action × target. */
export function writeTable(parity: Parity) {
  writeFileSync(
    TABLE,
    `# What each target offers

Every page of the resident's program, in each state that a picture is taken of (\`npm run sheets\`), with what a person can
do there, read from the built programs as they run. \`#\` stands for a number, ✎ for a field. MISSING stands
where one target lacks what the others have without a reason. The Alipay resident of the pictures has another household (an office that
owes a top-up), so the lines of its bill, its settlement and its refund differ by what they are about; a bill still loading offers less.

| page | action | ${TARGETS.join(' | ')} |
|---|---|---|---|---|
${rowsOf(parity).join('\n')}
`,
  )
}
