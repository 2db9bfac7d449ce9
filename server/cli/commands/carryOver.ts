import { formatYuan } from '../../../contract/money'
import { operatorName } from '../../adapters/system/operator'
import { createCarryOver } from '../../application/afterSeason/carryOver'
import { type AddCommand, printAnswer } from '../command'
import { givenCompany } from '../givenCompany'
import { givenSeason } from '../givenSeason'
import { createProgress } from '../progress'
import { orRefused } from '../refusalText'

/** `heatpay carry-over`: merges what nobody acted on in time into the next season. */
export const carryOverCommand: AddCommand = (program, withBase) => {
  program
    .command('carry-over')
    .summary('merge unclaimed refunds and unpaid top-ups of a season into the next one')
    .description(
      'Refunds that nobody asked for become credit, unpaid top-ups go into the next season’s bill as soon as it is open. What is\n' +
        'asked for or under objection is left as it is. Opening the next season’s bills does the same for its households.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--season <years>', 'the season that has ended, e.g. 2025-2026')
    .option('--json', 'print one JSON document')
    .action(({ company, season: given, json }: { company: string; season: string; json?: boolean }) =>
      withBase(async (base) => {
        const season = givenSeason(given)
        const progress = createProgress('settlements')
        const input = { company: givenCompany(base, company), season, actor: operatorName(), onProgress: progress.show }
        const { outcome: _, ...done } = orRefused(await createCarryOver(base)(input).finally(progress.end))
        const text = `${season}: ${done.settlements} settlements merged: ${formatYuan(done.creditFen)} to credit, ${formatYuan(done.extraFen)} into the next bills`
        printAnswer(json, done, text)
      }),
    )
}
