import type { FeeSheet } from '../../../contract/estimates'
import { yuanText } from '../../../contract/money'
import { type CivilDate, daysInclusive } from '../calendar/civilDate'
import { seasonDates } from '../calendar/season'
import type { Rulebook } from '../rulebook/rulebook'
import { exact } from '../tariff/exact'
import { citation, feeSheet, yuanToFen } from '../tariff/feeLine'
import { type NoPrice, noPrice } from '../tariff/refusal'

/**
 * The fee of a household that moved out for demolition (domain.md TS5), by the day of its agreement: before the season
 * nothing; within it the whole fee × days heated ÷ days of the season as one line, first and agreement day included;
 * after it the whole fee. Earlier arrears stay owed. A rulebook without such a rule refuses (C10).
 */
export function movedOutFee(
  rulebook: Rulebook,
  whole: FeeSheet,
  season: string,
  agreedOn: CivilDate,
): FeeSheet | NoPrice {
  const rule = rulebook.movedOut
  if (!rule) return noPrice(`${rulebook.name}没有公布搬迁用户按天收费的规定`)
  const { startsOn, endsOn, days } = seasonDates(rulebook, season)
  if (agreedOn > endsOn) return whole
  const heated = daysInclusive(startsOn, agreedOn)
  const amountFen = yuanToFen(exact(whole.totalFen).div(100).times(heated), exact(days))
  if (typeof amountFen !== 'number') return amountFen
  return feeSheet([
    {
      label: heated === 0 ? '采暖季前已搬迁，不收热费' : '已搬迁，按用热天数收费',
      formula: `${yuanText(whole.totalFen)} 元 × ${heated} 天 ÷ ${days} 天`,
      ...citation(rulebook, rule),
      amountFen,
    },
  ])
}
