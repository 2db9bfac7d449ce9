import type { FeeLine } from '../../../contract/estimates'
import { yuanText } from '../../../contract/money'
import type { Bill, BillApplication } from '../bill/bill'
import { addDays, type CivilDate, daysInclusive } from '../calendar/civilDate'
import type { LateFeeRule } from '../rulebook/feeRules'
import type { Rulebook } from '../rulebook/rulebook'
import { exact, percent } from '../tariff/exact'
import { citation } from '../tariff/feeLine'
import { type LateFeeRules, type LateFeeTerms, lastLateFeeDay, lateFeeStart } from './lateFee'

type BillToExplain = Pick<Bill, 'billedFen' | 'lateFeePaidFen' | 'lines' | 'raises' | 'reversedFen' | 'season'>

/**
 * A bill's late fee as a line like the others (domain.md C9): all that has run up, what was paid of it included, with how it came
 * about, day by day: what was owed × the rate × the days on which it was owed. Undefined where none has run up. `owedFen` is what
 * of it is still owed on the day.
 */
export function lateFeeLine(
  terms: LateFeeTerms<LateFeeRules & Pick<Rulebook, 'sources'>>,
  bill: BillToExplain,
  applications: readonly Pick<BillApplication, 'on' | 'principalFen'>[],
  { owedFen, on }: { owedFen: number; on: CivilDate },
): FeeLine | undefined {
  const amountFen = bill.lateFeePaidFen + owedFen
  const last = terms.at(-1)?.rules
  if (amountFen === 0 || !last) return undefined
  const formulas = terms.flatMap(({ from, rules }, at) => {
    const next = terms[at + 1]?.from
    const until = next && next <= on ? addDays(next, -1) : on
    return rules.lateFee ? formulasOf(rules, rules.lateFee, bill, applications, { from, until }) : []
  })
  const most = last.lateFee?.atMost
  const limitFen = exact(bill.billedFen - bill.reversedFen).times(most === undefined ? '0' : percent(most))
  const limited = most !== undefined && limitFen.lte(amountFen) ? `（最多为热费的 ${most}）` : ''
  const cited = last.lateFee ? citation(last, last.lateFee) : { rule: 'C6' }
  return { label: `违约金（算到 ${on}）`, formula: `${formulas.join(' + ')}${limited}`, ...cited, amountFen }
}

/** One product for each stretch of days on which the same was owed. */
function formulasOf(
  rules: LateFeeRules,
  rule: LateFeeRule,
  bill: BillToExplain,
  applications: readonly Pick<BillApplication, 'on' | 'principalFen'>[],
  days: { from: CivilDate | null; until: CivilDate },
): string[] {
  const begins = lateFeeStart(rules, bill.season)
  if (begins === undefined) return []
  const start = days.from !== null && days.from > begins ? days.from : begins
  const end = lastLateFeeDay(rule, begins, days.until)
  if (end < start) return []
  if (rule.once !== undefined) return [`${yuanText(baseOn(bill, applications, begins))} 元 × ${rule.once}`]
  const moved = [...applications.map(({ on }) => on), ...(bill.raises ?? []).map(({ on }) => on)]
  const changes = [...new Set(moved.map((day) => addDays(day, 1)))].filter((day) => day > start && day <= end).sort()
  const stretches = [start, ...changes].map((from, at) => {
    const next = changes[at]
    return {
      fen: baseOn(bill, applications, from),
      days: daysInclusive(from, next === undefined ? end : addDays(next, -1)),
    }
  })
  return joined(stretches).map(({ fen, days }) => `${yuanText(fen)} 元 × ${rateText(rule)} × ${days} 天`)
}

/** What bears a late fee when a day begins: lines that bear none are taken off in proportion. */
function baseOn(
  bill: BillToExplain,
  applications: readonly Pick<BillApplication, 'on' | 'principalFen'>[],
  day: CivilDate,
): number {
  const charged = bill.billedFen - bill.reversedFen
  const later = (bill.raises ?? []).filter(({ on }) => on >= day).reduce((sum, { amountFen }) => sum + amountFen, 0)
  const paid = applications.filter(({ on }) => on < day).reduce((sum, { principalFen }) => sum + principalFen, 0)
  const owed = charged - later - paid
  const free = bill.lines.reduce((sum, line) => sum + (line.withoutLateFee ? line.amountFen : 0), 0)
  if (free === 0 || charged <= 0) return owed
  return exact(owed)
    .times(charged - free)
    .div(charged)
    .round(0)
    .toNumber()
}

/** Stretches with the same amount become one; what was owed nothing needs no word. */
function joined(stretches: readonly { fen: number; days: number }[]): { fen: number; days: number }[] {
  const found: { fen: number; days: number }[] = []
  for (const stretch of stretches) {
    const before = found.at(-1)
    if (before?.fen === stretch.fen) before.days += stretch.days
    else found.push({ ...stretch })
  }
  return found.filter(({ fen, days }) => fen !== 0 && days > 0)
}

function rateText({ permillePerDay, bankRate }: LateFeeRule): string {
  if (bankRate === undefined) return `${permillePerDay} ‰`
  const times = bankRate.times === '1' ? '' : ` × ${bankRate.times}`
  return `${bankRate.annual}${times} ÷ ${bankRate.daysOfYear}`
}
