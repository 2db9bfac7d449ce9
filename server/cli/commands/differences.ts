import type { Command } from 'commander'
import { SOURCES_IN_WORDS } from '../../../contract/channelWords'
import type { ChannelClaimRow, DifferenceDetail, DifferenceRow } from '../../../contract/consoleDifferences'
import { DIFFERENCE_STATUS_NAMES, DIFFERENCE_STATUSES, type DifferenceStatus } from '../../../contract/differenceWords'
import { civilDate } from '../../../contract/estimates'
import { formatYuan } from '../../../contract/money'
import { DIFFERENCE_KINDS, type DifferenceKind } from '../../domain/reconciliation/mismatch'
import { ALL_COMPANIES } from '../../domain/staff/staff'
import { composeStaff } from '../../wiring/staff'
import { type AddCommand, orRefused, printAnswer, type WithBase, WrongUsage } from '../command'
import { channelOf, givenCompany } from '../given'

const MAX_LISTED = 5000

interface ListOptions {
  company: string
  from?: string
  to?: string
  channel?: string
  kind?: string
  status?: string
  owner?: string
  olderThan?: string
  json?: boolean
}

const beijingTime = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
})

const side = (fen: number | null) => (fen === null ? '-' : formatYuan(fen))

function lineOf(row: DifferenceRow): string {
  const { id, date, channelName, kindName, ourFen, theirFen, owner, status, ageDays, suggestion } = row
  const state = `${DIFFERENCE_STATUS_NAMES[status]}  ${ageDays} 天  ${owner}`
  const next = suggestion ? `  建议：${suggestion.name}（${suggestion.resolution}）` : ''
  return `${id}  ${date}  ${channelName}  ${kindName}  我方 ${side(ourFen)}  渠道 ${side(theirFen)}  ${state}${next}`
}

function claimText(claim: ChannelClaimRow): string {
  const { id, openedOn, channelName, aboutName, number, amountFen, openFen, statusName, ageDays } = claim
  const open = `追索 ${formatYuan(amountFen)}  未退回 ${formatYuan(openFen)}  ${statusName}`
  return `${id}  ${openedOn}  ${channelName}  ${aboutName}  ${number}  ${open}  ${ageDays} 天`
}

function textOf({ difference, theirs, possible, history, claim }: DifferenceDetail): string {
  return [
    lineOf(difference),
    difference.reason,
    ...(theirs?.line ? [`文件第 ${theirs.line} 行`] : []),
    ...(claim ? [claimText(claim)] : []),
    ...possible.map(({ resolution, says }) => `  ${resolution}  ${says}`),
    ...history.map(
      ({ at, who, actName, note }) => `  ${beijingTime.format(at)}  ${who}  ${actName}${note ? `  ${note}` : ''}`,
    ),
  ].join('\n')
}

function dayOf(text: string | undefined, option: string): string | undefined {
  if (text !== undefined && !civilDate.safeParse(text).success) {
    throw new WrongUsage(`${option}: a day that exists, e.g. 2026-11-20`)
  }
  return text
}

function statusOf(text: string | undefined): DifferenceStatus | undefined {
  const known = DIFFERENCE_STATUSES.find((status) => status === text)
  if (text !== undefined && !known) throw new WrongUsage(`--status: one of ${DIFFERENCE_STATUSES.join(', ')}`)
  return known
}

function kindOf(text: string | undefined): DifferenceKind | undefined {
  const kinds = Object.keys(DIFFERENCE_KINDS) as DifferenceKind[]
  const known = kinds.find((kind) => kind === text)
  if (text !== undefined && !known) throw new WrongUsage(`--kind: one of ${kinds.join(', ')}`)
  return known
}

function addList(differences: Command, withBase: WithBase): void {
  differences
    .command('list', { isDefault: true })
    .summary('list differences, the oldest day first')
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .option('--from <day>', 'the first day')
    .option('--to <day>', 'the last day')
    .option('--channel <channel>', SOURCES_IN_WORDS)
    .option(
      '--kind <kind>',
      'channel-only, ours-only, amount, status, payer, duplicate-row, fee, carried-over, foreign',
    )
    .option('--status <status>', DIFFERENCE_STATUSES.join(', '))
    .option('--owner <login>', 'a login name, or finance-desk')
    .option('--older-than <days>', 'only those whose day lies at least so many days back')
    .option('--json', 'print one JSON document')
    .action(({ json, olderThan, ...options }: ListOptions) =>
      withBase(async (base) => {
        givenCompany(base, options.company)
        if (olderThan !== undefined && !/^\d{1,4}$/.test(olderThan)) throw new WrongUsage('--older-than: whole days')
        const asked = {
          ...options,
          from: dayOf(options.from, '--from'),
          to: dayOf(options.to, '--to'),
          channel: options.channel === undefined ? undefined : channelOf(options.channel),
          kind: kindOf(options.kind),
          status: statusOf(options.status),
          olderThanDays: olderThan === undefined ? undefined : Number(olderThan),
        }
        const { rows, total, totals } = await composeStaff(base).verbs.differences.list(asked, 0, MAX_LISTED)
        const more = total > rows.length ? [`…另有 ${total - rows.length} 条`] : []
        const head = `${total} 条：待处理 ${totals.open}，待审批 ${totals.proposed}`
        printAnswer(json, { rows, total, totals }, [head, ...rows.map(lineOf), ...more].join('\n'))
      }),
    )
}

function addShow(differences: Command, withBase: WithBase): void {
  differences
    .command('show <id>')
    .summary('show one difference: both sides, what can be done, its history')
    .requiredOption('--company <id>', 'the heating company')
    .option('--json', 'print one JSON document')
    .action((id: string, { company, json }: { company: string; json?: boolean }) =>
      withBase(async (base) => {
        const shown = await composeStaff(base).verbs.differences.show({ company: ALL_COMPANIES }, company, id)
        const detail = orRefused(shown)
        printAnswer(json, detail, textOf(detail))
      }),
    )
}

function addClaims(differences: Command, withBase: WithBase): void {
  differences
    .command('claims')
    .summary('list what is claimed from channels and banks, the oldest first')
    .requiredOption('--company <id>', 'the heating company')
    .option('--all', 'also what has come back')
    .option('--json', 'print one JSON document')
    .action(({ company, all, json }: { company: string; all?: boolean; json?: boolean }) =>
      withBase(async (base) => {
        givenCompany(base, company)
        const asked = { company, openOnly: !all }
        const found = await composeStaff(base).verbs.differences.claims(asked, 0, MAX_LISTED)
        const open = found.channels.map(
          ({ channelName, count, openFen, oldestOn, ageDays }) =>
            `${channelName}  未退回 ${formatYuan(openFen)}  ${count} 笔  最早 ${oldestOn}（${ageDays} 天）`,
        )
        const head = open.length > 0 ? open : ['没有未退回的追索款']
        printAnswer(json, found, [...head, ...found.rows.map(claimText)].join('\n'))
      }),
    )
}

/** `heatpay differences`: what reconciliation has left to be done; resolved by `heatpay resolve` and `heatpay approve`. */
export const differencesCommand: AddCommand = (program, withBase) => {
  const differences = program.command('differences').summary('list and show differences of reconciliation')
  addList(differences, withBase)
  addShow(differences, withBase)
  addClaims(differences, withBase)
}
