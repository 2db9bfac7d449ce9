import type { Use } from '../../../contract/words'
import { taxedAs } from '../rulebook/labels'
import type { Rulebook } from '../rulebook/rulebook'
import { type Sold, type TaxRule, taxRuleOf } from './tax'

/**
 * What keeps a company from issuing real invoices, each in words for who runs the installation: no seller, a seller that is only for
 * tests, no tax code (it is the accountant's, formats.md 6.2), or uses that no rule taxes. Nothing where all is there.
 */
export function invoicingGaps(
  rulebook: Pick<Rulebook, 'seller' | 'taxRules' | 'uses' | 'areaPrices' | 'meteredPrices'>,
  season: string,
): string[] {
  const { seller } = rulebook
  if (!seller) return ['its rulebook names no seller']
  const sold = new Set([...rulebook.areaPrices, ...rulebook.meteredPrices].flatMap(({ uses }) => uses))
  const lacking = (found: (rule: TaxRule | undefined) => boolean): Use[] => [
    ...new Set(
      [...sold].filter((use) => found(taxRuleOf(rulebook, { use, season }))).map((use) => taxedAs(rulebook, use)),
    ),
  ]
  const untaxed = lacking((rule) => rule === undefined)
  const codeless = lacking((rule) => rule !== undefined && rule.taxCode === undefined)
  return [
    ...(seller.test ? ['its seller is one for tests'] : []),
    ...(untaxed.length > 0 ? [`no rule says how ${untaxed.join(', ')} is taxed in ${season}`] : []),
    ...(codeless.length > 0 ? [`there is no tax code for ${codeless.join(', ')}`] : []),
  ]
}

/** Whether a company may issue invoices at all, of some of what it sells. */
export const mayInvoice = ({ seller, taxRules }: Pick<Rulebook, 'seller' | 'taxRules'>, real: boolean): boolean =>
  seller !== undefined && !(real && seller.test) && taxRules.some(({ taxCode }) => !real || taxCode !== undefined)

/**
 * The rule by which something sold may be invoiced: real invoices need a seller that is not for tests, and a tax code; simulated ones
 * need neither. Undefined where none may be.
 */
export function invoicedBy(
  rulebook: Pick<Rulebook, 'seller' | 'taxRules' | 'uses'>,
  sold: Sold,
  { real }: { real: boolean },
): TaxRule | undefined {
  const rule = taxRuleOf(rulebook, sold)
  if (!real || !rule) return rule
  return rulebook.seller?.test || rule.taxCode === undefined ? undefined : rule
}
