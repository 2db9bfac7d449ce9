import type { ExecutorPorts } from '../../approvals/approvals'
import { type Refusal, refuse } from '../../common/refusal'
import type { Store } from '../../ports/database'
import { writeOffLimits } from '../facts'

const MONTH = 'YYYY-MM'.length

/**
 * Takes an amount from what a company may write off: within its limit for one difference, and within that for a month, which a
 * column of the month's row guards (M2). Refused beyond them with `over-write-off-limit`.
 */
export async function takeFromLimit(
  store: Pick<Store, 'differences'>,
  company: string,
  amountFen: number,
  { clock, rulebooks }: Pick<ExecutorPorts, 'clock' | 'rulebooks'>,
): Promise<Refusal | undefined> {
  const { eachFen, monthFen } = writeOffLimits(rulebooks.get(company))
  const over = refuse('over-write-off-limit', { eachFen, monthFen })
  if (amountFen === 0 || amountFen > eachFen) return over
  const month = clock.today().slice(0, MONTH)
  return (await store.differences.writeOff(company, month, amountFen, monthFen)) ? undefined : over
}
