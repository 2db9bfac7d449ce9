import { discountUntil } from '../billing/discountDay'
import { isFalling } from './definitions'
import type { Incoherence } from './incoherence'
import type { Rulebook } from './rulebook'

/** Whether rules say one thing, and all that they need. */
export function ruleFaults(rulebook: Rulebook): Incoherence[] {
  return [
    ...lateFeeFaults(rulebook),
    ...instalmentFaults(rulebook),
    ...reliefFaults(rulebook),
    ...discountFaults(rulebook),
    ...coldFaults(rulebook),
    ...suspensionFaults(rulebook),
    ...gasReportFaults(rulebook),
  ]
}

function lateFeeFaults({ lateFee }: Rulebook): Incoherence[] {
  if (!lateFee) return []
  const { permillePerDay, bankRate, once, until } = lateFee
  const path = ['lateFee']
  const ways = [permillePerDay, bankRate, once].filter((way) => way !== undefined).length
  const found: Incoherence[] = []
  if (ways !== 1) found.push({ path, reason: '应写 permillePerDay、bankRate、once 之一' })
  if (once !== undefined && until !== undefined) found.push({ path, reason: 'once 只收一次，不用 until' })
  return found
}

function instalmentFaults({ instalments }: Rulebook): Incoherence[] {
  if (!instalments) return []
  const { balanceMonthsAfterStart: months, balanceBy } = instalments
  if ((months === undefined) !== (balanceBy === undefined)) return []
  return [{ path: ['instalments'], reason: '应写 balanceMonthsAfterStart 或 balanceBy 之一' }]
}

function reliefFaults({ reliefs }: Rulebook): Incoherence[] {
  return reliefs.flatMap(({ share, price }, index) =>
    (share === undefined) === (price === undefined)
      ? [{ path: ['reliefs', index], reason: '应写 share 或 price 之一' }]
      : [],
  )
}

/** Discounts of one way to pay shrink with time: a later day with more off could never be wanted to be missed. */
function discountFaults(rulebook: Rulebook): Incoherence[] {
  return rulebook.discounts.flatMap((discount, index) => {
    const path = ['discounts', index]
    const found: Incoherence[] = []
    if ((discount.off === undefined) === (discount.price === undefined)) {
      found.push({ path, reason: '应写 off 或 price 之一' })
    }
    const SEASON = '2026-2027'
    const until = discountUntil(rulebook, discount, SEASON)
    const better = rulebook.discounts.slice(0, index).some((earlier) => {
      const comparable = earlier.through === discount.through && earlier.for === undefined && discount.for === undefined
      const [one, other] = [parseFloat(earlier.off ?? ''), parseFloat(discount.off ?? '')]
      return comparable && (discountUntil(rulebook, earlier, SEASON) >= until || one <= other)
    })
    if (better) found.push({ path, reason: '早缴优惠应由早到晚写，越晚优惠越少' })
    return found
  })
}

function coldFaults({ coldRefund }: Rulebook): Incoherence[] {
  if (!coldRefund) return []
  const { table, belowCelsius } = coldRefund
  const path = ['coldRefund', 'table']
  if (!isFalling(table)) return [{ path, reason: '各档下限应逐档降低，最后一档没有下限' }]
  const first = table[0]?.from
  return first !== undefined && Number(first) >= Number(belowCelsius)
    ? [{ path, reason: '第一档的下限应低于 belowCelsius' }]
    : []
}

function suspensionFaults({ suspension, meteredPrices }: Rulebook): Incoherence[] {
  if (suspension?.fee.metered !== 'base-fee' || meteredPrices.some(({ base }) => base !== undefined)) return []
  return [{ path: ['suspension', 'fee', 'metered'], reason: 'base-fee 需要有 base 的 meteredPrices' }]
}

/** Who reports a gas meter heats himself and is the gas company's customer: the company has no price for him (BJ8). */
function gasReportFaults({ gasReports, heatSources }: Rulebook): Incoherence[] {
  return (gasReports?.heatSources ?? []).flatMap((source, index) =>
    heatSources.includes(source)
      ? [{ path: ['gasReports', 'heatSources', index], reason: '自采暖用户由燃气公司服务，不应是本公司的热源' }]
      : [],
  )
}
