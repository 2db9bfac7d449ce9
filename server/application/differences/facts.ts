import { parseYuan } from '../../../contract/money'
import type { ResolvingFacts } from '../../domain/difference/possible'
import type { SourceName } from '../../domain/payment/sourceName'
import type { WorkItem } from '../../domain/reconciliation/run'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Clock, Store } from '../ports'

/** What may be written off of one difference and in one month, in fen; nothing where the company's rulebook is not known. */
export function writeOffLimits(rulebook: Pick<Rulebook, 'payment'> | undefined): { eachFen: number; monthFen: number } {
  const limit = rulebook?.payment.writeOff
  return { eachFen: parseYuan(limit?.each ?? '0') ?? 0, monthFen: parseYuan(limit?.month ?? '0') ?? 0 }
}

export interface FactPorts {
  clock: Clock
  rulebooks: Rulebooks
  sourceName: SourceName
}

/** What decides which resolutions each of some differences of one company may have. */
export async function resolvingFacts(
  store: Store,
  items: readonly WorkItem[],
  { clock, rulebooks, sourceName }: FactPorts,
): Promise<(item: WorkItem) => ResolvingFacts> {
  const alone = items.filter(({ ourFen, rowKind }) => ourFen === null && rowKind === 'payment')
  const booked = new Map<string, { paidOn: string; amountFen: number }>()
  const places = new Map(alone.map(({ company, channel }) => [`${company} ${channel}`, { company, channel }]))
  for (const { company, channel } of places.values()) {
    const keys = alone.filter((item) => item.company === company && item.channel === channel).map(({ key }) => key)
    for (const [key, paid] of await store.differences.paymentsOf(company, channel, keys)) {
      booked.set(`${company} ${channel} ${key}`, paid)
    }
  }
  const today = clock.today()
  return (item) => {
    const paid = booked.get(`${item.company} ${item.channel} ${item.key}`)
    return {
      today,
      writeOffFen: writeOffLimits(rulebooks.get(item.company)).eachFen,
      channelName: sourceName(item.channel),
      bookedOn: paid && paid.amountFen === item.theirFen ? paid.paidOn : null,
    }
  }
}
