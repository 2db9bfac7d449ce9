import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type { Command } from 'commander'
import type { z } from 'zod'
import { ageingQuery, collectionQuery, dailyQuery, taxQuery } from '../../../contract/consoleReports'
import { yuanText } from '../../../contract/money'
import { loadAccounts } from '../../adapters/accounts/loadAccounts'
import { type ExcelColumn, writeExcel } from '../../adapters/files/excelFile'
import { ageingTable, collectionTable, dailyTable, type ReportTable, taxTable } from '../../adapters/files/reportTables'
import type { Refusal, RefusalCode } from '../../application/common/refusal'
import { createReports } from '../../application/reports'
import type { Base } from '../../wiring/base'
import { type AddCommand, orRefused, printAnswer, type WithBase, WrongUsage } from '../command'

type Options = Record<string, string | undefined> & { out?: string }
type Output = { json?: boolean; out?: string }

/** `heatpay report`: the finance desk's reports, as text, as JSON, or as an Excel file. */
export const reportCommand: AddCommand = (program, withBase) => {
  const report = program
    .command('report')
    .summary('print a report of the finance desk, or write it as an Excel file')
    .description('Each report is a sum over the ledger; its totals are the ledger’s.')

  const days = (command: Command) =>
    command
      .requiredOption('--from <day>', 'the first day, YYYY-MM-DD')
      .requiredOption('--to <day>', 'the last day, YYYY-MM-DD')

  offer(withBase, days(report.command('daily')), 'what each channel took, gave back and kept, day by day', {
    shape: dailyQuery,
    ask: (reports, { company, from, to }) => reports.daily(company, { from, to }),
    tableOf: dailyTable,
  })
  offer(
    withBase,
    report.command('collection').requiredOption('--season <years>', 'the season, e.g. 2026-2027'),
    'how much of a season’s fees is collected, by estate',
    {
      shape: collectionQuery,
      ask: (reports, { company, season, asOf }) => reports.collection(company, season, asOf),
      tableOf: collectionTable,
    },
  ).option('--as-of <day>', 'at the end of this day; today without it')
  offer(
    withBase,
    report.command('ageing').option('--season <years>', 'one season only'),
    'what is owed, by season and by how long it is overdue',
    {
      shape: ageingQuery,
      ask: (reports, { company, season, asOf }) => reports.ageing(company, season, asOf),
      tableOf: ageingTable,
    },
  ).option('--as-of <day>', 'at the end of this day; today without it')
  offer(withBase, days(report.command('tax')), 'what was charged and collected by use, exempt or taxed', {
    shape: taxQuery,
    ask: (reports, { company, from, to }) => reports.tax(company, { from, to }),
    tableOf: taxTable,
  })
}

interface Offer<Shape extends z.ZodType, Answer extends object, Row> {
  shape: Shape
  ask(reports: ReturnType<typeof createReports>, query: z.output<Shape>): Promise<Answer | Refusal<RefusalCode>>
  tableOf(answer: Answer): ReportTable<Row>
}

function offer<Shape extends z.ZodType, Answer extends object, Row>(
  withBase: WithBase,
  command: Command,
  summary: string,
  { shape, ask, tableOf }: Offer<Shape, Answer, Row>,
): Command {
  return command
    .summary(summary)
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .option('--json', 'print one JSON document')
    .option('--out <file>', 'write it as an Excel file (.xlsx)')
    .action(({ json, out, ...given }: Options & Output) => {
      const query = shape.safeParse(given)
      if (!query.success) {
        const [issue] = query.error.issues
        throw new WrongUsage(`--${issue?.path.join('.')}: ${issue?.message}`)
      }
      if (out !== undefined && !out.endsWith('.xlsx')) throw new WrongUsage('--out: a file that ends in .xlsx')
      return withBase(async (base) => {
        const answer = orRefused(await ask(reportsOf(base), query.data))
        const table = tableOf(answer)
        if (out !== undefined) await writeTable(out, table)
        printAnswer(json, answer, out === undefined ? textOf(table) : `wrote ${out}: ${table.rows.length} rows`)
      })
    })
}

function reportsOf(base: Base): ReturnType<typeof createReports> {
  const { projectDir } = base.settings
  return createReports({ ...base, chart: loadAccounts(projectDir) })
}

async function writeTable<Row>(out: string, { name, columns, rows }: ReportTable<Row>): Promise<void> {
  const stream = createWriteStream(out)
  const written = finished(stream)
  await Promise.all([writeExcel(stream, name, columns, rows), written])
}

function textOf<Row>({ columns, rows }: ReportTable<Row>): string {
  return [
    columns.map(({ heading }) => heading).join('\t'),
    ...rows.map((row) => columns.map((column) => cellText(column, row)).join('\t')),
  ].join('\n')
}

function cellText<Row>({ of, kind }: ExcelColumn<Row>, row: Row): string {
  const value = of(row)
  if (value === null) return ''
  return kind === 'fen' ? yuanText(Number(value)) : String(value)
}
