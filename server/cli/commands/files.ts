import type { Command } from 'commander'
import { SOURCES_IN_WORDS } from '../../../contract/channelWords'
import type { FetchView, FileAnswer, FileView } from '../../../contract/consoleFiles'
import { civilDate } from '../../../contract/estimates'
import {
  FEES_BY_NAMES,
  FILE_SOURCE_NAMES,
  FILE_STATUS_NAMES,
  FILE_STATUSES,
  type FileStatus,
} from '../../../contract/fileWords'
import { formatYuan } from '../../../contract/money'
import { operatorName } from '../../adapters/system/ids'
import { ALL_COMPANIES } from '../../domain/staff/staff'
import { openFiles } from '../../wiring/reconciliation'
import {
  type AddCommand,
  createProgress,
  orRefused,
  printAnswer,
  printProposed,
  Refused,
  type WithBase,
  WrongUsage,
} from '../command'
import { asStaff } from '../credentials'
import { channelOf, givenCompany, givenFile } from '../given'

const MAX_LISTED = 200
/** When this process dies, a running server goes on with what it was fetching. */
const GO_ON_AFTER_MS = 10 * 60_000

const operator = () => ({ company: ALL_COMPANIES, loginName: operatorName() })

function dayOf(text: string | undefined, option: string): string | undefined {
  if (text !== undefined && !civilDate.safeParse(text).success) {
    throw new WrongUsage(`${option}: a day that exists, e.g. 2026-11-20`)
  }
  return text
}

function statusOf(text: string | undefined): FileStatus | undefined {
  const known = FILE_STATUSES.find((status) => status === text)
  if (text !== undefined && !known) throw new WrongUsage(`--status: one of ${FILE_STATUSES.join(', ')}`)
  return known
}

function lineOf({ id, date, channelName, bill, version, status, rows, totalFen, source, reason }: FileView): string {
  const what = `${date}  ${channelName} ${bill}${version === null ? '' : ` 第 ${version} 版`}`
  const came = `${FILE_STATUS_NAMES[status]}  ${rows} 笔 ${formatYuan(totalFen)}  ${FILE_SOURCE_NAMES[source]}`
  return `${id}  ${what}  ${came}${reason === null ? '' : `  ${reason}`}`
}

function textOf({ file, change, approval, feesBy }: FileAnswer): string {
  const lines = [lineOf(file), `${file.fileName}  ${file.digest}`]
  if (feesBy !== null) lines.push(`手续费：${FEES_BY_NAMES[feesBy]}`)
  if (file.line) lines.push(`第 ${file.line.number} 行：${file.line.text ?? '（无法显示）'}`)
  if (change) {
    const { before, rowsBefore, rowsAfter, totalBeforeFen, totalAfterFen, added, removed, changed } = change
    lines.push(
      `与第 ${before.version} 版相比：${rowsBefore} → ${rowsAfter} 笔，${formatYuan(totalBeforeFen)} → ${formatYuan(totalAfterFen)}；` +
        `多 ${added} 笔，少 ${removed} 笔，改 ${changed} 笔`,
      ...change.rows.map((row) => {
        const side = (one: typeof row.before) =>
          one === null ? '-' : formatYuan(one.amountFen) + (one.userCode === null ? '' : ` ${one.userCode}`)
        return `  ${row.change}  ${row.key}  ${side(row.before)} → ${side(row.after)}`
      }),
    )
  }
  if (approval) lines.push(`申请 ${approval.id}：${approval.status}，经办 ${approval.makerName}`)
  return lines.join('\n')
}

function stepText({ steps }: FetchView): string {
  return steps
    .map(({ channelName, bill, state, result, reason }) => {
      const came = result ? `${result.status}, ${result.matched} matched, ${result.differences} differences` : state
      const why = result?.reason ?? reason
      return `${channelName} ${bill}: ${came}${why ? `  ${why}` : ''}`
    })
    .join('\n')
}

/** `heatpay files`: the files of channels and banks: listed, looked at, fetched, given by hand, proposed for use. */
export const filesCommand: AddCommand = (program, withBase) => {
  const files = program
    .command('files')
    .summary('list, show, fetch, upload and propose the files of channels and banks')
    .description('The files of channels and banks, as they came. Amounts are payments less refunds.')
  addList(files, withBase)
  addShow(files, withBase)
  addFetch(files, withBase)
  addUpload(files, withBase)
  addPropose(files, withBase)
  addInbox(files, withBase)
  for (const command of files.commands) command.exitOverride()
}

function addList(files: Command, withBase: WithBase): void {
  interface Options {
    company: string
    channel?: string
    status?: string
    from?: string
    to?: string
    json?: boolean
  }
  files
    .command('list')
    .summary('list files, the newest day first')
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .option('--channel <channel>', SOURCES_IN_WORDS)
    .option('--status <status>', FILE_STATUSES.join(', '))
    .option('--from <day>', 'the first day that they are about')
    .option('--to <day>', 'the last day')
    .option('--json', 'print one JSON document')
    .action(({ company, json, ...given }: Options) =>
      withBase(async (base) => {
        const filter = {
          company: givenCompany(base, company),
          channel: given.channel === undefined ? undefined : channelOf(given.channel),
          status: statusOf(given.status),
          from: dayOf(given.from, '--from'),
          to: dayOf(given.to, '--to'),
        }
        const { rows, total } = await openFiles(base).show.page(filter, 0, MAX_LISTED)
        const more = total > rows.length ? [`…另有 ${total - rows.length} 份`] : []
        printAnswer(json, { files: rows, total }, [...rows.map(lineOf), ...more].join('\n') || 'no files')
      }),
    )
}

