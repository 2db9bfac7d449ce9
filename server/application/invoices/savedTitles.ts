import type { SavedTitle } from '../../../contract/resident'
import type { Invoice } from '../../domain/invoice/invoice'
import type { Resident } from '../../domain/resident/resident'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'

/** So many are kept of a resident; the one used longest ago is forgotten for a new one. */
const MOST = 10

type Given = Pick<Invoice, 'company' | 'residentId' | 'titleKind' | 'titleName' | 'taxNumber' | 'buyer'>

/** Keeps the title of a request, in the request's own transaction, or notes that it was used again. */
export async function keepTitle(
  store: Pick<Store, 'invoiceTitles'>,
  { company, residentId, titleKind: kind, titleName: name, taxNumber, buyer = null }: Given,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<void> {
  const saved = await store.invoiceTitles.ofResident(residentId)
  const usedAt = clock.now()
  const known = saved.find((one) => one.kind === kind && one.name === name && one.taxNumber === taxNumber)
  if (known) {
    await store.invoiceTitles.use(known.id, { usedAt, buyer: buyer ?? known.buyer })
    return
  }
  for (const { id } of saved.slice(MOST - 1)) await store.invoiceTitles.remove(residentId, id)
  await store.invoiceTitles.insert({ id: ids.next(), company, residentId, kind, name, taxNumber, buyer, usedAt })
}

/** A resident's saved titles. Another's is not found, as if it did not exist. */
export function createSavedTitles({ database }: { database: Database }) {
  return {
    /** Used last first. */
    async list({ id }: Resident): Promise<SavedTitle[]> {
      const titles = await database.read.invoiceTitles.ofResident(id)
      return titles.map(({ id, kind, name, taxNumber, buyer }) => {
        const { address = null, phone = null, bank = null } = buyer ?? {}
        return { id, kind, name, taxNumber, address, phone, bank }
      })
    },
    async forget(resident: Resident, id: string): Promise<'done' | Refusal<'not-found'>> {
      const known = await database.transaction((store) => store.invoiceTitles.remove(resident.id, id))
      return known ? 'done' : refuse('not-found')
    },
  }
}
