import type { Command } from 'commander'
import { voucherExportRequest, voucherPreviewQuery } from '../../../contract/consoleReports'
import { yuanText } from '../../../contract/money'
import { loadAccounts } from '../../adapters/accounts/loadAccounts'
import { operatorName } from '../../adapters/system/ids'
import { createVouchers } from '../../application/vouchers/vouchers'
import { ALL_COMPANIES } from '../../domain/staff/staff'
import type { Base } from '../../wiring/base'
import { voucherFilesOf } from '../../wiring/staff'
import { type AddCommand, orRefused, outFile, printAnswer, WrongUsage } from '../command'
import { givenCompany } from '../given'

type Range = { company: string; from: string; to: string; template: string }
type Options = Range & { json?: boolean; out?: string; again?: boolean }

/** `heatpay vouchers`: sums of the ledger as vouchers for the company's own finance software (用友, 金蝶). */
export const vouchersCommand: AddCommand = (program, withBase) => {
  const vouchers = program
    .command('vouchers')
    .summary('export the ledger as vouchers for the company’s finance software')
    .description('Each voucher is balanced and sums up a day. Templates are files of config/vouchers.')

  vouchers
    .command('templates')
    .summary('list the templates')
    .option('--json', 'print one JSON document')
    .action(({ json }: { json?: boolean }) =>
      withBase(async (base) => {
        const templates = vouchersOf(base).templates()
        printAnswer(
          json,
          { templates },
          templates.map(({ id, name, fileKind }) => `${id}\t${name}\t${fileKind}`).join('\n'),
        )
      }),
    )

  range(vouchers.command('preview'))
    .summary('show the vouchers of some days, and what of them was exported before')
    .action(({ json, ...given }: Options) => {
      const query = checked(voucherPreviewQuery.safeParse(given))
      return withBase(async (base) => {
        const found = orRefused(await vouchersOf(base).preview(query))
        const lines = found.vouchers.flatMap(({ date, number, lines: said }) =>
          said.map(({ summary, accountCode, accountName, debitFen, creditFen }) =>
            [date, number, summary, accountCode, accountName, yuanText(debitFen), yuanText(creditFen)].join('\t'),
          ),
        )
        const before = found.exportedDays.map(({ date, state }) => `${date} was exported before: ${state}`)
        printAnswer(
          json,
          found,
          [...lines, ...before, `${found.vouchers.length} vouchers, ${yuanText(found.totalFen)}`].join('\n'),
        )
      })
    })

  range(vouchers.command('export'))
    .summary('write the vouchers of some days to a file, and record that it was done')
    .requiredOption('--out <file>', 'where to write it')
    .option('--again', 'although some of the days were exported before')
    .action(({ json, out = '', again = false, ...given }: Options) => {
      const request = checked(voucherExportRequest.safeParse({ ...given, again }))
      return withBase(async (base) => {
        const verbs = vouchersOf(base)
        // First, since an export is recorded for good: one whose file could not be written would be refused the next time.
        const file = outFile(out)
        try {
          const exported = orRefused(await verbs.export({ ...request, actor: operatorName() }))
          file.write(orRefused(await verbs.file({ company: ALL_COMPANIES }, exported.id)).bytes)
          printAnswer(json, exported, `wrote ${out}: ${exported.vouchers} vouchers, ${yuanText(exported.totalFen)}`)
        } finally {
          file.drop()
        }
      })
    })

  vouchers
    .command('list')
    .summary('list what was exported, the newest first')
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .option('--json', 'print one JSON document')
    .action(({ company, json }: { company: string; json?: boolean }) =>
      withBase(async (base) => {
        const exports = await vouchersOf(base).list(givenCompany(base, company))
        const lines = exports.map(({ from, to, templateName, vouchers: count, totalFen, exportedBy, fileName }) =>
          [from, to, templateName, count, yuanText(totalFen), exportedBy, fileName].join('\t'),
        )
        printAnswer(json, { exports }, lines.length > 0 ? lines.join('\n') : 'nothing was exported yet')
      }),
    )
}

function range(command: Command): Command {
  return command
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .requiredOption('--template <id>', 'the template, e.g. yonyou')
    .requiredOption('--from <day>', 'the first day, YYYY-MM-DD')
    .requiredOption('--to <day>', 'the last day, YYYY-MM-DD')
    .option('--json', 'print one JSON document')
}

function checked<T>(
  parsed:
    | { success: true; data: T }
    | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } },
): T {
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new WrongUsage(`--${issue?.path.join('.')}: ${issue?.message}`)
}

function vouchersOf(base: Base): ReturnType<typeof createVouchers> {
  return createVouchers({
    ...base,
    chart: loadAccounts(base.settings.projectDir),
    files: voucherFilesOf(base.settings),
  })
}
