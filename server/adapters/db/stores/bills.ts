import { type EntityManager, In } from 'typeorm'
import type { BillStore } from '../../../application/ports/bills'
import * as tables from '../entities'
import { rowsOf } from '../rows'

/** Oldest season first; of a season its fee first, then what was billed later. */
const IN_ORDER = { season: 'ASC', openedAt: 'ASC', id: 'ASC' } as const

/** Season bills and what was applied to them. */
export function billStore(manager: EntityManager): BillStore {
  const bills = rowsOf(manager, tables.bills)
  const applications = rowsOf(manager, tables.billApplications)
  return {
    byHousehold: (householdId) => bills.many({ householdId }, IN_ORDER),
    byHouseholds: async (ids) => (ids.length ? bills.many({ householdId: In([...ids]) }, IN_ORDER) : []),
    insertMany: (rows) => bills.insertMany(rows),
    apply: async (id, principalFen, lateFeeFen) =>
      (await bills.update(
        { appliedFen: () => 'applied_fen + :principalFen', lateFeePaidFen: () => 'late_fee_paid_fen + :lateFeeFen' },
        { id },
        'applied_fen + :principalFen BETWEEN 0 AND billed_fen - reversed_fen AND late_fee_paid_fen + :lateFeeFen >= 0',
        { principalFen, lateFeeFen },
      )) === 1,
    rewrite: async ({ id, billedFen, reversedFen, appliedFen, lateFeePaidFen }, to) =>
      (await bills.update(
        {
          lines: to.lines,
          raises: to.raises,
          billedFen: billedFen + to.addedFen,
          reversedFen: reversedFen + to.reversedFen,
          appliedFen: appliedFen - to.takenBackFen,
          lateFeePaidFen: lateFeePaidFen - to.lateFeeBackFen,
        },
        { id, billedFen, reversedFen, appliedFen, lateFeePaidFen },
      )) === 1,
    reckonAnew: async ({ id, rulebookVersion }, to) => (await bills.update(to, { id, rulebookVersion })) === 1,
    applicationsOf: (householdId) =>
      applications
        .query('a')
        .innerJoin('bills', 'b', 'b.id = a.billId')
        .where('b.householdId = :householdId', { householdId })
        .orderBy('a.on')
        .addOrderBy('a.id')
        .getMany(),
    insertApplications: (rows) => applications.insertMany(rows),
  }
}
