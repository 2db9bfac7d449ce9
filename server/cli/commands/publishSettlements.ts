import type { AddCommand } from '../command'
import { orRefused, printProposed } from '../command'
import { asStaff } from '../credentials'
import { givenCompany, givenSeason } from '../given'

interface Options {
  company: string
  season: string
  estate?: string[]
  login: string
  json?: boolean
}

/** `heatpay publish-settlements`: proposes to make the results of estates public, within the rulebook's days. */
export const publishSettlementsCommand: AddCommand = (program, withBase) => {
  program
    .command('publish-settlements')
    .summary('propose to make the settlements of estates public')
    .description(
      'Proposes to make settled results public: from then on refunds are owed, top-ups are billed, the readings stand, and\n' +
        'households may object, apply or pay. Another person approves it, at the console or with heatpay approve, which also\n' +
        'carries it out. Password and one-time code are asked for at a terminal; a script gives them as the first two lines of\n' +
        'standard input.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--season <years>', 'the season that has ended, e.g. 2025-2026')
    .option('--estate <name...>', 'only these estates; all that have results when left out')
    .requiredOption('--login <name>', 'who proposes')
    .option('--json', 'print one JSON document')
    .action(({ company: given, season: years, estate: estates, login, json }: Options) =>
      withBase(async (base) => {
        const [season, company] = [givenSeason(years), givenCompany(base, given)]
        await asStaff(base, { loginName: login, permission: 'propose', company }, async (staff, { afterSeason }) =>
          printProposed(json, orRefused(await afterSeason.proposePublication(staff, { company, season, estates }))),
        )
      }),
    )
}
