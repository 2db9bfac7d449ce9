import { transfersOf } from '../../server/application/common/post'
import { seasonBill } from '../../server/domain/billing/seasonBill'
import type { Household } from '../../server/domain/household/household'
import { billOpened } from '../../server/domain/ledger/rules'
import { isRefused } from '../../server/domain/tariff/area'
import type { Base } from '../../server/wiring/base'

/** A household of a company with ordinary facts, changed where a story needs it. */
export function household(
  base: Pick<Base, 'ids' | 'clock'>,
  given: Partial<Household> & Pick<Household, 'company' | 'userCode'>,
): Household {
  return {
    id: base.ids.next(),
    owner: '张建国',
    identityNumber: '110105199003071239',
    phone: '13800000001',
    bankCard: null,
    estate: '幸福里',
    building: '3号楼',
    unit: '2单元',
    room: '501',
    use: 'residential',
    heatSource: null,
    billing: 'area',
    buildingArea: '89.33',
    usableArea: null,
    storeys: null,
    storeyHeight: null,
    service: 'heating',
    cardHolder: true,
    movedOutOn: null,
    lowIncomeApprovedFor: null,
    creditFen: 0,
    version: 0,
    createdAt: base.clock.now(),
    ...given,
  }
}

/** Puts a household into the books with its season's bill opened from the rulebook. */
export async function withBill(
  base: Base,
  given: Parameters<typeof household>[1],
  season: string,
  dueOn: string,
): Promise<Household> {
  const dwelling = household(base, given)
  const rulebook = base.rulebooks.get(dwelling.company)
  if (!rulebook) throw new Error(`no rulebook for ${dwelling.company}`)
  const sheet = seasonBill(
    rulebook,
    {
      use: dwelling.use,
      heatSource: dwelling.heatSource ?? undefined,
      billing: dwelling.billing,
      buildingArea: dwelling.buildingArea,
      usableArea: dwelling.usableArea ?? undefined,
      service: dwelling.service,
    },
    season,
  )
  if (isRefused(sheet)) throw new Error(sheet.reason)
  const bill = {
    id: base.ids.next(),
    company: dwelling.company,
    householdId: dwelling.id,
    season,
    kind: 'season' as const,
    lines: sheet.lines,
    billedFen: sheet.totalFen,
    appliedFen: 0,
    lateFeePaidFen: 0,
    reversedFen: 0,
    rulebookVersion: 1,
    dueOn,
    openedAt: base.clock.now(),
  }
  await base.database.transaction(async (store) => {
    if (!(await store.households.byUserCode(dwelling.company, dwelling.userCode)))
      await store.households.insertMany([dwelling])
    await store.bills.insertMany([bill])
    await store.ledger.insert(
      transfersOf(
        {
          company: bill.company,
          postingKey: `bill:${bill.id}`,
          event: 'bill-opened',
          effectiveOn: dueOn,
          evidenceKind: 'bill',
          evidenceId: bill.id,
          postings: billOpened(bill),
        },
        base,
      ),
    )
  })
  return dwelling
}
