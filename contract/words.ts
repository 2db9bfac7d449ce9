/** The words that requests, rulebooks, tables and pages share. One list each; see docs/glossary.md. */

/** What a household uses its heat for (用热性质): the uses that need no definition; a rulebook may define more (`uses`). */
export const USES = ['residential', 'low-income', 'non-residential', 'public', 'office', 'hotel', 'commercial'] as const
export type CommonUse = (typeof USES)[number]
/** One of `USES`, or one that the company's rulebook defines. */
export type Use = string

/** Where the heat comes from (热源). */
export const HEAT_SOURCES = [
  'district',
  'boiler',
  'coal-direct',
  'coal-indirect',
  'clean',
  'coal',
  'gas',
  'own-boiler',
] as const
export type HeatSource = (typeof HEAT_SOURCES)[number]

/** How a household is charged: by area, or prepaid by area and settled on a meter (计量). */
export const BILLINGS = ['area', 'metered'] as const
export type Billing = (typeof BILLINGS)[number]

export const STOREYS = ['multi', 'single'] as const
export type Storeys = (typeof STOREYS)[number]

/** Whether the household takes heat this season (用热 / 停热). */
export const SERVICES = ['heating', 'suspended'] as const
export type Service = (typeof SERVICES)[number]

export const HEAT_UNITS = ['kWh', 'MWh', 'GJ'] as const
export type HeatUnit = (typeof HEAT_UNITS)[number]

/** Who manages the heat of an estate: the company itself (直管), or the estate's manager, who collects for it (代管). */
export const MANAGERS = ['company', 'estate'] as const
export type Manager = (typeof MANAGERS)[number]

/** How money reaches a company, for discounts: in its own programs and web banks, or over a counter. */
export const PAID_THROUGH = ['online', 'counter'] as const
export type PaidThrough = (typeof PAID_THROUGH)[number]
