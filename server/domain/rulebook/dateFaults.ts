import { lateFeeStart } from '../billing/lateFee'
import { addDays, type CivilDate, partsOfSeasonDay } from '../calendar/civilDate'
import { dayOfSeason, feeDueOn, seasonBefore, seasonDates, type YearOfDay } from '../calendar/season'
import { gasReportDays, gasSubsidyCollection } from '../gasReport/gasReport'
import { refundCalendar } from '../heatSettlement/afterSeason'
import type { Incoherence } from './incoherence'
import type { Rulebook } from './rulebook'

/** Any season shows how its days follow one another; a day that is in no other year is in this one. */
const SEASON = '2025-2026'

/**
 * Days that would lie in another year than anybody meant, and days that follow one another wrongly. A day without a year is never
 * put into the wrong one in silence: it has to say its year then.
 */
export function dateFaults(rulebook: Rulebook): Incoherence[] {
  if (rulebook.season.start <= rulebook.season.end) return []
  return [
    ...dueFaults(rulebook),
    ...lateFeeFaults(rulebook),
    ...suspensionFaults(rulebook),
    ...refundFaults(rulebook),
    ...gasReportFaults(rulebook),
  ]
}

/** The days between two seasons and the season that follows: where what is about a season may lie. */
function spanOf(rulebook: Rulebook): { heatOff: CivilDate; startsOn: CivilDate; endsOn: CivilDate } {
  const { startsOn, endsOn } = seasonDates(rulebook, SEASON)
  return { heatOff: addDays(seasonDates(rulebook, seasonBefore(SEASON)).endsOn, 1), startsOn, endsOn }
}

const isSaid = (day: string): boolean => partsOfSeasonDay(day).offset !== undefined

function sayTheYear(day: string, on: CivilDate, { startsOn }: { startsOn: CivilDate }): string {
  const season = `${startsOn.slice(0, 4)} 年 ${startsOn.slice(5)} 开始的采暖季`
  return `${day} 在${season}会算成 ${on}。请写明年份：当年${day}（采暖季开始的那一年）或次年${day}`
}

function dueFaults(rulebook: Rulebook): Incoherence[] {
  const [due, path] = [rulebook.due, ['due', 'on']]
  const on = feeDueOn(rulebook, SEASON)
  if (!due || on === undefined) return []
  const span = spanOf(rulebook)
  if (!isSaid(due.on) && on < span.heatOff) return [{ path, reason: sayTheYear(due.on, on, span) }]
  if (on < span.heatOff)
    return [{ path, reason: `缴费截止日 ${on} 在上一采暖季结束（${addDays(span.heatOff, -1)}）之前` }]
  return on > span.endsOn ? [{ path, reason: `缴费截止日 ${on} 在采暖季结束（${span.endsOn}）之后` }] : []
}

function lateFeeFaults(rulebook: Rulebook): Incoherence[] {
  const [rule, path] = [rulebook.lateFee, ['lateFee', 'from']]
  const from = lateFeeStart(rulebook, SEASON)
  if (!rule || from === undefined) return []
  const span = spanOf(rulebook)
  if (!isSaid(rule.from) && from > span.endsOn) return [{ path, reason: sayTheYear(rule.from, from, span) }]
  const due = feeDueOn(rulebook, SEASON)
  if (due !== undefined && from <= due)
    return [{ path, reason: `违约金从 ${from} 起算，早于缴费截止日 ${due} 的次日：还没到期就收违约金` }]
  return from < span.heatOff ? [{ path, reason: `违约金从 ${from} 起算，在上一采暖季结束之前` }] : []
}

function suspensionFaults(rulebook: Rulebook): Incoherence[] {
  const span = spanOf(rulebook)
  const found: Incoherence[] = []
  let since = span.heatOff
  for (const [index, window] of (rulebook.suspension?.windows ?? []).entries()) {
    const path = ['suspension', 'windows', index]
    const day = (one: string) => dayOfSeason(rulebook, SEASON, one, 'before')
    const from = window.from === undefined ? since : day(window.from)
    const to = day(window.to)
    const wrapped = (
      [
        ['from', window.from, from],
        ['to', window.to, to],
      ] as const
    ).find(([, written, on]) => written !== undefined && !isSaid(written) && on < span.heatOff)
    if (wrapped) found.push({ path: [...path, wrapped[0]], reason: sayTheYear(wrapped[1] ?? '', wrapped[2], span) })
    else if (from > to) found.push({ path, reason: `办理期 ${from} 至 ${to} 的开始晚于结束` })
    else if (from < since)
      found.push({ path, reason: `办理期从 ${from} 开始，与前一办理期（或上一采暖季）重叠：最早从 ${since} 开始` })
    else if (to > span.endsOn) found.push({ path, reason: `办理期到 ${to}，在采暖季结束（${span.endsOn}）之后` })
    since = addDays(to, 1)
  }
  return found
}

function refundFaults(rulebook: Rulebook): Incoherence[] {
  const calendar = refundCalendar(rulebook, SEASON)
  if (!calendar) return []
  const { endsOn } = spanOf(rulebook)
  const { publicity, applications, objections, payoutBefore, topUpBy } = calendar
  const at = (name: string): (string | number)[] => ['refunds', name]
  const windows = Object.entries({ publicity, applications, objections }).flatMap(([name, { from, to }]) => [
    ...(from > to ? [{ path: at(name), reason: `${from} 至 ${to} 的开始晚于结束` }] : []),
    ...(from <= endsOn ? [{ path: at(name), reason: `${from} 还在采暖季内（${endsOn} 结束），热量还没有算清` }] : []),
    ...(from < publicity.from ? [{ path: at(name), reason: `${from} 早于公示开始日 ${publicity.from}` }] : []),
  ])
  return [
    ...windows,
    ...(payoutBefore <= applications.from
      ? [{ path: at('payoutBefore'), reason: `付款期限 ${payoutBefore} 不晚于申请开始日 ${applications.from}` }]
      : []),
    ...(topUpBy < publicity.from
      ? [{ path: at('topUpBy'), reason: `补费期限 ${topUpBy} 早于公示开始日 ${publicity.from}` }]
      : []),
  ]
}

function gasReportFaults(rulebook: Rulebook): Incoherence[] {
  const rules = rulebook.gasReports
  if (!rules) return []
  const span = spanOf(rulebook)
  const said: [string, YearOfDay, { from: CivilDate; to: CivilDate } | undefined][] = [
    ['before', 'before', gasReportDays(rulebook, SEASON, 'before')],
    ['after', 'from-end', gasReportDays(rulebook, SEASON, 'after')],
    ['collection', 'from-end', gasSubsidyCollection(rulebook, SEASON)],
  ]
  return said.flatMap(([name, year, days]) => {
    const path = ['gasReports', name]
    if (!days) return []
    if (days.from > days.to) return [{ path, reason: `${days.from} 至 ${days.to} 的开始晚于结束` }]
    const wrong = year === 'before' ? days.from < span.heatOff : days.from <= span.endsOn
    return wrong
      ? [{ path, reason: `${days.from} 至 ${days.to} 不在采暖季${year === 'before' ? '之前' : '之后'}` }]
      : []
  })
}
