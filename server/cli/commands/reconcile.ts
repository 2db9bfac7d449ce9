import { SOURCES_IN_WORDS } from '../../../contract/channelWords'
import { civilDate } from '../../../contract/estimates'
import { formatYuan } from '../../../contract/money'
import { operatorName } from '../../adapters/system/ids'
import { createReconcileDay } from '../../application/reconciliation/reconcileDay'
import { DIFFERENCE_KINDS, type Mismatch } from '../../domain/reconciliation/mismatch'
import type { ReconciliationResult } from '../../domain/reconciliation/run'
import { openReconciliation } from '../../wiring/reconciliation'
import { type AddCommand, printAnswer, Refused, WrongUsage } from '../command'
import { channelOf, givenFile } from '../given'

const MAX_LISTED = 200

interface Options {
  company: string
  channel: string
  date: string
  bill?: string
  json?: boolean
}

/** `heatpay reconcile`: one day of one channel or bank against our books (contract.md, Reconciliation from the command line). */
export const reconcileCommand: AddCommand = (program, withBase) => {
  program
    .command('reconcile')
    .summary("compare a channel's or bank's file of a day with our books")
    .description(
      'Compares a day of a channel or bank with our books. Without --bill the file is fetched. Exit code 0: compared,\n' +
        'whether or not there are differences; 1: refused, or the file was quarantined (its JSON is printed all the same).\n' +
        'Amounts of refunds are negative; totals are payments less refunds.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .requiredOption(
      '--channel <channel>',
      `${SOURCES_IN_WORDS}: a bank’s counters, or its statement of the company’s account`,
    )
    .requiredOption('--date <day>', 'the civil day, e.g. 2026-11-20')
    .option('--bill <file>', 'a file as the channel gives it (.csv, .csv.gz, .zip, .txt)')
    .option('--json', 'print one JSON document')
    .action((options: Options) =>
      withBase(async (base) => {
        const channel = channelOf(options.channel)
        if (!civilDate.safeParse(options.date).success)
          throw new WrongUsage('--date: a day that exists, e.g. 2026-11-20')
        const file = options.bill === undefined ? undefined : givenFile(options.bill)
        const { company, date } = options
        const reconcileDay = createReconcileDay(openReconciliation(base))
        const done = await reconcileDay({ company, channel, date, file, actor: operatorName() })
        if (done.outcome === 'refused') throw new Refused(done.reason)
        printAnswer(options.json, answerOf(done.result), textOf(done.result))
        if (done.result.status === 'quarantined') throw new Refused(done.result.reason ?? 'quarantined')
      }),
    )
}

/** Just what contract.md says, and nothing else. */
function answerOf({ matched, differences, ourTotalFen, theirTotalFen, status, reason }: ReconciliationResult) {
  const shown = differences.map(({ kind, orderNo, channelNo, ourFen, theirFen }) => ({
    kind,
    orderNo,
    channelNo,
    ourFen,
    theirFen,
  }))
  return { matched, differences: shown, ourTotalFen, theirTotalFen, status, reason }
}

const side = (fen: number | null) => (fen === null ? '-' : formatYuan(fen))

function lineOf({ kind, orderNo, channelNo, ourFen, theirFen, reason }: Mismatch): string {
  const numbers = [orderNo, channelNo].filter(Boolean).join(' / ')
  return `${DIFFERENCE_KINDS[kind]}  ${numbers}  我方 ${side(ourFen)}  渠道 ${side(theirFen)}  ${reason}`
}

function textOf(result: ReconciliationResult): string {
  const { matched, differences, ourTotalFen, theirTotalFen, status, reason } = result
  const heads = { balanced: '已平', differences: `${differences.length} 处差异`, quarantined: '文件已隔离，未使用' }
  const more = differences.length > MAX_LISTED ? [`…另有 ${differences.length - MAX_LISTED} 处`] : []
  return [
    `${heads[status]}：${matched} 笔相符，我方 ${formatYuan(ourTotalFen)}，渠道 ${formatYuan(theirTotalFen)}`,
    ...(reason === null ? [] : [reason]),
    ...differences.slice(0, MAX_LISTED).map(lineOf),
    ...more,
  ].join('\n')
}
