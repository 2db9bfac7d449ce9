import { type BooksJudgement, type ExpectedFiles, judgeBooks } from '../../domain/closing/judgement'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Store } from '../ports/database'
import type { Clock } from '../ports/system'

/** The files that a company's channels and banks give every day, as its rulebook names them; a bank may give two kinds. */
export function expectedFiles(rulebook: Pick<Rulebook, 'payment'> | undefined): ExpectedFiles[] {
  const { channels = [], bankFiles = [], accounts = [] } = rulebook?.payment ?? {}
  return [
    ...channels.map((channel): ExpectedFiles => ({ channel, bills: ['trade', 'fundflow'] })),
    ...[...new Set([...bankFiles, ...accounts.map(({ statement }) => statement)])].map(
      (bank): ExpectedFiles => ({
        channel: `bank:${bank}`,
        bills: [
          ...(bankFiles.includes(bank) ? (['trade'] as const) : []),
          ...(accounts.some(({ statement }) => statement === bank) ? (['statement'] as const) : []),
        ],
      }),
    ),
  ]
}

/** The judgement of a company's days, as the caller's transaction, or the readers, see its books; `from`: the earliest day that is asked about. */
export async function readJudgement(
  store: Pick<Store, 'closings'>,
  { company, from }: { company: string; from: string },
  { clock, rulebooks }: { clock: Clock; rulebooks: Rulebooks },
): Promise<BooksJudgement> {
  const facts = await store.closings.facts(company, from)
  return judgeBooks(facts, {
    expected: expectedFiles(rulebooks.get(company)),
    now: clock.now(),
    today: clock.today(),
  })
}
