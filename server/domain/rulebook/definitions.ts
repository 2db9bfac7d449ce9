import type { Incoherence } from './incoherence'
import { isCommonUse, labelOfUse } from './labels'
import type { AreaPriceLine, HeightRule } from './prices'
import type { Rulebook } from './rulebook'

type Path = Incoherence['path']

const COMMON_AREAS = ['building', 'usable', 'converted']

/** What the file defines itself (uses, areas, parts, heights …), and whether everything that is named is defined. */
export function definitionFaults(rulebook: Rulebook): Incoherence[] {
  return [
    ...unknownNames(rulebook),
    ...doubleNames(rulebook),
    ...areaFaults(rulebook),
    ...partFaults(rulebook),
    ...Object.entries(rulebook.heights).flatMap(([name, rule]) => heightFaults(rule, ['heights', name])),
  ]
}

/** A price line counts something that is defined, by months or by days but not both, at one price or by tiers. */
export function lineFaults(rulebook: Rulebook, line: AreaPriceLine, path: Path): Incoherence[] {
  const found: Incoherence[] = []
  const fault = (reason: string): void => {
    found.push({ path, reason })
  }
  const { per, price, tiers, monthly, daily, height, changes, provisional, final } = line
  if (monthly && rulebook.season.months === undefined) fault('按月计价需要 season.months')
  if (monthly && daily) fault('monthly 和 daily 只能写一个')
  const counted = per === 'building' || per === 'household' || rulebook.areas[per] || rulebook.devices[per]
  if (!counted) fault(`按 ${per} 计价需要 areas.${per}`)
  if ((price === undefined) === (tiers === undefined)) fault('应写 price 或 tiers 之一')
  if (tiers && !isRising(tiers))
    found.push({ path: [...path, 'tiers'], reason: '各档上限应逐档升高，最后一档没有上限' })
  if (height !== undefined && !rulebook.heights[height]) {
    found.push({ path: [...path, 'height'], reason: `heights 中没有“${height}”` })
  }
  if (changes && tiers) fault('分档的价格不能写 changes')
  if (changes && daily) fault('按天计价不能写 changes')
  const days = changes?.map(({ on }) => on) ?? []
  if (days.some((day, index) => index > 0 && day <= (days[index - 1] ?? ''))) {
    found.push({ path: [...path, 'changes'], reason: '调价日期应由早到晚' })
  }
  const isFinal = final !== undefined || tiers?.some((tier) => tier.final !== undefined)
  if (isFinal && !provisional) fault('final 是暂定价的最终价，应同时写 provisional: true')
  if (final !== undefined && tiers) fault('分档的价格应在每一档里写 final')
  return found
}

function isRising(tiers: readonly { upTo?: string }[]): boolean {
  const bounds = tiers.slice(0, -1).map(({ upTo }) => Number(upTo))
  return bounds.every((bound, index) => bound > (bounds[index - 1] ?? 0)) && tiers.at(-1)?.upTo === undefined
}

/** Under which key of the file a name has to be defined that stands under such a key. */
const DEFINED_IN = {
  uses: 'uses',
  categories: 'categories',
  parts: 'parts',
  restPaidBy: 'payers',
} as const

function unknownNames(rulebook: Rulebook): Incoherence[] {
  const found: Incoherence[] = []
  const known = (kind: keyof typeof DEFINED_IN, name: string): boolean =>
    kind === 'uses'
      ? isCommonUse(name) || Object.hasOwn(rulebook.uses, name)
      : Object.hasOwn(rulebook[DEFINED_IN[kind]], name)
  const look = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key]
      if (!isKind(key)) look(inner, here)
      else {
        for (const [at, name] of namesIn(inner)) {
          if (!known(key, name)) found.push({ path: [...here, ...at], reason: `${DEFINED_IN[key]} 中没有“${name}”` })
        }
        if (!Array.isArray(inner)) look(inner, here)
      }
    }
  }
  // Examples may ask about what nobody defined: the answer is a refusal.
  const { examples: _examples, gasExamples: _gas, ...rules } = rulebook
  look(rules, [])
  rulebook.meteredPrices.forEach(({ energy }, index) => {
    energy?.factors.forEach((name, at) => {
      if (!Object.hasOwn(rulebook.factors, name)) {
        const path = ['meteredPrices', index, 'energy', 'factors', at]
        found.push({ path, reason: `factors 中没有“${name}”` })
      }
    })
  })
  return found
}

function isKind(key: string): key is keyof typeof DEFINED_IN {
  return Object.hasOwn(DEFINED_IN, key)
}

