import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { isMap, isScalar, isSeq, parseDocument, Scalar } from 'yaml'
import { readRulebook } from '../../../server/adapters/rulebooks/loadRulebooks'

const TEMPLATE = readFileSync(join(__dirname, '../../../config/rulebook-template.yaml'), 'utf8')

/** What a spoilt text is told: each fault with its line; nothing when it loads. */
function told(text: string): { line: number; reason: string }[] {
  const read = readRulebook('template.yaml', text)
  return read.outcome === 'wrong' ? read.faults.map(({ line, reason }) => ({ line, reason })) : []
}

/** The template with one piece of its text changed; a piece that is not there is a mistake of the test. */
function spoilt(from: string, to: string): string {
  if (!TEMPLATE.includes(from)) throw new Error(`not in the template: ${from}`)
  return TEMPLATE.replace(from, to)
}

/** Nonsense as YAML has it: an empty text is written as one, since nothing at all is no item of a list. */
function asNode(nonsense: string): unknown {
  if (nonsense === '{ }') return {}
  if (nonsense === '[]') return []
  const scalar = new Scalar(nonsense)
  scalar.type = 'QUOTE_DOUBLE'
  return scalar
}

/** What is changed, into what, and what somebody who wrote it is told. */
const KINDS: [string, string, string][] = [
  // Shape.
  ['city: 某某市', 'town: 某某市', 'city: 缺少这个字段'],
  ['hotline:', 'hotlime:', 'hotlime: 没有这个字段'],
  ['name: 某某市热力公司（模板）', 'name:', 'name: 不能为空'],
  ['\nexample: invented', '\nexample: yes', 'example: 应为 invented、published 之一'],
  ['price: 5.3, monthly: true, height', 'price: 5,3, monthly: true, height', '没有这个字段'],
  ['price: 0.5,', 'price: 0.5元,', 'areaPrices.0.lines.1.price: 价格应为最多三位小数的数字'],
  ['price: 0.5,', 'price: 0,', 'areaPrices.0.lines.1.price: 价格应大于 0'],
  ['price: 0.5,', 'price: -0.5,', 'areaPrices.0.lines.1.price: 价格应为最多三位小数的数字'],
  ['price: 0.5,', 'price: 0.5125,', 'areaPrices.0.lines.1.price: 价格应为最多三位小数的数字'],
  ['price: 0.5,', 'price: ０.５,', 'areaPrices.0.lines.1.price: 价格应为最多三位小数的数字'],
  ['share: 85%', 'share: 0.85', 'areaPrices.1.lines.0.share: 应写作百分数，例如 50%'],
  ['share: 85%', 'share: 185%', 'areaPrices.1.lines.0.share: 应大于 0%、不超过 100%'],
  ['monthly: true, lateFee: false', 'monthly: 是, lateFee: false', 'areaPrices.0.lines.1.monthly: 应为 true 或 false'],
  ['months: 4', 'months: 四', 'season.months: 应为整数'],
  ['start: 11-15', 'start: 11月15日', 'season.start: 应为每年都有的日子，写作 MM-DD'],
  ['start: 11-15', 'start: 02-29', 'season.start: 应为每年都有的日子，写作 MM-DD'],
  ['end: 03-15', 'end: 12-15', 'season.end: 采暖季应跨年'],
  ['on: 2027-01-01, price', 'on: 2027-02-30, price', 'areaPrices.4.lines.0.changes.0.on: 应为日期'],
  ['from: 2024-2025 }', 'from: 2024 }', 'areaPrices.4.seasons.from: 采暖季应写作'],
  ['from: 2024-2025 }', 'from: 2024-2026 }', 'areaPrices.4.seasons.from: 采暖季的两个年份应相连'],
  ['pattern: ^\\d{10}$', 'pattern: \\d{10}', 'userCode.pattern: 应为以 ^ 开头、以 $ 结尾的正则表达式'],
  ['rule: TP1, source: price-notice }\n# 缴费', 'source: price-notice }\n# 缴费', 'season.rule: 缺少这个字段'],
  ['heatSources: [district]', 'heatSources: [steam]', 'heatSources.0: 应为 district、'],
  ['heatSources: [district]', 'heatSources: district', 'heatSources: 应为一个列表'],
  ['heatSources: [district]', 'heatSources: []', 'heatSources: 至少要写 1 项'],
  ['school: { label', 'School: { label', '名字应为小写字母、数字和连字符'],
  ['taxedAs: non-residential }\n  garage', 'taxedAs: school }\n  garage', 'uses.school.taxedAs: 应为 residential、'],
  // Names that nobody defined.
  ['- uses: [school]', '- uses: [university]', 'areaPrices.3.uses.0: uses 中没有“university”'],
  [
    'per: inner, price: 5.3, monthly: true, height',
    'per: indoor, price: 5.3, monthly: true, height',
    '按 indoor 计价需要 areas.indoor',
  ],
  ['height: by-ratio', 'height: by-eye', 'areaPrices.0.lines.0.height: heights 中没有“by-eye”'],
  ['categories: [high-rise]\n', 'categories: [tower]\n', 'areaPrices.1.categories.0: categories 中没有“tower”'],
  ['parts: [balcony, loft]', 'parts: [balcony, cellar]', 'areas.inner.parts.1: parts 中没有“cellar”'],
  ['restPaidBy: city', 'restPaidBy: state', 'reliefs.1.restPaidBy: payers 中没有“state”'],
  ['factors: [position]', 'factors: [floor]', 'meteredPrices.0.energy.factors.0: factors 中没有“floor”'],
  [
    'rule: TP8, source: price-notice }\n  reconnection',
    'rule: TP8, source: price }\n  reconnection',
    'suspension.fee.source: sources 中没有“price”',
  ],
  ['exchanger: { label', 'inner: { label', 'devices.inner: “inner”已是面积或户数的名字'],
  ['garage: { label: 车库,', 'garage: { label: 学校,', '“学校”已是学校、幼儿园的名称'],
  // Parts that do not fit together.
  ['monthly: true, lateFee: false', 'monthly: true, daily: true, lateFee: false', 'monthly 和 daily 只能写一个'],
  [' months: 4,', '', '按月计价需要 season.months'],
  [
    '{ label: 学校热费, per: building, price: 0.2, daily: true }',
    '{ label: 学校热费, per: building, daily: true }',
    '应写 price 或 tiers 之一',
  ],
  [
    'tiers: [{ upTo: 144, price: 30 }, { price: 35 }]',
    'tiers: [{ price: 30 }, { upTo: 144, price: 35 }]',
    '各档上限应逐档升高',
  ],
  ['provisional: true, final: 16', 'final: 16', 'final 是暂定价的最终价'],
  ['label: 套内面积, ', '', 'areas.inner: 缺少 label'],
  ['ofBuilding: 90%,', 'ofBuilding: 90%, divisor: 1.1,', 'areas.inner: divisor 和 ofBuilding 只能写一个'],
  ['perMetreOver: 0.333, ', '', '按层高折合应同时写'],
  [
    '{ from: 2.2, share: 100% }, { from: 1.5',
    '{ from: 1.2, share: 100% }, { from: 1.5',
    'parts.loft.byHeight: 各档下限应逐档降低',
  ],
  ['share: 50%, rule: TP2', 'rule: TP2', 'parts.balcony: 应写 share 或 byHeight 之一'],
  ['counts: full, ', '', 'heights.by-steps: by: steps 需要 counts'],
  ['by: ratio, over: 3,', 'by: ratio, over: 3, atMost: 50%,', 'heights.by-ratio.atMost: by: ratio 不用 atMost'],
  ['{ over: 3.6, factor: 1.5 }', '{ over: 5.6, factor: 1.5 }', 'heights.by-bands.bands: 各段的 over 应逐段升高'],
  [
    '- uses: [low-income]\n    rule: TP4',
    '- uses: [low-income, school]\n    rule: TP4',
    '重叠：同一用户同一采暖季有两个价格',
  ],
  ['    energy: { label: 计量热费, per: kWh, price: 0.16, factors: [position] }\n', '', '应同时有 base 和 energy'],
  ['{ uses: [residential], direction: both', '{ uses: [school], direction: both', '居民住宅没有 settlement 规则'],
  ['share: 15%, upTo: 60', 'upTo: 60', 'reliefs.0: 应写 share 或 price 之一'],
  ['for: { categories: [veteran] }', 'for: {}', 'reliefs.1.for: for 应写明至少一个条件'],
  ['by: 08-31, off: 2%', 'by: 10-31, off: 2%', '早缴优惠应由早到晚写'],
  ['off: 1%, ', '', 'discounts.1: 应写 off 或 price 之一'],
  ['balanceBy: 12-31,', '', 'instalments: 应写 balanceMonthsAfterStart 或 balanceBy 之一'],
  [
    'permillePerDay: 2, atMost',
    'permillePerDay: 2, once: 5%, atMost',
    'lateFee: 应写 permillePerDay、bankRate、once 之一',
  ],
  [
    'area: 30%, metered: base-fee',
    'area: 三成, metered: base-fee',
    'suspension.fee.area: 应为 none、base-fee 或百分数',
  ],
  [
    'table: [{ from: 16, share: 20% }',
    'table: [{ from: 19, share: 20% }',
    'coldRefund.table: 第一档的下限应低于 belowCelsius',
  ],
  // Worked examples that come out otherwise, and broken YAML.
  ['expect: { prepay: 2400.00 }', 'expect: { prepay: 2401.00 }', '应为 2401.00，算得 2400.00'],
  ['expect: { prepay: 980.00 }', 'expect: { refused: true }', '应为 true，算得'],
  ['expect: { prepay: 54.00 }', 'expect: {}', '应写明结果'],
  ['city: 某某市', 'city: 某某市\ncity: 某市', '同一个键写了两次'],
  ['heatSources: [district]', 'heatSources: [district', '不是正确的 YAML'],
]