function addShow(files: Command, withBase: WithBase): void {
  files
    .command('show')
    .summary('show one file, and what it has otherwise than the version before')
    .argument('<id>', 'as `files list` shows it')
    .option('--json', 'print one JSON document')
    .action((id: string, { json }: { json?: boolean }) =>
      withBase(async (base) => {
        const shown = orRefused(await openFiles(base).show.one(operator(), id))
        printAnswer(json, shown, textOf(shown))
      }),
    )
}

function addFetch(files: Command, withBase: WithBase): void {
  files
    .command('fetch')
    .summary('fetch all files of a day, of all channels and banks, and reconcile it')
    .description(
      'Fetches the files of a day that is over from every channel and bank of a company and reconciles the day with each:\n' +
        'trade bills, each channel’s account bill (fees, refunds and settlements) after its trade bill, and bank files.\n' +
        'Exit code 1 when one of them could not be fetched or was quarantined.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .requiredOption('--date <day>', 'the civil day, e.g. 2026-11-20')
    .option('--fund-flow', 'fetch the account bills, too: so it is without this option')
    .option('--no-fund-flow', 'leave the account bills out')
    .option('--json', 'print one JSON document')
    .action(
      ({ company, date, fundFlow, json }: { company: string; date: string; fundFlow?: boolean; json?: boolean }) =>
        withBase(async (base) => {
          dayOf(date, '--date')
          const { fetchFiles, view } = openFiles(base)
          const begun = orRefused(
            await fetchFiles.start(company, date, operatorName(), { jobAfterMs: GO_ON_AFTER_MS, fundFlow }),
          )
          const progress = createProgress('files')
          const done = await fetchFiles.now(begun, (fetch) => {
            const { done: over, total } = view(fetch)
            progress.show(over, total)
          })
          progress.end()
          const shown = view(done)
          printAnswer(json, shown, stepText(shown))
          const bad = shown.steps.filter(
            ({ state, result }) => ['failed', 'not-ready'].includes(state) || result?.status === 'quarantined',
          )
          if (bad.length > 0) throw new Refused(bad.map((step) => stepText({ ...shown, steps: [step] })).join('\n'))
        }),
    )
}

function addUpload(files: Command, withBase: WithBase): void {
  interface Options {
    company: string
    channel: string
    date: string
    json?: boolean
  }
  files
    .command('upload')
    .summary('give a file by hand, and reconcile its day')
    .description(
      'Company, channel and day must be the file’s own, else it is quarantined (exit code 1). A changed re-send waits until\n' +
        'two people want it: `files propose`, then the approval of another.',
    )
    .argument('<file>', 'as the channel or bank gives it (.csv, .csv.gz, .zip, .txt)')
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .requiredOption('--channel <channel>', `${SOURCES_IN_WORDS}, e.g. bank:partner`)
    .requiredOption('--date <day>', 'the civil day, e.g. 2026-11-20')
    .option('--json', 'print one JSON document')
    .action((given: string, { company, channel, date, json }: Options) =>
      withBase(async (base) => {
        dayOf(date, '--date')
        const file = givenFile(given)
        const upload = { company, channel: channelOf(channel), date, path: file }
        const done = orRefused(await openFiles(base).upload({ ...upload, source: 'cli', actor: operatorName() }))
        const { status, matched, differences } = done.result
        printAnswer(json, done, `${lineOf(done.file)}\n${status}, ${matched} matched, ${differences} differences`)
        if (status === 'quarantined') throw new Refused(done.result.reason ?? 'quarantined')
      }),
    )
}

function addPropose(files: Command, withBase: WithBase): void {
  files
    .command('propose')
    .summary('propose that a changed re-send be used instead of the file in force')
    .description(
      'Somebody else approves it, in the console or on the command line; then its day is reconciled with it.',
    )
    .argument('<id>', 'as `files list` shows it')
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .requiredOption('--login <name>', 'who proposes')
    .option('--json', 'print one JSON document')
    .action((id: string, { company, login, json }: { company: string; login: string; json?: boolean }) =>
      withBase(async (base) => {
        await asStaff(base, { loginName: login, permission: 'propose', company }, async (staff, { files }) =>
          printProposed(json, orRefused(await files.propose(company, staff, id))),
        )
      }),
    )
}

function addInbox(files: Command, withBase: WithBase): void {
  files
    .command('inbox')
    .summary('show what lies in the banks’ SFTP folders, as it was seen last')
    .description(
      '`waiting`: still being written, or its companion has not come; `refused`: not fetched, the reason says why.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .option('--json', 'print one JSON document')
    .action(({ company, json }: { company: string; json?: boolean }) =>
      withBase(async (base) => {
        givenCompany(base, company)
        const seen = await openFiles(base).show.inbox(company)
        const lines = seen.map(({ date, bank, name, size, state, reason }) =>
          [date, base.sourceName(`bank:${bank}`), name, `${size} bytes`, state, reason ?? ''].join('  ').trimEnd(),
        )
        printAnswer(json, { files: seen }, lines.join('\n') || 'nothing was seen yet')
      }),
    )
}
