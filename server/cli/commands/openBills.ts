import { formatYuan } from '../../../contract/money'
import { operatorName } from '../../adapters/system/ids'
import { createOpenSeasonBills } from '../../application/bills/openSeasonBills'
import { type AddCommand, createProgress, printAnswer, Refused, WrongUsage } from '../command'

/** `heatpay open-bills`: opens a season's bills for all of a company's households; may be run again after a crash. */
export const openBillsCommand: AddCommand = (program, withBase) => {
  program
    .command('open-bills')
    .summary("open a season's bills for all households of a company")
    .description(
      'Opens the bills of a season by the rulebook, page by page. It may be stopped and run again: a household has at most\n' +
        'one bill a season. Households without a price, or awaiting the low-income review, are listed with the reason.',
    )
    .requiredOption('--company <id>', 'the heating company, e.g. lanzhou')
    .requiredOption('--season <years>', 'the heating season, e.g. 2026-2027')
    .option('--json', 'print one JSON document')
    .action((options: { company: string; season: string; json?: boolean }) =>
      withBase(async (base) => {
        const progress = createProgress('households')
        const done = await createOpenSeasonBills(base)({
          company: options.company,
          season: options.season,
          actor: operatorName(),
          onProgress: progress.show,
        }).finally(progress.end)
        if (done.outcome === 'unknown-company') throw new Refused(`no such company: ${options.company}`)
        if (done.outcome === 'no-such-season') throw new WrongUsage('--season: two years that follow, e.g. 2026-2027')
        const { outcome: _, ...answer } = done
        printAnswer(
          options.json,
          answer,
          [
            `${done.season}: ${done.opened} bills opened (${done.nothingOwed} of nothing), ${formatYuan(done.billedFen)}; ${done.alreadyOpen} were open before`,
            ...done.withoutBill.map(({ userCode, because, reason }) => `${userCode}: no bill (${because}): ${reason}`),
          ].join('\n'),
        )
      }),
    )
}
