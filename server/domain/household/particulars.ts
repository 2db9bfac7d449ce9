import { areaText, civilDate, type Particulars } from '../../../contract/estimates'
import { areaLabel } from '../rulebook/labels'
import type { Rulebook } from '../rulebook/rulebook'

type Words = Pick<Rulebook, 'areas' | 'categories' | 'devices' | 'factors' | 'parts'>

export type ReadParticulars =
  | { outcome: 'read'; particulars: Particulars | null }
  /** Chinese, for staff; names what may be written and never what the cell holds. */
  | { outcome: 'wrong'; reason: string }

const NUMBER = /^\d{1,12}(\.\d{1,6})?$/

/** Words that every company has: who manages the estate, and how the home is fitted. */
const FLAGS: Readonly<Record<string, Pick<Particulars, 'managedBy' | 'separatelyFitted'>>> = {
  直管: { managedBy: 'company' },
  代管: { managedBy: 'estate' },
  分户: { separatelyFitted: true },
  非分户: { separatelyFitted: false },
}

const FIRST_HEAT = '首次用热'

/** The name in a file's definitions that reads so, by itself or by its label. */
function named(word: string, labels: Readonly<Record<string, string>>): string | undefined {
  return Object.keys(labels).find((name) => name === word || labels[name] === word)
}

const labelsOf = (defined: Readonly<Record<string, { label?: string }>>): Record<string, string> =>
  Object.fromEntries(Object.entries(defined).map(([name, { label }]) => [name, label ?? name]))

/**
 * Reads what a company registers besides the ordinary columns, in its own words: `套内面积 90；封闭阳台 10；阁楼 12 高 1.8；
 * 高层住宅；位置修正系数 0.85；换热器 2；直管；分户；首次用热 2026-12-01`. Areas in m², heights in m. An empty cell is nothing.
 */
export function readParticulars(rulebook: Words, cell: string): ReadParticulars {
  const said = cell
    .normalize('NFKC')
    .split(/[;\n]/)
    .map((one) => one.trim())
    .filter(Boolean)
  const found: Particulars = {}
  for (const one of said) {
    if (!take(rulebook, found, one.split(/\s+/))) return { outcome: 'wrong', reason: mayBe(rulebook) }
  }
  return { outcome: 'read', particulars: said.length === 0 ? null : found }
}

/** What is registered, as a file's cell says it. */
export function particularsText(rulebook: Words, particulars: Particulars): string {
  const {
    areas = {},
    parts = [],
    categories = [],
    factors = {},
    devices = {},
    managedBy,
    separatelyFitted,
  } = particulars
  const flags = Object.entries(FLAGS).filter(
    ([, flag]) =>
      (flag.managedBy !== undefined && flag.managedBy === managedBy) ||
      (flag.separatelyFitted !== undefined && flag.separatelyFitted === separatelyFitted),
  )
  return [
    ...Object.entries(areas).map(([kind, area]) => `${areaLabel(rulebook, kind)} ${area}`),
    ...parts.map(({ part, area, height }) => {
      const label = rulebook.parts[part]?.label ?? part
      return `${label} ${area}${height === undefined ? '' : ` 高 ${height}`}`
    }),
    ...categories.map((one) => rulebook.categories[one] ?? one),
    ...Object.entries(factors).map(([name, value]) => `${rulebook.factors[name] ?? name} ${value}`),
    ...Object.entries(devices).map(([name, count]) => `${rulebook.devices[name]?.label ?? name} ${count}`),
    ...flags.map(([word]) => word),
    ...(particulars.firstHeatedOn === undefined ? [] : [`${FIRST_HEAT} ${particulars.firstHeatedOn}`]),
  ].join('；')
}

/** Adds one entry to what was found; false where no word of the company fits it. */
function take(rulebook: Words, found: Particulars, [word = '', value, tall, height]: string[]): boolean {
  const flag = FLAGS[word]
  if (flag && value === undefined) return Boolean(Object.assign(found, flag))
  const category = named(word, rulebook.categories)
  if (category !== undefined && value === undefined) {
    found.categories = [...(found.categories ?? []), category]
    return true
  }
  if (value === undefined) return false
  if (word === FIRST_HEAT)
    return civilDate.safeParse(value).success && Boolean(Object.assign(found, { firstHeatedOn: value }))
  const part = named(word, labelsOf(rulebook.parts))
  if (part !== undefined && areaText.safeParse(value).success) {
    if (tall !== undefined && !(tall === '高' && NUMBER.test(height ?? ''))) return false
    found.parts = [...(found.parts ?? []), { part, area: value, ...(height === undefined ? {} : { height }) }]
    return true
  }
  if (tall !== undefined) return false
  const areas = Object.fromEntries(Object.keys(rulebook.areas).map((kind) => [kind, areaLabel(rulebook, kind)]))
  const area = named(word, areas)
  if (area !== undefined) return areaText.safeParse(value).success && put(found, 'areas', area, value)
  const factor = named(word, rulebook.factors)
  if (factor !== undefined) return NUMBER.test(value) && put(found, 'factors', factor, value)
  const device = named(word, labelsOf(rulebook.devices))
  return device !== undefined && /^\d{1,4}$/.test(value) && put(found, 'devices', device, Number(value))
}

function put(found: Particulars, under: 'areas' | 'devices' | 'factors', name: string, value: string | number): true {
  Object.assign(found, { [under]: { ...found[under], [name]: value } })
  return true
}

/** What may be written, with the company's own words. */
function mayBe(rulebook: Words): string {
  const words = [
    ...Object.keys(rulebook.areas).map((kind) => `${areaLabel(rulebook, kind)} 90`),
    ...Object.values(rulebook.parts).map(({ label }) => `${label} 10`),
    ...Object.values(rulebook.categories),
    ...Object.values(rulebook.factors).map((label) => `${label} 0.85`),
    ...Object.values(rulebook.devices).map(({ label }) => `${label} 2`),
    ...Object.keys(FLAGS),
    `${FIRST_HEAT} 2026-12-01`,
  ]
  return `应写作“名称 数值”，用分号隔开，可写 ${words.join('、')}`
}
