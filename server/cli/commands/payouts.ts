import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { operatorName } from '../../adapters/system/ids'
import { createAfterSeason } from '../../application/heatSettlement'
import type { ImportedPayouts } from '../../application/heatSettlement/importPayouts'
import { ALL_COMPANIES } from '../../domain/staff/staff'
import { afterSeasonPorts } from '../../wiring/season'
import { type AddCommand, orRefused, printAnswer, printProposed, type WithBase } from '../command'
import { asStaff } from '../credentials'
import { givenCompany, givenFile, givenSeason } from '../given'

interface ProposeOptions {
  company: string
  season: string
  login: string
  json?: boolean
}

/** `heatpay payout-batch`: proposes to pay all checked refund applications of a season; another person approves it. */
export const payoutBatchCommand: AddCommand = (program, withBase) => {
  program
    .command('payout-batch')
    .summary('propose to pay the checked refund applications of a season')
    .description(
      'Puts all refund applications whose card the bank has confirmed into one proposal. Another person approves it in the\n' +
        'console or with heatpay approve; then the file for the bank is written below DATA_DIR/payouts and, where there is a line to it, handed in.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--season <years>', 'the season that has ended, e.g. 2025-2026')
    .requiredOption('--login <name>', 'who proposes')
    .option('--json', 'print one JSON document')
    .action(({ company: given, season: years, login, json }: ProposeOptions) =>
      withBase(async (base) => {
        const [season, company] = [givenSeason(years), givenCompany(base, given)]
        await asStaff(base, { loginName: login, permission: 'propose', company }, async (staff, { afterSeason }) =>
          printProposed(json, orRefused(await afterSeason.proposePayout(company, staff, season))),
        )
      }),
    )

  const clerk = () => ({ company: ALL_COMPANIES, loginName: operatorName() })

  program
    .command('payout-exchange')
    .summary('hand a payout batch in at the bank, and fetch its answers')
    .description(
      'Writes the batch’s file, hands it in, and takes in its result and what came back since, as far as the bank has it.',
    )
    .requiredOption('--batch <id>', 'the batch, as payout-list shows it')
    .option('--json', 'print one JSON document')
    .action(({ batch, json }: { batch: string; json?: boolean }) =>
      withBase(async (base) => {
        const done = orRefused(await createAfterSeason(afterSeasonPorts(base)).desk.exchangePayouts(clerk(), batch))
        printAnswer(json, done, `${done.outcome}: ${done.paid} paid, ${done.failed} failed, ${done.returned} came back`)
      }),
    )

  program
    .command('payout-list')
    .summary('show payout batches, the newest first')
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .option('--json', 'print one JSON document')
    .action(({ company, json }: { company: string; json?: boolean }) =>
      withBase(async (base) => {
        const desk = createAfterSeason(afterSeasonPorts(base)).desk
        const { rows } = await desk.lists.payouts(givenCompany(base, company), { offset: 0, limit: 100 })
        const lines = rows.map(
          ({ id, fileName, count, status, items }) =>
            `${id}  ${fileName}  ${count} payments  ${status}  ${items.paid} paid, ${items.failed} failed, ${items.returned} came back`,
        )
        printAnswer(json, { batches: rows }, lines.length > 0 ? lines.join('\n') : 'no batches')
      }),
    )

  importCommand(program, withBase, 'result', 'import the result of a payout batch (res_….txt)')
  importCommand(program, withBase, 'returned', 'import payments that came back after they were paid (退汇)')
}

function importCommand(program: Command, withBase: WithBase, kind: 'result' | 'returned', summary: string): void {
  program
    .command(`import-payout-${kind}`)
    .summary(summary)
    .description(
      'Every row must be a payment of ours, to that account and of that amount; else nothing of the file is taken.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--file <path>', 'the bank’s file')
    .option('--json', 'print one JSON document')
    .action((options: { company: string; file: string; json?: boolean }) =>
      withBase(async (base) => {
        const file = givenFile(options.file)
        const { importPayouts } = createAfterSeason(afterSeasonPorts(base)).desk
        const input = {
          company: givenCompany(base, options.company),
          fileName: path.basename(file),
          bytes: readFileSync(file),
          actor: operatorName(),
        }
        const done: ImportedPayouts = orRefused(await importPayouts[kind](input))
        const text = `${done.outcome}: ${done.paid} paid, ${done.failed} failed, ${done.returned} came back, ${done.unchanged} known already`
        printAnswer(options.json, done, text)
      }),
    )
}
