import { type Fen, fen } from '../../../contract/money'
import type { Use } from '../../../contract/words'
import { taxedAs } from '../rulebook/labels'
import type { Rulebook } from '../rulebook/rulebook'
import { dividedHalfUp, exact } from '../tariff/exact'
import type { InvoiceGoods } from './invoice'

type Rules = Pick<Rulebook, 'seller' | 'taxRules' | 'uses'>

export type TaxRule = Rulebook['taxRules'][number]

/** How an amount is taxed, in fen; it is always included in the price. */
export type Tax =
  | { kind: 'exempt'; notice: string }
  | { kind: 'taxed'; rate: string; netFen: Fen; taxFen: Fen; notice: string }

/** What is sold for which season, and when it was paid (`paidOn` left out: at any time). */
export interface Sold {
  use: Use
  season: string
  paidOn?: string
}

/**
 * The rule by which a company's heat is taxed (formats.md 6.2): the first of its rulebook that names the use, its seller's province, the
 * season and the day of the payment. Undefined when none says so, and then no invoice is issued.
 */
export function taxRuleOf(rulebook: Rules, { use, season, paidOn }: Sold): TaxRule | undefined {
  const { seller } = rulebook
  if (!seller) return undefined
  const common = taxedAs(rulebook, use)
  return rulebook.taxRules.find(
    ({ uses, provinces, seasons, paid }) =>
      uses.some((one) => one === common) &&
      (provinces === undefined || provinces.includes(seller.province)) &&
      (seasons.from === undefined || seasons.from <= season) &&
      (seasons.to === undefined || season <= seasons.to) &&
      (paidOn === undefined || paid.from === undefined || paid.from <= paidOn) &&
      (paidOn === undefined || paid.to === undefined || paidOn <= paid.to),
  )
}

/** The tax in an amount by a rule: net and tax are the amount again, to the fen. */
export function taxBy({ treatment, notice }: TaxRule, amountFen: number): Tax {
  if (treatment === 'exempt') return { kind: 'exempt', notice }
  const hundredAndRate = exact(100).plus(treatment.slice(0, -1))
  const netFen = fen(dividedHalfUp(exact(amountFen).times(100), hundredAndRate, 0).toNumber())
  return { kind: 'taxed', rate: treatment, netFen, taxFen: fen(amountFen - netFen), notice }
}

/** The tax in what was paid for a use in a season; undefined when no rule says. */
export function taxOf(rulebook: Rules, of: Sold & { amountFen: number }): Tax | undefined {
  const rule = taxRuleOf(rulebook, of)
  return rule && taxBy(rule, of.amountFen)
}

/** What an invoice's line sells by a rule. */
export const goodsOf = ({ category, goods, taxCode, unit }: TaxRule): InvoiceGoods => ({
  category,
  name: goods,
  taxCode: taxCode ?? null,
  unit: unit ?? null,
})
