import { USES } from '../../../contract/words'
import { dateFaults } from './dateFaults'
import { priceGaps } from './priceGaps'
import type { AreaPrice, AreaPriceLine, MeteredPrice } from './prices'
import { USE_LABELS } from './prices'
import type { Rulebook } from './rulebook'

/** A place in a rulebook where its parts do not fit together, and why. */
export interface Incoherence {
  path: (string | number)[]
  reason: string
}

/** Checks what no single field can show: references, overlaps, rules that need other rules. Gives every fault found. */
export function incoherences(rulebook: Rulebook): Incoherence[] {
  return [
    ...unknownSources(rulebook),
    ...seasonFaults(rulebook),
    ...priceFaults(rulebook),
    ...overlaps('areaPrices', rulebook.areaPrices),
    ...overlaps('meteredPrices', rulebook.meteredPrices),
    ...settlementFaults(rulebook),
    ...gasFaults(rulebook),
    ...dateFaults(rulebook),
    ...priceGaps(rulebook),
  ]
}

function unknownSources(rulebook: Rulebook): Incoherence[] {
  const found: Incoherence[] = []
  const visit = (value: unknown, path: (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      const here = [...path, Array.isArray(value) ? Number(key) : key]
      if (key === 'source' && typeof inner === 'string' && !Object.hasOwn(rulebook.sources, inner)) {
        found.push({ path: here, reason: `sources 中没有“${inner}”` })
      } else visit(inner, here)
    }
  }
  visit(rulebook, [])
  return found
}

function seasonFaults({ season }: Rulebook): Incoherence[] {
  if (season.start > season.end) return []
  return [{ path: ['season', 'end'], reason: '采暖季应跨年：结束的月日应早于开始的月日' }]
}

function priceFaults(rulebook: Rulebook): Incoherence[] {
  const area = rulebook.areaPrices.flatMap((price, index) => [
    ...whomFaults(rulebook, price, ['areaPrices', index]),
    ...price.lines.flatMap((line, at) => lineFaults(rulebook, line, ['areaPrices', index, 'lines', at])),
  ])
  const metered = rulebook.meteredPrices.flatMap((price, index) => {
    const path = ['meteredPrices', index]
    const found = [...whomFaults(rulebook, price, path)]
    if (price.base) found.push(...lineFaults(rulebook, price.base, [...path, 'base']))
    if ((price.base === undefined) !== (price.energy === undefined)) {
      found.push({ path, reason: '两部制热价应同时有 base 和 energy，或都没有' })
    }
    const unpriced = price.uses.filter((use) => !rulebook.areaPrices.some(({ uses }) => uses.includes(use)))
    return [
      ...found,
      ...unpriced.map((use) => ({ path: [...path, 'uses'], reason: `${USE_LABELS[use]}没有面积热价，无法预交` })),
    ]
  })
  return [...area, ...metered]
}

function lineFaults(rulebook: Rulebook, line: AreaPriceLine, path: Incoherence['path']): Incoherence[] {
  const found: Incoherence[] = []
  if (line.monthly && rulebook.season.months === undefined) found.push({ path, reason: '按月计价需要 season.months' })
  if (line.per !== 'building' && !rulebook.areas[line.per]) {
    found.push({ path, reason: `按 ${line.per} 计价需要 areas.${line.per}` })
  }
  return found
}

function whomFaults(rulebook: Rulebook, price: AreaPrice | MeteredPrice, path: Incoherence['path']): Incoherence[] {
  const strangers = (price.heatSources ?? []).filter((source) => !rulebook.heatSources.includes(source))
  const found = strangers.map((source) => ({ path, reason: `heatSources 中没有“${source}”` }))
  const { from, to } = price.seasons
  if (from !== undefined && to !== undefined && from > to) found.push({ path, reason: 'seasons.from 晚于 seasons.to' })
  return found
}

/** Two prices for the same household in the same season: the bill would depend on their order. */
function overlaps(list: 'areaPrices' | 'meteredPrices', prices: readonly (AreaPrice | MeteredPrice)[]): Incoherence[] {
  const found: Incoherence[] = []
  prices.forEach((one, index) => {
    const earlier = prices.slice(0, index).findIndex((other) => overlap(one, other))
    if (earlier >= 0)
      found.push({ path: [list, index], reason: `与 ${list} 第 ${earlier + 1} 条重叠：同一用户同一采暖季有两个价格` })
  })
  return found
}

function overlap(one: AreaPrice | MeteredPrice, other: AreaPrice | MeteredPrice): boolean {
  const sameUse = one.uses.some((use) => other.uses.includes(use))
  const { heatSources: sources } = one
  const sameSource = !sources || !other.heatSources || sources.some((source) => other.heatSources?.includes(source))
  const startsInTime = (a: AreaPrice | MeteredPrice, b: AreaPrice | MeteredPrice): boolean =>
    a.seasons.from === undefined || b.seasons.to === undefined || a.seasons.from <= b.seasons.to
  return sameUse && sameSource && startsInTime(one, other) && startsInTime(other, one)
}

/** Every use with a published two-part tariff is settled by exactly one direction. */
function settlementFaults(rulebook: Rulebook): Incoherence[] {
  const directions = rulebook.settlement?.directions ?? []
  const found: Incoherence[] = []
  for (const use of USES) {
    const metered = rulebook.meteredPrices.some((price) => price.energy !== undefined && price.uses.includes(use))
    const settled = directions.filter((direction) => direction.uses.includes(use)).length
    if (metered && settled === 0)
      found.push({ path: ['meteredPrices'], reason: `${USE_LABELS[use]}没有 settlement 规则` })
    if (settled > 1) found.push({ path: ['settlement'], reason: `${USE_LABELS[use]}有两条结算规则` })
  }
  directions.forEach((direction, index) => {
    if (direction.topUpCap !== undefined && direction.direction !== 'both') {
      found.push({ path: ['settlement', 'directions', index], reason: '只退不补时没有补费上限' })
    }
  })
  return found
}

function gasFaults({ gasTiers }: Rulebook): Incoherence[] {
  return Object.entries(gasTiers?.homes ?? {}).flatMap(([home, tiers]) => {
    const bounds = tiers.slice(0, -1).map(({ upTo }) => Number(upTo))
    const rising = bounds.every((bound, index) => bound > (bounds[index - 1] ?? 0))
    const open = tiers.at(-1)?.upTo === undefined
    return rising && open ? [] : [{ path: ['gasTiers', 'homes', home], reason: '各档上限应逐档升高，最后一档没有上限' }]
  })
}
