import { formatYuan } from '../../../contract/money'
import { problemOfRefusal } from '../../adapters/http/problems'
import type { StaffVerbs } from '../../adapters/http/staff/verbs'
import { isRefusal } from '../../application/common/refusal'
import type { RunApprovedJob } from '../../application/common/runApprovedJob'
import { isSeasonJob } from '../../application/heatSettlement/seasonWork'
import { isRulebookJob } from '../../application/rulebooks/repriceBills'
import type { Approval } from '../../domain/approval/approval'
import { APPROVAL_ACTIONS } from '../../domain/approval/approval'
import { ALL_COMPANIES } from '../../domain/staff/staff'
import type { Base } from '../../wiring/base'
import { composeStaff } from '../../wiring/staff'
import { type AddCommand, orRefused, printAnswer, Refused, WrongUsage } from '../command'
import { asStaff } from '../credentials'
import { givenCompany } from '../given'

const MAX_LISTED = 1000
const BETWEEN_LOOKS_MS = 500
const MAX_LOOKS = 240

interface Options {
  company?: string
  hash?: string
  reject?: boolean
  comment?: string
  login?: string
  json?: boolean
}

const viewOf = ({ id, company, deed, summary, amountFen, payloadHash, makerName, status, checkerName }: Approval) => ({
  id,
  company,
  deed,
  summary,
  amountFen,
  payloadHash,
  makerName,
  status,
  checkerName,
})

function textOf(approval: Approval): string {
  const { id, company, deed, summary, amountFen, payloadHash, makerName } = approval
  const amount = amountFen === null ? '' : `  ${formatYuan(amountFen)}`
  return `${id}  ${company}  ${APPROVAL_ACTIONS[deed]}${amount}  ${makerName}\n  ${summary}\n  ${payloadHash}`
}

/** What was approved is carried out here and now; a server that is faster with it is waited for. */
async function finishApprovedJob(runApprovedJob: RunApprovedJob, approvalId: string): Promise<void> {
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    const carried = await runApprovedJob(approvalId)
    if (carried.outcome === 'done') return
    if (carried.outcome === 'failed') throw new Refused(`approved, but not carried out yet: ${carried.error}`)
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS))
  }
  throw new Refused('approved; another process is still carrying it out')
}

/** What follows an approval that a job carries out, done here. */
async function carryThrough({ files, afterSeason, rulebooks }: StaffVerbs, { id, deed }: Approval): Promise<void> {
  if (deed === 'accept-file') await finishApprovedJob(files.runApprovedJob, id)
  if (isRulebookJob(deed)) await finishApprovedJob(rulebooks.runApprovedJob[deed], id)
  if (isSeasonJob(deed)) await finishApprovedJob(afterSeason.runApprovedJob[deed], id)
}

const HASH = /^[0-9a-f]{64}$/

const STATUS_NAMES = { executed: '已批准并执行', rejected: '已驳回' } as const

/** A proposal and what was looked at of it, as they are given for several at once. */
function chosenOf(given: string): { id: string; payloadHash: string } {
  const [id = '', payloadHash = ''] = given.split(':')
  if (!HASH.test(payloadHash))
    throw new WrongUsage(`${given}: give each as <id>:<hash>, as \`heatpay approve\` lists them`)
  return { id, payloadHash }
}

interface Many {
  chosen: readonly { id: string; payloadHash: string }[]
  comment: string | undefined
  login: string
  json: boolean | undefined
}

/** Approves one after the other with one login and one code: each is decided and recorded by itself. */
async function approveMany(base: Base, { chosen, comment, login, json }: Many): Promise<void> {
  await asStaff(base, { loginName: login, permission: 'approve' }, async (staff, verbs) => {
    const results: { id: string; done: boolean; says: string }[] = []
    for (const { id, payloadHash } of chosen) {
      const decided = await verbs.approvals.approve(staff, id, { payloadHash, comment })
      if (isRefusal(decided)) {
        results.push({ id, done: false, says: problemOfRefusal(decided).detail })
        continue
      }
      await carryThrough(verbs, decided)
      results.push({ id, done: true, says: decided.summary })
    }
    const refused = results.filter(({ done }) => !done)
    const lines = results.map(({ id, done, says }) => `${done ? '已批准' : '未批准'}  ${id}  ${says}`)
    printAnswer(
      json,
      { results },
      [...lines, `共 ${results.length} 条，已批准 ${results.length - refused.length} 条`].join('\n'),
    )
    if (refused.length > 0) throw new Refused(`${refused.length} 条没有批准`)
  })
}

/** `heatpay approve`: lists what waits for a second person, and decides on it as one. */
export const approveCommand: AddCommand = (program, withBase) => {
  program
    .command('approve [ids...]')
    .summary('list what waits for a second person; approve or reject one of it, or approve many')
    .description(
      'Without an id: lists the proposals that wait, each with its hash. With one: decides as a member of staff, who is not\n' +
        'its maker; --hash says what was looked at, so that nothing else is executed. With several, each as <id>:<hash>: approves\n' +
        'them one after the other with one login and one code; each is a decision and a record of its own, what one refuses leaves\n' +
        'the others, and the exit code is 1 when any was refused. What was approved is carried through here:\n' +
        'an approved file’s day is reconciled, an approved publication made before the command ends, and no server has to run. Password and one-time code are asked\n' +
        'for at a terminal; a script gives them as the first two lines of standard input.',
    )
    .option('--company <id>', 'only those of one company')
    .option('--hash <sha256>', 'the hash of what is approved, as the list shows it')
    .option('--reject', 'reject it; --comment says why')
    .option('--comment <text>', 'a remark that stays')
    .option('--login <name>', 'who decides')
    .option('--json', 'print one JSON document')
    .action((ids: string[], { company, hash, reject, comment, login, json }: Options) =>
      withBase(async (base) => {
        const [first, ...others] = ids
        if (first === undefined) {
          const of = company === undefined ? {} : { company: givenCompany(base, company) }
          const filter = { status: 'proposed', ...of } as const
          const { rows } = await composeStaff(base).verbs.approvals.list(filter, 0, MAX_LISTED)
          return printAnswer(json, { rows: rows.map(viewOf) }, rows.map(textOf).join('\n') || '没有待审批的事项')
        }
        if (login === undefined) throw new WrongUsage('--login: who decides')
        if (others.length > 0) {
          if (reject || hash !== undefined) throw new WrongUsage('several at once are approved, each as <id>:<hash>')
          return approveMany(base, { chosen: ids.map(chosenOf), comment, login, json })
        }
        const [id = '', own = hash] = first.split(':')
        if (reject && !comment) throw new WrongUsage('--comment: why it is rejected')
        if (!reject && !HASH.test(own ?? '')) throw new WrongUsage('--hash: as `heatpay approve` lists it')
        const seen = orRefused(await composeStaff(base).verbs.approvals.one({ company: ALL_COMPANIES }, id))
        const asked = { loginName: login, permission: 'approve', company: seen.company } as const
        await asStaff(base, asked, async (staff, verbs) => {
          const decided = orRefused(
            reject
              ? await verbs.approvals.reject(staff, id, comment ?? '')
              : await verbs.approvals.approve(staff, id, { payloadHash: own ?? '', comment }),
          )
          if (decided.status !== 'executed' && decided.status !== 'rejected') throw new Refused(decided.status)
          if (decided.status === 'executed') await carryThrough(verbs, decided)
          printAnswer(json, viewOf(decided), `${STATUS_NAMES[decided.status]}  ${decided.summary}`)
        })
      }),
    )
}
