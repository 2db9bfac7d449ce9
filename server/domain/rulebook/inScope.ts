import type { HouseholdFacts } from '../tariff/area'
import { BILLING_LABELS, HEAT_SOURCE_LABELS, labelOfUse } from './labels'
import type { Rulebook } from './rulebook'
import type { Scope } from './scope'

type ScopedFacts = Pick<
  HouseholdFacts,
  'use' | 'billing' | 'heatSource' | 'categories' | 'managedBy' | 'separatelyFitted'
>

export const MANAGER_LABELS = { company: '直管', estate: '代管' } as const

/**
 * For whom a rule holds, in words, where that is not this household; undefined when the rule holds for it. Who manages an
 * estate and how a home is fitted are asked of what is on file: where nothing is, the rule holds and the desk looks at it
 * (decided).
 */
export function outsideScope(
  rulebook: Pick<Rulebook, 'uses' | 'categories'>,
  scope: Scope | undefined,
  household: ScopedFacts,
): string | undefined {
  if (!scope) return undefined
  const { uses, billings, heatSources, categories, managedBy, separatelyFitted } = scope
  const meets =
    (uses?.includes(household.use) ?? true) &&
    (billings?.includes(household.billing) ?? true) &&
    (heatSources === undefined || household.heatSource === undefined || heatSources.includes(household.heatSource)) &&
    (categories?.some((one) => household.categories?.includes(one)) ?? true) &&
    (managedBy === undefined || (household.managedBy ?? managedBy) === managedBy) &&
    (separatelyFitted === undefined || (household.separatelyFitted ?? separatelyFitted) === separatelyFitted)
  return meets ? undefined : scopeText(rulebook, scope)
}

/** Whether a rule holds for a household. */
export function holdsFor(
  rulebook: Pick<Rulebook, 'uses' | 'categories'>,
  scope: Scope | undefined,
  household: ScopedFacts,
): boolean {
  return outsideScope(rulebook, scope, household) === undefined
}

/** A scope in words, each condition: `居民住宅、分户用户`. */
export function scopeText(rulebook: Pick<Rulebook, 'uses' | 'categories'>, scope: Scope): string {
  const { uses = [], billings = [], heatSources = [], categories = [], managedBy, separatelyFitted } = scope
  return [
    uses.map((use) => labelOfUse(rulebook, use)).join('或'),
    billings.map((billing) => `${BILLING_LABELS[billing]}收费`).join('或'),
    heatSources.map((source) => HEAT_SOURCE_LABELS[source]).join('或'),
    categories.map((one) => rulebook.categories[one] ?? one).join('或'),
    managedBy === undefined ? '' : `${MANAGER_LABELS[managedBy]}用户`,
    separatelyFitted === undefined ? '' : separatelyFitted ? '分户用户' : '不能分户停供的用户',
  ]
    .filter(Boolean)
    .join('、')
}
