import { RESOLUTIONS, type Resolution } from '../../../contract/differenceWords'
import { type AddCommand, orRefused, printAnswer, WrongUsage } from '../command'
import { asStaff } from '../credentials'

interface Options {
  company: string
  as: string
  reason: string
  userCode?: string
  claim?: string[]
  evidence?: string
  remindOn?: string
  login: string
  json?: boolean
}

function resolutionOf(text: string): Resolution {
  const known = RESOLUTIONS.find((one) => one === text)
  if (!known) throw new WrongUsage(`--as: one of ${RESOLUTIONS.join(', ')}`)
  return known
}

/** `heatpay resolve`: proposes how a difference is resolved; a second person approves it. */
export const resolveCommand: AddCommand = (program, withBase) => {
  program
    .command('resolve <id>')
    .summary('propose how a difference is resolved (a second person approves)')
    .description(
      'Proposes a resolution as a member of staff. Password and one-time code are asked for at a terminal; a script gives\n' +
        'them as the first two lines of standard input. The channel is asked before anything is proposed.',
    )
    .requiredOption('--company <id>', 'the heating company')
    .requiredOption('--as <resolution>', RESOLUTIONS.join(', '))
    .requiredOption('--reason <text>', 'why; it stays in the record')
    .requiredOption('--login <name>', 'who proposes')
    .option('--user-code <code>', 'for --as apply: whose bills are paid')
    .option('--claim <id...>', 'for --as claim-returned: the claims that end (differences claims lists them)')
    .option('--evidence <text>', 'for --as book-second: how the bank confirmed it (who, when, which letter)')
    .option('--remind-on <day>', 'for --as await-arrival and ask-bank: when the desk is reminded, if nothing has come')
    .option('--json', 'print one JSON document')
    .action((id: string, { company, as, reason, userCode, claim, evidence, remindOn, login, json }: Options) =>
      withBase(async (base) => {
        const resolution = resolutionOf(as)
        if (reason.trim() === '') throw new WrongUsage('--reason: not empty')
        const asked = { loginName: login, permission: 'propose', company } as const
        await asStaff(base, asked, async (staff, { differences }) => {
          const request = {
            id,
            resolution,
            reason,
            userCode,
            claims: claim,
            evidence: evidence?.trim() || undefined,
            remindOn,
          }
          const proposed = orRefused(await differences.propose(company, staff, request))
          const { id: approvalId, summary, payloadHash } = proposed
          printAnswer(json, { approvalId, summary, payloadHash }, `${approvalId}\n${summary}\n${payloadHash}`)
        })
      }),
    )
}
