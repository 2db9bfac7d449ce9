import { formatYuan } from '../../../contract/money'
import type { RunApprovedJob } from '../../application/common/runApprovedJob'
import { isSeasonJob } from '../../application/heatSettlement/seasonWork'
import type { Approval } from '../../domain/approval/approval'
import { APPROVAL_ACTIONS } from '../../domain/approval/approval'
import { ALL_COMPANIES } from '../../domain/staff/staff'
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

/** `heatpay approve`: lists what waits for a second person, and decides on it as one. */
export const approveCommand: AddCommand = (program, withBase) => {
  program
    .command('approve [id]')
    .summary('list what waits for a second person; approve or reject one of it')
    .description(
      'Without an id: lists the proposals that wait, each with its hash. With one: decides as a member of staff, who is not\n' +
        'its maker; --hash says what was looked at, so that nothing else is executed. What was approved is carried through here:\n' +
        'an approved file’s day is reconciled, an approved publication made before the command ends, and no server has to run. Password and one-time code are asked\n' +
        'for at a terminal; a script gives them as the first two lines of standard input.',
    )
    .option('--company <id>', 'only those of one company')
    .option('--hash <sha256>', 'the hash of what is approved, as the list shows it')
    .option('--reject', 'reject it; --comment says why')
    .option('--comment <text>', 'a remark that stays')
    .option('--login <name>', 'who decides')
    .option('--json', 'print one JSON document')
    .action((id: string | undefined, { company, hash, reject, comment, login, json }: Options) =>
      withBase(async (base) => {
        if (id === undefined) {
          const of = company === undefined ? {} : { company: givenCompany(base, company) }
          const filter = { status: 'proposed', ...of } as const
          const { rows } = await composeStaff(base).verbs.approvals.list(filter, 0, MAX_LISTED)
          return printAnswer(json, { rows: rows.map(viewOf) }, rows.map(textOf).join('\n') || '没有待审批的事项')
        }
        if (login === undefined) throw new WrongUsage('--login: who decides')
        if (reject && !comment) throw new WrongUsage('--comment: why it is rejected')
        if (!reject && !/^[0-9a-f]{64}$/.test(hash ?? '')) throw new WrongUsage('--hash: as `heatpay approve` lists it')
        const seen = orRefused(await composeStaff(base).verbs.approvals.one({ company: ALL_COMPANIES }, id))
        const asked = { loginName: login, permission: 'approve', company: seen.company } as const
        await asStaff(base, asked, async (staff, { approvals, files, afterSeason }) => {
          const decided = orRefused(
            reject
              ? await approvals.reject(staff, id, comment ?? '')
              : await approvals.approve(staff, id, { payloadHash: hash ?? '', comment }),
          )
          if (decided.status !== 'executed' && decided.status !== 'rejected') throw new Refused(decided.status)
          if (decided.status === 'executed') {
            if (decided.deed === 'accept-file') await finishApprovedJob(files.runApprovedJob, id)
            if (isSeasonJob(decided.deed)) await finishApprovedJob(afterSeason.runApprovedJob[decided.deed], id)
          }
          printAnswer(json, viewOf(decided), `${decided.status}  ${decided.summary}`)
        })
      }),
    )
}