describe('a spoilt rulebook is told in Chinese what is wrong with it, and where', () => {
  test('the template itself loads, with its worked examples', () => {
    expect(told(TEMPLATE)).toEqual([])
    expect(KINDS.length).toBeGreaterThanOrEqual(60)
  })

  test.each(KINDS)('“%s” → “%s”', (from, to, reason) => {
    const text = spoilt(from, to)
    const faults = told(text)
    const found = faults.find((fault) => fault.reason.includes(reason))
    expect(found ?? faults).toMatchObject({ reason: expect.stringContaining(reason) })
    expect(found?.line).toBeGreaterThan(0)
    expect(found?.line).toBeLessThanOrEqual(text.split('\n').length)
    for (const fault of faults) expect(fault.reason).not.toMatch(/[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}/)
  })

  /** Ways from the top to each value and each group of the template. */
  const paths: { scalars: (string | number)[][]; required: (string | number)[][] } = { scalars: [], required: [] }
  const visit = (node: unknown, path: (string | number)[]): void => {
    if (isMap(node))
      for (const { key, value } of node.items) if (isScalar(key)) visit(value, [...path, String(key.value)])
    if (isSeq(node)) for (const [index, value] of node.items.entries()) visit(value, [...path, index])
    if (isScalar(node)) paths.scalars.push(path)
  }
  visit(parseDocument(TEMPLATE, { schema: 'failsafe' }).contents, [])

  const STRUCTURAL =
    /\.(label|text|help|shape|title|what|within|where|papers|name|unit|also|of|outlets|otherwise|statement|address|phone|bank|drawer|notice|category|goods)\b|^(name|shortName|city|hotline|sources)\b|categories\.|factors\.|payers\./

  test('whatever value is replaced by nonsense does not load, and is told in Chinese', () => {
    const values = paths.scalars.filter(
      (path) => !STRUCTURAL.test(`.${path.join('.')}`) && !STRUCTURAL.test(path.join('.')),
    )
    expect(values.length).toBeGreaterThan(250)
    fc.assert(
      fc.property(
        fc.constantFrom(...values),
        fc.constantFrom('', '？？', '{ }', '[]', '1e9', '-1', '百分之五'),
        (path, nonsense) => {
          const document = parseDocument(TEMPLATE, { schema: 'failsafe' })
          document.setIn(path, asNode(nonsense))
          const faults = told(document.toString({ lineWidth: 0 }))
          expect(faults).not.toEqual([])
          expect(faults.some(({ reason }) => /[\u4e00-\u9fff]/.test(reason))).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('whatever field is misspelt: it does not load, and the fault names it', () => {
    const named = paths.scalars.filter(
      (path) =>
        typeof path.at(-1) === 'string' &&
        !/^(sources|categories|factors|payers)|ask\.(areas|factors|devices)\./.test(path.join('.')),
    )
    fc.assert(
      fc.property(fc.constantFrom(...named), (path) => {
        const document = parseDocument(TEMPLATE, { schema: 'failsafe' })
        const value = document.getIn(path)
        document.deleteIn(path)
        const misspelt = [...path.slice(0, -1), `${String(path.at(-1))}x`]
        document.setIn(misspelt, value)
        const reasons = told(document.toString({ lineWidth: 0 })).map(({ reason }) => reason)
        expect(reasons.join('\n')).toContain(String(misspelt.at(-1)))
      }),
      { numRuns: 100 },
    )
  })
})
