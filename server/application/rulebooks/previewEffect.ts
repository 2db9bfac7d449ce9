import { billToOpen } from '../../domain/bill/openBill'
import type { Household } from '../../domain/household/household'
import type { NumberedRulebook } from '../../domain/rulebook/rulebook'
import type { Database } from '../ports/database'

/** What a household's season would cost by one rulebook and by another, in fen; null where it would get no bill. */
export interface HouseholdEffect {
  userCode: string
  beforeFen: number | null
  afterFen: number | null
  /** Why there is no bill by the later one. */
  reason?: string
}

/** What a rulebook would change for every household of its company, for one season. */
export interface RulebookEffect {
  season: string
  households: number
  unchanged: number
  more: { count: number; amountFen: number }
  less: { count: number; amountFen: number }
  /** Households that had no bill by the earlier one and would get one. */
  newlyBilled: number
  /** Households that would get no bill any more. */
  noLongerBilled: number
  /** The ten whose fee changes most, and before them up to ten that would lose their bill. */
  largest: HouseholdEffect[]
}

const PAGE = 1000

const LISTED = 10

/**
 * What a rulebook would change for every real household of its company for a season: each one's bill is worked out by the one
 * rulebook and by the other; nothing is written. `onProgress` hears of each page.
 */
export async function previewEffect(
  database: Pick<Database, 'read'>,
  { before, after, season }: { before: NumberedRulebook; after: NumberedRulebook; season: string },
  onProgress?: (done: number, total: number) => void,
): Promise<RulebookEffect> {
  const total = await database.read.households.count(before.id)
  const effect: RulebookEffect = {
    season,
    households: 0,
    unchanged: 0,
    more: { count: 0, amountFen: 0 },
    less: { count: 0, amountFen: 0 },
    newlyBilled: 0,
    noLongerBilled: 0,
    largest: [],
  }
  let lost: HouseholdEffect[] = []
  let most: HouseholdEffect[] = []
  for (let from = ''; ; ) {
    const page = await database.read.households.page(before.id, from, PAGE)
    const last = page.at(-1)?.userCode
    if (last === undefined) return { ...effect, largest: [...lost, ...most] }
    from = last
    const effects = page.map((household) => effectOn(household, { before, after, season }))
    for (const one of effects) count(effect, one)
    lost = [...lost, ...effects.filter(({ beforeFen, afterFen }) => beforeFen !== null && afterFen === null)].slice(
      0,
      LISTED,
    )
    most = [...most, ...effects.filter((one) => changeOf(one) !== 0)]
      .sort((one, other) => Math.abs(changeOf(other)) - Math.abs(changeOf(one)))
      .slice(0, LISTED)
    onProgress?.(effect.households, Math.max(total, effect.households))
  }
}

function effectOn(
  household: Household,
  { before, after, season }: { before: NumberedRulebook; after: NumberedRulebook; season: string },
): HouseholdEffect {
  const [then, later] = [billToOpen(before, household, season), billToOpen(after, household, season)]
  return {
    userCode: household.userCode,
    beforeFen: then.outcome === 'bill' ? then.billedFen : null,
    afterFen: later.outcome === 'bill' ? later.billedFen : null,
    ...(later.outcome === 'no-bill' ? { reason: later.reason } : {}),
  }
}

/** By how much a fee changes, in fen; 0 where there is no fee to compare. */
const changeOf = ({ beforeFen, afterFen }: HouseholdEffect): number =>
  beforeFen === null || afterFen === null ? 0 : afterFen - beforeFen

function count(effect: RulebookEffect, one: HouseholdEffect): void {
  effect.households += 1
  if (one.beforeFen === null && one.afterFen !== null) effect.newlyBilled += 1
  else if (one.beforeFen !== null && one.afterFen === null) effect.noLongerBilled += 1
  else if (changeOf(one) === 0) effect.unchanged += 1
  else {
    const side = changeOf(one) > 0 ? effect.more : effect.less
    side.count += 1
    side.amountFen += Math.abs(changeOf(one))
  }
}