/** The names in a value, each with where it stands in it. */
function namesIn(value: unknown): [Path, string][] {
  if (typeof value === 'string') return [[[], value]]
  if (!Array.isArray(value)) return []
  return value.flatMap((one, index): [Path, string][] => (typeof one === 'string' ? [[[index], one]] : []))
}

/** A name that a line may count stands for one thing. */
function doubleNames(rulebook: Rulebook): Incoherence[] {
  const devices = Object.keys(rulebook.devices)
    .filter((name) => name === 'household' || COMMON_AREAS.includes(name) || Object.hasOwn(rulebook.areas, name))
    .map((name) => ({ path: ['devices', name], reason: `“${name}”已是面积或户数的名字，请换一个` }))
  const areas = Object.keys(rulebook.areas)
    .filter((name) => name === 'household')
    .map((name) => ({ path: ['areas', name], reason: 'household 是按户计价的名字，请换一个' }))
  const labels = new Map<string, string>()
  const uses = Object.entries(rulebook.uses).flatMap(([use, { label, also }]) =>
    [label, ...also].flatMap((text) => {
      const other = labels.get(text)
      labels.set(text, use)
      return other === undefined || other === use
        ? []
        : [{ path: ['uses', use], reason: `“${text}”已是${labelOfUse(rulebook, other)}的名称` }]
    }),
  )
  return [...devices, ...areas, ...uses]
}

function areaFaults({ areas }: Rulebook): Incoherence[] {
  return Object.entries(areas).flatMap(([name, kind]) => {
    const found: Incoherence[] = []
    const fault = (reason: string): void => {
      found.push({ path: ['areas', name], reason })
    }
    const { label, divisor, ofBuilding, ordinaryHeight, perMetreOver, factors } = kind
    if (label === undefined && !COMMON_AREAS.includes(name)) fault('缺少 label：这种面积的中文名称')
    if (divisor !== undefined && ofBuilding !== undefined) fault('divisor 和 ofBuilding 只能写一个')
    const converted = [ordinaryHeight, perMetreOver, factors].filter((part) => part !== undefined).length
    if (converted !== 0 && converted !== 3) fault('按层高折合应同时写 ordinaryHeight、perMetreOver 和 factors')
    if (converted > 0 && (divisor ?? ofBuilding) !== undefined) fault('按层高折合不能再写 divisor 或 ofBuilding')
    if (name === 'building' && (converted > 0 || (divisor ?? ofBuilding) !== undefined)) {
      fault('建筑面积以登记为准，只能加 parts')
    }
    return found
  })
}

function partFaults({ parts }: Rulebook): Incoherence[] {
  return Object.entries(parts).flatMap(([name, { share, byHeight }]) => {
    const path = ['parts', name]
    if ((share === undefined) === (byHeight === undefined)) return [{ path, reason: '应写 share 或 byHeight 之一' }]
    return byHeight === undefined || isFalling(byHeight)
      ? []
      : [{ path: [...path, 'byHeight'], reason: '各档下限应逐档降低，最后一档没有下限' }]
  })
}

/** Bounds from above: each lower than the one before, the last open. */
export function isFalling(rows: readonly { from?: string }[]): boolean {
  const bounds = rows.slice(0, -1).map(({ from }) => Number(from))
  const falling = bounds.every((bound, index) => index === 0 || bound < (bounds[index - 1] ?? 0))
  return falling && bounds.every((bound) => !Number.isNaN(bound)) && rows.at(-1)?.from === undefined
}

/** What each way to count a height needs, and what it has no use for. */
const HEIGHT_PARTS = {
  ratio: { needs: ['over'], mayHave: [] },
  steps: { needs: ['over', 'step', 'each', 'counts'], mayHave: ['atMost'] },
  bands: { needs: ['bands'], mayHave: [] },
} as const

function heightFaults(rule: HeightRule, path: Path): Incoherence[] {
  const { needs, mayHave } = HEIGHT_PARTS[rule.by]
  const own: readonly string[] = [...needs, ...mayHave]
  const parts = ['over', 'step', 'each', 'counts', 'atMost', 'bands'] as const
  const found: Incoherence[] = []
  for (const part of parts) {
    const isThere = rule[part] !== undefined
    if (!isThere && (needs as readonly string[]).includes(part))
      found.push({ path, reason: `by: ${rule.by} 需要 ${part}` })
    if (isThere && !own.includes(part)) found.push({ path: [...path, part], reason: `by: ${rule.by} 不用 ${part}` })
  }
  const bounds = rule.bands?.map(({ over }) => Number(over)) ?? []
  if (bounds.some((bound, index) => index > 0 && bound <= (bounds[index - 1] ?? 0))) {
    found.push({ path: [...path, 'bands'], reason: '各段的 over 应逐段升高' })
  }
  return found
}
