import { formatYuan } from '../../../contract/money'
import { operatorName } from '../../adapters/system/operator'
import { createPublishSettlements } from '../../application/afterSeason/publishSettlements'
import { type AddCommand, printAnswer } from '../command'
import { givenCompany } from '../givenCompany'
import { givenSeason } from '../givenSeason'
import { createProgress } from '../progress'
import { orRefused } from '../refusalText'

interface Options {
  company: string
  season: string
  estate?: string[]
  json?: boolean
}

/** `heatpay publish-settlements`: makes the results of estates public, within the rulebook's days. */
export const publishSettlementsCommand: AddCommand = (program, withBase) => {
  program
    .command('publish-settlements')
    .summary('make the settlements of estates public')
    .description(
      'Makes settled results public, estate by estate: from then on refunds are owed, top-ups are billed, the readings stand,\n' +
        'and households may object, apply or pay. It may be stopped and run again. Results whose reading was corrected since\n' +
        'are listed and left out.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--season <years>', 'the season that has ended, e.g. 2025-2026')
    .option('--estate <name...>', 'only these estates; all that have results when left out')
    .option('--json', 'print one JSON document')
    .action(({ company: given, season: years, estate: estates, json }: Options) =>
      withBase(async (base) => {
        const [season, company] = [givenSeason(years), givenCompany(base, given)]
        const progress = createProgress('results')
        const input = { company, season, estates, actor: operatorName(), onProgress: progress.show }
        const done = orRefused(await createPublishSettlements(base)(input).finally(progress.end))
        const { outcome: _, ...answer } = done
        printAnswer(
          json,
          answer,
          [
            `${season}: made public on ${done.publishedOn}${done.late ? `, after ${done.dueOn}: late` : ''}`,
            ...done.estates.map(
              ({ estate, published, refunds, topUps }) =>
                `${estate}: ${published} households, ${refunds.count} refunds ${formatYuan(refunds.amountFen)}, ${topUps.count} top-ups ${formatYuan(topUps.amountFen)}`,
            ),
            ...done.stale.map(({ userCode }) => `${userCode}: its reading was corrected: settle again first`),
          ].join('\n'),
        )
      }),
    )
}
