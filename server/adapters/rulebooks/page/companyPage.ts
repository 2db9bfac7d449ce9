import type { FeeSheet } from '../../../../contract/estimates'
import { formatYuan, parseYuan } from '../../../../contract/money'
import { estimate } from '../../../domain/billing/estimate'
import { seasonDates } from '../../../domain/calendar/season'
import type { SeasonExample } from '../../../domain/rulebook/company'
import { areaLabel, HEAT_SOURCE_LABELS, labelOfUse } from '../../../domain/rulebook/labels'
import type { AreaKind, AreaPrice, AreaPriceLine, MeteredPrice, SeasonRange } from '../../../domain/rulebook/prices'
import type { Rulebook } from '../../../domain/rulebook/rulebook'
import { isRefused } from '../../../domain/tariff/area'
import { pricedLines, sheetOf } from '../../../domain/tariff/areaFee'
import { decimalsShown, exact } from '../../../domain/tariff/exact'
import { estimateGas } from '../../../domain/tariff/feeLine'
import { afterSeasonSection, bullets, ruleSection, section, serviceSection, table } from './rules'

/** The rulebook's worked examples, each calculated line by line with its rule, as a resident's bill prints it. */
export function workedExamples(rulebook: Rulebook): string {
  return section(
    '算例',
    rulebook.examples.map((example) => [`### ${example.name}`, ...reckoned(rulebook, example)].join('\n\n')),
  )
}

function reckoned(rulebook: Rulebook, { ask }: SeasonExample): string[] {
  const payments = ask.payments.map(({ on, amount }) => ({ on, amountFen: parseYuan(amount) ?? 0 }))
  const answer = estimate(rulebook, { ...ask, company: rulebook.id, payments })
  if (isRefused(answer)) return [`拒绝：${answer.reason}。`]
  const { prepay, metered, settlement, instalments, owed } = answer
  const lines = [...printed('预交', prepay)]
  if (metered) lines.push(...printed('计量', metered))
  if (settlement) {
    const { adjustmentFen } = settlement
    const way = adjustmentFen < 0 ? '退费' : '补费'
    lines.push(adjustmentFen === 0 ? '- 结算：不退不补' : `- 结算：${way} ${formatYuan(Math.abs(adjustmentFen))}`)
  }
  if (instalments.allowed) {
    lines.push(`- 分次：首次至少 ${formatYuan(instalments.minimumFirstFen)}，余额 ${instalments.balanceDueOn} 前缴清`)
  }
  if (owed) {
    const paid = payments.map(({ on, amountFen }) => `${on} 已缴 ${formatYuan(amountFen)}，`).join('')
    lines.push(`- ${paid}${owed.asOf} 欠热费 ${formatYuan(owed.principalFen)}、违约金 ${formatYuan(owed.lateFeeFen)}`)
  }
  return [lines.join('\n')]
}

function printed(title: string, sheet: FeeSheet): string[] {
  return [
    ...sheet.lines.map(
      ({ label, formula, rule, amountFen }) => `- ${label}：${formula} = ${formatYuan(amountFen)}（${rule}）`,
    ),
    `- **${title}合计 ${formatYuan(sheet.totalFen)}**`,
  ]
}

function whom(rulebook: Rulebook, { uses, heatSources, categories }: AreaPrice | MeteredPrice): string[] {
  const sorts = categories?.map((one) => rulebook.categories[one] ?? one).join('、')
  return [
    `${uses.map((use) => labelOfUse(rulebook, use)).join('；')}${sorts === undefined ? '' : `（${sorts}）`}`,
    heatSources ? heatSources.map((source) => HEAT_SOURCE_LABELS[source]).join('；') : '各热源',
  ]
}

function versions({ from, to }: SeasonRange): string {
  if (from === undefined && to === undefined) return '各采暖季'
  return `${from ?? '以前'} 至 ${to ?? '以后'}`
}

