import { type CivilDate, daysFromTo } from '../../domain/calendar/civilDate'
import type { Household } from '../../domain/household/household'
import type { Resident } from '../../domain/resident/resident'
import type { Clock, Database, Ids } from '../ports'
import type { Clerk } from '../season/desk'

/** Whoever of the staff does something in what the demo tells. */
export const DEMO_CLERK: Clerk = { id: 'demo', company: '*', loginName: 'demo' }

/** The other one, where it takes two. */
export const DEMO_CHECKER: Clerk = { id: 'demo-checker', company: '*', loginName: 'demo-manager' }

/** Ten in the morning of a day, for what the demo tells of the past. */
export const onDay = (day: CivilDate): Clock => ({
  today: () => day,
  now: () => daysFromTo('1970-01-01', day) * 86_400_000 + 2 * 3_600_000,
})

/** Somebody who has proved that a demo household is his: the same person every time. */
export function demoPerson(
  { id: householdId, company, userCode }: Household,
  { database, clock, ids }: { database: Database; clock: Clock; ids: Ids },
): Promise<Resident> {
  return database.transaction(async (store) => {
    const payer = { company, platform: 'wechat', payerKind: 'openid', payerValue: `demo-${userCode}` } as const
    const known = await store.residents.byPayer(payer)
    const resident = known ?? { ...payer, id: ids.next(), createdAt: clock.now() }
    if (!known) await store.residents.insert(resident)
    const { id: residentId } = resident
    const binding = await store.bindings.find(residentId, householdId)
    if (!binding) {
      const at = clock.now()
      const own = { id: ids.next(), company, residentId, householdId, relation: 'own', endedAt: null } as const
      await store.bindings.save({ ...own, verifiedAt: at, createdAt: at })
    }
    return resident
  })
}
