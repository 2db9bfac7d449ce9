import type { CompanyView } from '../../../contract/company'
import type { CivilDate } from '../calendar/civilDate'
import { seasonOf } from '../calendar/season'
import { calculatorChoices } from '../tariff/calculatorChoices'
import { meteredUses } from '../tariff/findPrice'
import type { Rulebook } from './rulebook'

/**
 * What a resident's page shows of a company on a day. The season is the one being heated, or else the next to begin,
 * with its real dates (domain.md BJ6); notices and promises are the rulebook's (BJ7, BO10).
 */
export function companyView(rulebook: Rulebook, today: CivilDate): CompanyView {
  const { id, name, shortName, hotline, userCode, bindingProof, brand, notices, promises } = rulebook
  const { startsOn, endsOn, name: season } = seasonOf(rulebook, today)
  const changed = rulebook.season.actual.find((one) => one.season === season)
  return {
    id,
    name,
    shortName,
    hotline: hotline ?? null,
    userCode: { pattern: userCode.pattern, label: userCode.label, shape: userCode.shape, help: userCode.help },
    season: { name: season, startsOn, endsOn, ...(changed ? { changedBecause: changed.reason } : {}) },
    bindingProof,
    brand: { ink: brand.ink, fill: brand.fill },
    notices: notices.map(({ title, text }) => ({ title, text })),
    promises: promises.map(({ what, within }) => ({ what, within })),
    calculator: calculatorChoices(rulebook, season),
    meteredUses: meteredUses(rulebook, season),
    gasTiers: rulebook.gasTiers !== undefined,
  }
}