function priceText(rulebook: Rulebook, line: AreaPriceLine): string {
  const { price, tiers, per, monthly, daily, share, height } = line
  const device = rulebook.devices[per]
  const unit = per === 'household' ? '户' : (device?.unit ?? 'm²')
  const each = monthly ? `元/(月·${unit})` : daily ? `元/(天·${unit})` : `元/${unit}`
  const amount = tiers
    ? tiers
        .map(
          (tier) =>
            `${tier.upTo === undefined ? '以上' : `${tier.upTo} ${unit} 及以内`} ${decimalsShown(exact(tier.price))} ${each}`,
        )
        .join('、')
    : `${decimalsShown(exact(price ?? '0'))} ${each}`
  const counted = per === 'household' ? '每户' : (device?.label ?? areaLabel(rulebook, per))
  return `${amount}${share ? ` × ${share}` : ''}，按${counted}${height ? '，计层高' : ''}${line.provisional ? '（暂定价）' : ''}`
}

/** 100 m² of each kind of area, an ordinary storey: what the price comes to. */
function hundred(rulebook: Rulebook, price: AreaPrice): string {
  const household = {
    use: price.uses[0] ?? 'residential',
    billing: 'area' as const,
    service: 'heating' as const,
    buildingArea: '100',
    usableArea: '100',
    storeys: 'multi' as const,
    storeyHeight: '3',
    areas: Object.fromEntries(Object.keys(rulebook.areas).map((kind) => [kind, '100'])),
  }
  const sheet = sheetOf(
    rulebook,
    price.lines.map((line) => pricedLines(rulebook, line, price, household, PAGE_SEASON)),
  )
  return isRefused(sheet) ? sheet.reason : formatYuan(sheet.totalFen)
}

/** How an area comes about that is not simply on file. */
function areaText(
  label: string,
  { divisor, ofBuilding, ordinaryHeight, perMetreOver, factors, rule }: AreaKind,
): string {
  if (divisor) return `没有${label}时：${label} = 建筑面积 ÷ ${divisor}，四舍五入到 0.01 m²（${rule}）`
  if (ofBuilding) return `没有${label}时：${label} = 建筑面积 × ${ofBuilding}，四舍五入到 0.01 m²（${rule}）`
  if (ordinaryHeight === undefined || factors === undefined) return ''
  return `${label}：层高 ${ordinaryHeight} m 以内，楼房 × ${factors.multi}，单层 × ${factors.single}；超出部分每米再加 ${perMetreOver}，四舍五入到 0.01 m²（${rule}）`
}

export function areaPriceSection(rulebook: Rulebook): string {
  const rows = rulebook.areaPrices.map((price) => [
    ...whom(rulebook, price),
    price.lines.map((line) => `${line.label} ${priceText(rulebook, line)}`).join('；'),
    hundred(rulebook, price),
    versions(price.seasons),
    price.rule,
    `\`${price.source}\``,
  ])
  const areas = Object.entries(rulebook.areas)
    .map(([kind, rule]) => areaText(areaLabel(rulebook, kind), rule))
    .filter(Boolean)
  const head = ['用热性质', '热源', '每采暖季的价格', '100 m² 为', '适用', '规则', '依据']
  return section('按面积收费', [table(head, rows), bullets(areas)])
}

export function meteredPriceSection(rulebook: Rulebook): string {
  const rows = rulebook.meteredPrices.map((price) => [
    ...whom(rulebook, price),
    price.base ? priceText(rulebook, price.base) : '未公布，不能结算',
    price.energy ? `${decimalsShown(exact(price.energy.price))} 元/${price.energy.per}` : '未公布，不能结算',
    versions(price.seasons),
    price.rule,
    `\`${price.source}\``,
  ])
  if (rows.length === 0) return ''
  return section('按热计量收费', [
    '先按面积预交全额热费（C4），采暖季后按基本热费加计量热费结算；热表损坏、数据失真的按面积结算（C5）。1 MWh = 3.6 GJ，1 kWh = 0.0036 GJ，换算中间不取整（C3）。',
    table(['用热性质', '热源', '基本热价', '计量热价', '适用', '规则', '依据'], rows),
  ])
}

