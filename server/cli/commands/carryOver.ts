import type { AddCommand } from '../command'
import { orRefused, printProposed } from '../command'
import { asStaff } from '../credentials'
import { givenCompany, givenSeason } from '../given'

interface Options {
  company: string
  season: string
  login: string
  json?: boolean
}

/** `heatpay carry-over`: proposes to merge what nobody acted on in time into the next season. */
export const carryOverCommand: AddCommand = (program, withBase) => {
  program
    .command('carry-over')
    .summary('propose to merge unclaimed refunds and unpaid top-ups of a season into the next one')
    .description(
      'Refunds that nobody asked for become credit, unpaid top-ups go into the next season’s bill as soon as it is open. What is\n' +
        'asked for or under objection is left as it is. Another person approves it, at the console or with heatpay approve,\n' +
        'which also carries it out. Opening the next season’s bills does the same for its households. Password and one-time\n' +
        'code are asked for at a terminal; a script gives them as the first two lines of standard input.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--season <years>', 'the season that has ended, e.g. 2025-2026')
    .requiredOption('--login <name>', 'who proposes')
    .option('--json', 'print one JSON document')
    .action(({ company: given, season: years, login, json }: Options) =>
      withBase(async (base) => {
        const [season, company] = [givenSeason(years), givenCompany(base, given)]
        await asStaff(base, { loginName: login, permission: 'propose', company }, async (staff, { afterSeason }) =>
          printProposed(json, orRefused(await afterSeason.proposeCarryOver(staff, { company, season }))),
        )
      }),
    )
}
