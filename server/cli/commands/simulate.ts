import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { civilDate } from '../../../contract/estimates'
import { formatYuan } from '../../../contract/money'
import { operatorName } from '../../adapters/system/ids'
import { createSimulateDay, type SimulatedOutcome } from '../../rehearsal/simulation/simulateDay'
import { openReconciliation } from '../../wiring/reconciliation'
import { type AddCommand, createProgress, printAnswer, Refused, WrongUsage } from '../command'

const MAX_PAYMENTS = 1_000_000

interface Options {
  company: string
  date: string
  payments: string
  seed: string
  out: string
  settle?: boolean
  json?: boolean
}

/** `heatpay simulate`: a day of payments with the files that its channels would give; never in production. */
export const simulateCommand: AddCommand = (program, withBase) => {
  program
    .command('simulate')
    .summary('book a simulated day and write its channel files (sandbox mode only)')
    .description(
      'Books payments and some refunds of a day for households of its own (estate 模拟小区) and writes the files that WeChat,\n' +
        'Alipay and the banks would give of it: wechat-trade.csv.gz, wechat-fundflow.csv.gz, alipay-trade.zip,\n' +
        'alipay-account.zip, bank-<id>.txt. The same seed gives the same day; said again, nothing is booked twice.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .requiredOption('--date <day>', 'the civil day, e.g. 2026-11-20')
    .requiredOption('--payments <n>', 'how many payments')
    .requiredOption('--seed <text>', 'any text or number')
    .requiredOption('--out <folder>', 'where the files are written; made when it is not there')
    .option(
      '--settle',
      'let WeChat and Alipay send what the day before (of as many payments, the same seed) has left to the company’s bank: a line\n' +
        'of 提现 in their fund-flow and account bills',
    )
    .option('--json', 'print one JSON document')
    .action((options: Options) =>
      withBase(async (base) => {
        if (base.settings.mode === 'production')
          throw new Refused('no payments are made up in a production installation')
        const payments = Number(options.payments)
        if (!Number.isInteger(payments) || payments < 1 || payments > MAX_PAYMENTS) {
          throw new WrongUsage(`--payments: a whole number from 1 to ${MAX_PAYMENTS}`)
        }
        if (!civilDate.safeParse(options.date).success)
          throw new WrongUsage('--date: a day that exists, e.g. 2026-11-20')
        const folder = path.resolve(options.out)
        mkdirSync(folder, { recursive: true })
        const progress = createProgress('payments')
        const { company, date, seed } = options
        const done = await createSimulateDay(openReconciliation(base))({
          ...{ company, date, payments, seed, folder, remit: options.settle },
          actor: operatorName(),
          onProgress: progress.show,
        }).finally(progress.end)
        if (done.outcome === 'refused') throw new Refused(done.reason)
        const { outcome: _, ...answer } = done
        printAnswer(options.json, { ...answer, folder }, textOf(done, folder))
      }),
    )
}

function textOf({ company, date, payments, refunds, booked, sources }: SimulatedOutcome, folder: string): string {
  return [
    `${company} ${date}: ${payments} payments and ${refunds} refunds, ${booked} booked now; files in ${folder}`,
    ...sources.map(
      (source) =>
        `${source.channel}: ${source.payments} payments, ${source.refunds} refunds, ${formatYuan(source.totalFen)}: ${source.files.join(', ')}`,
    ),
  ].join('\n')
}