export function gasTierSection(rulebook: Rulebook): string {
  const { gasTiers } = rulebook
  if (!gasTiers) return ''
  const homes = [
    ['普通家庭', 'ordinary', '500'],
    ['壁挂炉采暖家庭', 'wall-boiler', '3200'],
  ] as const
  const rows = homes.map(([label, home, cubicMetres]) => {
    const sheet = estimateGas(rulebook, { home, cubicMetres })
    const worked = isRefused(sheet)
      ? sheet.reason
      : `${sheet.lines.map(({ formula }) => formula).join(' + ')} = ${formatYuan(sheet.totalFen)}`
    const tiers = gasTiers.homes[home].map(
      ({ upTo, price }) => `${upTo ? `${upTo} m³ 及以内` : '以上'} ${decimalsShown(exact(price))} 元`,
    )
    return [label, tiers.join('；'), `${cubicMetres} m³：${worked}`]
  })
  return section(`阶梯气价（${gasTiers.rule}）`, [table(['家庭', '年用气量分档', '例'], rows)])
}

/**
 * A company's rules as a Markdown page (docs/companies), with every number worked out by the same domain that bills
 * households. A pure function of the rulebook: a test compares it with the page on file, so that neither drifts.
 */
export function companyPage(rulebook: Rulebook): string {
  const sections = [
    header(rulebook),
    areaPriceSection(rulebook),
    meteredPriceSection(rulebook),
    ruleSection(rulebook),
    gasTierSection(rulebook),
    afterSeasonSection(rulebook),
    serviceSection(rulebook),
    workedExamples(rulebook),
    sourceSection(rulebook),
  ]
  return `${sections.filter(Boolean).join('\n\n')}\n`
}

/** The season whose dates the page shows. */
const PAGE_SEASON = '2025-2026'

function header(rulebook: Rulebook): string {
  const { startsOn, endsOn, days } = seasonDates(rulebook, PAGE_SEASON)
  const { userCode, season, due } = rulebook
  const proof = rulebook.bindingProof === 'identity-number' ? '户主身份证号' : '户主姓名'
  return [
    `# ${rulebook.name}`,
    `<!-- 由 config/rulebooks/${rulebook.id}.yaml 生成，请勿手改：UPDATE_COMPANY_PAGES=1 npx jest test/adapters/rulebooks -->`,
    rulebook.example ? '**虚构的示例公司，仅用于说明规则如何组合。**' : '',
    table(
      ['项目', '内容'],
      [
        ['代号', `\`${rulebook.id}\``],
        ['城市', rulebook.city],
        ['客服热线', rulebook.hotline ?? '公告未载明'],
        ['热源', rulebook.heatSources.map((source) => HEAT_SOURCE_LABELS[source]).join('；')],
        [userCode.label, `${userCode.shape}（\`${userCode.pattern}\`）。${userCode.help}`],
        ['绑定凭据', proof],
        [
          `采暖季（${season.rule}）`,
          `${season.start} 至次年 ${season.end}；${PAGE_SEASON} 为 ${startsOn} 至 ${endsOn}，共 ${days} 天`,
        ],
        ...(season.promisedCelsius ? [['室温承诺', `不低于 ${season.promisedCelsius} ℃`]] : []),
        ...(due ? [[`缴费期限（${due.rule}）`, `${due.on} 前（含当日）`]] : []),
      ],
    ),
  ]
    .filter(Boolean)
    .join('\n\n')
}

function sourceSection({ sources }: Rulebook): string {
  return section('依据', [bullets(Object.entries(sources).map(([key, document]) => `\`${key}\` ${document}`))])
}
