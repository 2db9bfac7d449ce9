import { balanceDueOn } from '../../domain/billing/instalments'
import { lateFeeStart } from '../../domain/billing/lateFee'
import { feeDueOn } from '../../domain/calendar/season'
import { suspensionWindows } from '../../domain/calendar/suspensionWindow'
import { refundCalendar } from '../../domain/heatSettlement/afterSeason'
import type { Incoherence } from '../../domain/rulebook/coherence'
import type { DateExample } from '../../domain/rulebook/company'
import type { Rulebook } from '../../domain/rulebook/rulebook'

type Days = { from: string; to: string }

const said = (value: string | Days | readonly Days[] | undefined): string => {
  if (value === undefined) return '无此规定'
  if (typeof value === 'string') return value
  return 'from' in value ? `${value.from} 至 ${value.to}` : value.map(said).join('、') || '没有'
}

/** The days of a season as the rules give them. */
function daysOf(
  rulebook: Rulebook,
  season: string,
): { [K in keyof DateExample['expect']]: string | Days | Days[] | undefined } {
  const calendar = refundCalendar(rulebook, season)
  return {
    due: feeDueOn(rulebook, season),
    lateFeeFrom: lateFeeStart(rulebook, season),
    balanceBy: balanceDueOn(rulebook, season),
    suspension: suspensionWindows(rulebook, season).map(({ from, to }) => ({ from, to })),
    publicity: calendar?.publicity,
    applications: calendar?.applications,
    objections: calendar?.objections,
    payoutBefore: calendar?.payoutBefore,
    topUpBy: calendar?.topUpBy,
  }
}

/** Works out the days of each season that a rulebook gives as an example, and gives where they come out otherwise than written. */
export function dateExampleFaults(rulebook: Rulebook): Incoherence[] {
  return rulebook.dateExamples.flatMap(({ season, expect }, index) => {
    const got = daysOf(rulebook, season)
    return (Object.keys(expect) as (keyof DateExample['expect'])[]).flatMap((what) => {
      const [wanted, found] = [said(expect[what]), said(got[what])]
      if (wanted === found) return []
      return [
        { path: ['dateExamples', index, 'expect', what], reason: `${season} 采暖季应为 ${wanted}，算得 ${found}` },
      ]
    })
  })
}
