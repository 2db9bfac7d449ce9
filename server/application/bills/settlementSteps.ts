import type { SettlementRecord, SettlementStep, SettlementStepName } from '../../domain/heatSettlement/settlement'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** Who takes a step: a resident, a member of staff or an operator, or the software itself. */
export interface By {
  byKind: SettlementStep['byKind']
  by: string
}

export interface NextStep extends By {
  step: SettlementStepName
  /** For the resident; sealed at rest. */
  note?: string | null
  /** The civil day on which it was done; today unless it is written down later. */
  on?: string
  /** What changes in the settlement by it. */
  to?: Partial<Omit<SettlementRecord, 'id' | 'version'>>
}

/**
 * Takes the next step in a settlement's life, in the caller's transaction. Everything that happens to a settlement passes
 * here, so that of an objection and a refund application at once one sees the other. Throws ConcurrencyConflict when outrun (M2).
 */
export async function takeStep(
  store: Pick<Store, 'settlements'>,
  seen: SettlementRecord,
  next: NextStep,
  ports: { clock: Clock; ids: Ids },
): Promise<SettlementRecord> {
  if (!(await store.settlements.change(seen, next.to ?? {}))) throw new ConcurrencyConflict(`settlement ${seen.id}`)
  const changed = { ...seen, ...next.to, version: seen.version + 1 }
  await keepStep(store, changed, next, ports)
  return changed
}

/** Keeps the step that made the settlement's present version. */
export async function keepStep(
  store: Pick<Store, 'settlements'>,
  { id, company, version }: Pick<SettlementRecord, 'id' | 'company' | 'version'>,
  { step, byKind, by, note, on }: NextStep,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const kept = await store.settlements.insertStep({
    id: ids.next(),
    company,
    settlementId: id,
    sequence: version,
    step,
    on: on ?? clock.today(),
    at: clock.now(),
    byKind,
    by,
    note: note ?? null,
  })
  if (kept === 'duplicate') throw new ConcurrencyConflict(`settlement ${id}`)
}
