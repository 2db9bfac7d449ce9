import type { HeightRule } from '../rulebook/prices'
import { type NoPrice, noPrice } from './area'
import { type Exact, exact, percent } from './exact'

/** What a storey height multiplies a line by, as a fraction (no rounding in between, C1), and how the bill shows it. */
export interface HeightFactor {
  numerator: Exact
  denominator: Exact
  /** Undefined where the storey is ordinary. */
  formula?: string
}

const ORDINARY: HeightFactor = { numerator: exact('1'), denominator: exact('1') }

/**
 * The factor of a storey height in metres: in proportion to the ordinary height, so much for each step above it, or by bands.
 * Refuses where the height is not on file, unless the rule takes it as ordinary then (C10).
 */
export function heightFactor(rule: HeightRule, storeyHeight: string | undefined): HeightFactor | NoPrice {
  if (storeyHeight === undefined || exact(storeyHeight).lte(0)) {
    return rule.unknown === 'ordinary' ? ORDINARY : noPrice('缺少层高，无法计算热费')
  }
  const height = exact(storeyHeight)
  if (rule.by === 'bands') return byBands(rule, height)
  const over = height.minus(rule.over ?? '0')
  if (over.lte(0)) return ORDINARY
  if (rule.by === 'ratio') {
    const ordinary = exact(rule.over ?? '1')
    return { numerator: height, denominator: ordinary, formula: `层高 ${height.toFixed()} ÷ ${ordinary.toFixed()}` }
  }
  return bySteps(rule, over)
}

function byBands({ bands = [] }: HeightRule, height: Exact): HeightFactor {
  const band = bands.filter(({ over }) => height.gt(over)).at(-1)
  return band ? { ...ORDINARY, numerator: exact(band.factor), formula: `层高系数 ${band.factor}` } : ORDINARY
}

function bySteps({ step = '1', each = '0%', counts, atMost }: HeightRule, over: Exact): HeightFactor {
  const steps = stepsIn(over, exact(step), counts)
  if (steps === 0) return ORDINARY
  const added = percent(each).times(steps)
  const most = atMost === undefined ? undefined : percent(atMost)
  const capped = most?.lt(added) ? most : undefined
  const formula = capped ? `(1 + ${atMost})` : `(1 + ${steps} × ${each})`
  return { ...ORDINARY, numerator: exact('1').plus(capped ?? added), formula: `层高 ${formula}` }
}

/** How many steps a height over the ordinary makes, whole numbers of both so that no digit is lost. */
function stepsIn(over: Exact, step: Exact, counts: HeightRule['counts']): number {
  const scale = exact('1000000')
  const [whole, size] = [BigInt(over.times(scale).toFixed(0)), BigInt(step.times(scale).toFixed(0))]
  const full = whole / size
  const rest = whole % size
  const oneMore = counts === 'started' ? rest > 0n : counts === 'nearest' ? rest * 2n >= size : false
  return Number(oneMore ? full + 1n : full)
}
