import { formatYuan } from '../../../contract/money'
import { operatorName } from '../../adapters/system/ids'
import { createSettleSeason } from '../../application/heatSettlement/settleSeason'
import { type AddCommand, createProgress, orRefused, printAnswer } from '../command'
import { givenCompany, givenSeason } from '../given'

const MAX_LISTED = 200

/** `heatpay settle`: works out the settlements of a season; may be run again after a crash or after corrected readings. */
export const settleCommand: AddCommand = (program, withBase) => {
  program
    .command('settle')
    .summary("work out the settlements of a company's metered households")
    .description(
      'Works out what each metered household gets back or pays in addition, by the rulebook, from its bill and its meter\n' +
        'reading. It may be stopped and run again; what was made public stays. Households without a bill, a reading or a\n' +
        'published metered price are listed with the reason.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. binzhou')
    .requiredOption('--season <years>', 'the season that has ended, e.g. 2025-2026')
    .option('--json', 'print one JSON document')
    .action(({ company, season: given, json }: { company: string; season: string; json?: boolean }) =>
      withBase(async (base) => {
        const season = givenSeason(given)
        const progress = createProgress('households')
        const input = { company: givenCompany(base, company), season, actor: operatorName(), onProgress: progress.show }
        const done = orRefused(await createSettleSeason(base)(input).finally(progress.end))
        const { outcome: _, ...answer } = done
        const { settled, unchanged, alreadyPublished, refunds, topUps, faulty, withoutSettlement } = done
        const more = withoutSettlement.length - MAX_LISTED
        printAnswer(
          json,
          answer,
          [
            `${season}: ${settled} settled, ${unchanged} unchanged, ${alreadyPublished} public before, ${faulty} broken meters`,
            `${refunds.count} refunds ${formatYuan(refunds.amountFen)}, ${topUps.count} top-ups ${formatYuan(topUps.amountFen)}`,
            ...withoutSettlement
              .slice(0, MAX_LISTED)
              .map(({ userCode, because, reason }) => `${userCode}: not settled (${because}): ${reason}`),
            ...(more > 0 ? [`… and ${more} more`] : []),
          ].join('\n'),
        )
      }),
    )
}
