import type { FeeSheet, GasEstimateRequest } from '../../../contract/estimates'
import type { GasTier } from '../rulebook/prices'
import type { Rulebook } from '../rulebook/rulebook'
import { decimalsShown, type Exact, exact } from './exact'
import { citation, feeSheet, yuanToFen } from './feeLine'
import { type NoPrice, noPrice } from './refusal'

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九']

/**
 * A year's gas bill by tiers (domain.md LZ6), one line for each tier that is reached, in fen. A bound belongs to the
 * tier below it. Refuses where the rulebook has no gas prices (C10).
 */
export function estimateGas(
  rulebook: Rulebook,
  { home, cubicMetres }: Pick<GasEstimateRequest, 'home' | 'cubicMetres'>,
): FeeSheet | NoPrice {
  const rule = rulebook.gasTiers
  if (!rule) return noPrice(`${rulebook.name}没有公布阶梯气价`)
  const reached = volumes(rule.homes[home], exact(cubicMetres)).filter(
    ({ volume }, index) => volume.gt(0) || index === 0,
  )
  return feeSheet(
    reached.map(({ volume, price }, index) => {
      const amountFen = yuanToFen(volume.times(price))
      if (typeof amountFen !== 'number') return amountFen
      return {
        label: `第${ORDINALS[index] ?? index + 1}档`,
        formula: `${volume.toFixed()} m³ × ${decimalsShown(exact(price))} 元/m³`,
        ...citation(rulebook, rule),
        amountFen,
      }
    }),
  )
}

/** How much of the gas falls into each tier, m³. */
function volumes(tiers: readonly GasTier[], used: Exact): { volume: Exact; price: string }[] {
  return tiers.map(({ upTo, price }, index) => {
    const above = exact(tiers[index - 1]?.upTo ?? '0')
    const top = upTo === undefined || used.lt(upTo) ? used : exact(upTo)
    return { volume: top.gt(above) ? top.minus(above) : exact('0'), price }
  })
}
