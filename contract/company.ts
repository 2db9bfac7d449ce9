import { z } from 'zod'
import { companyId, definedWord } from './estimates'
import { HEAT_SOURCES } from './words'

/** One use that the fee calculator offers, and what it has to ask for it. */
const calculatorChoice = z.object({
  use: definedWord,
  /** How the use reads in this company's words. */
  useLabel: z.string(),
  /** The heat sources that the price depends on; empty when it does not. */
  heatSources: z.array(z.enum(HEAT_SOURCES)),
  /** The area that the price multiplies; `converted` asks for storeys and storey height too (domain.md TS2). */
  area: definedWord,
  /** How that area reads: 套内面积. */
  areaLabel: z.string(),
  /** Without it the building area will do. */
  fromBuilding: z.boolean(),
  /** Whether a storey height is asked for. */
  storeyHeight: z.boolean(),
})
export type CalculatorChoice = z.infer<typeof calculatorChoice>

/** What a resident's page needs to know of a heating company; all of it comes from the rulebook. */
export const companyView = z.object({
  id: companyId,
  name: z.string(),
  shortName: z.string(),
  hotline: z.string().nullable(),
  userCode: z.object({
    /** A regular expression source that a user code matches. */
    pattern: z.string(),
    /** Its name in this company's words: 用户编码, 卡号. */
    label: z.string(),
    /** e.g. "12 位数字". */
    shape: z.string(),
    /** Where to find it (domain.md BJ4). */
    help: z.string(),
    /** A demonstration code, in sandbox mode only. */
    example: z.string().optional(),
  }),
  season: z.object({
    name: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    /** Why the dates are not the usual ones (看天供热, domain.md BJ6). */
    changedBecause: z.string().optional(),
  }),
  /** What a resident proves to see a household unmasked and to act for it. */
  bindingProof: z.enum(['owner-name', 'identity-number']),
  brand: z.object({ ink: z.string(), fill: z.string() }),
  notices: z.array(z.object({ title: z.string(), text: z.string() })),
  promises: z.array(z.object({ what: z.string(), within: z.string() })),
  /** What the fee calculator offers: only what the rulebook has an area price for. */
  calculator: z.array(calculatorChoice).optional(),
  /** Uses with a complete two-part price (C3), for which the calculator may ask for the heat on the meter. */
  meteredUses: z.array(definedWord).optional(),
  /** Whether prices of gas by tiers are published (domain.md LZ6). */
  gasTiers: z.boolean().optional(),
  /** What a resident does instead while no invoice can be asked for here; not there when one can. */
  invoicesOff: z.string().optional(),
  /** Whether an invoice can be sent by e-mail from here. */
  invoiceEmail: z.literal(true).optional(),
})
export type CompanyView = z.infer<typeof companyView>

/** Whether payments are played or real (contract.md, Commands). */
export const mode = z.enum(['sandbox', 'production'])
export type Mode = z.infer<typeof mode>

export const companiesAnswer = z.object({ mode, companies: z.array(companyView) })
export type CompaniesAnswer = z.infer<typeof companiesAnswer>
