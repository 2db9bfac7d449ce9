import { formatYuan } from '../../../../contract/money'
import { AREA_LABELS, HEAT_SOURCE_LABELS, USE_LABELS } from '../../../domain/rulebook/labels'
import type { AreaPrice, AreaPriceLine, MeteredPrice, SeasonRange } from '../../../domain/rulebook/prices'
import type { Rulebook } from '../../../domain/rulebook/rulebook'
import { estimateGas } from '../../../domain/tariff/estimateGas'
import { decimalsShown, exact } from '../../../domain/tariff/exact'
import { areaFeeLine, feeSheet } from '../../../domain/tariff/feeLine'
import { isRefused } from '../../../domain/tariff/refusal'
import { bullets, section, table } from './markdown'

function whom({ uses, heatSources }: AreaPrice | MeteredPrice): string[] {
  return [
    uses.map((use) => USE_LABELS[use]).join('；'),
    heatSources ? heatSources.map((source) => HEAT_SOURCE_LABELS[source]).join('；') : '各热源',
  ]
}

function versions({ from, to }: SeasonRange): string {
  if (from === undefined && to === undefined) return '各采暖季'
  return `${from ?? '以前'} 至 ${to ?? '以后'}`
}

function priceText({ price, per, monthly, share }: AreaPriceLine): string {
  const amount = decimalsShown(exact(price))
  return `${amount} ${monthly ? '元/(月·m²)' : '元/m²'}${share ? ` × ${share}` : ''}，按${AREA_LABELS[per]}`
}

/** 100 m² of each kind of area, an ordinary storey: what the price comes to. */
function hundred(rulebook: Rulebook, price: AreaPrice): string {
  const household = {
    use: 'residential' as const,
    billing: 'area' as const,
    service: 'heating' as const,
    buildingArea: '100',
    usableArea: '100',
    storeys: 'multi' as const,
    storeyHeight: '3',
  }
  const sheet = feeSheet(price.lines.map((line) => areaFeeLine(rulebook, line, price, household)))
  return isRefused(sheet) ? sheet.reason : formatYuan(sheet.totalFen)
}

export function areaPriceSection(rulebook: Rulebook): string {
  const rows = rulebook.areaPrices.map((price) => [
    ...whom(price),
    price.lines.map((line) => `${line.label} ${priceText(line)}`).join('；'),
    hundred(rulebook, price),
    versions(price.seasons),
    price.rule,
    `\`${price.source}\``,
  ])
  const { usable, converted } = rulebook.areas
  const areas = [
    usable ? `没有使用面积时：使用面积 = 建筑面积 ÷ ${usable.divisor}，四舍五入到 0.01 m²（${usable.rule}）` : '',
    converted
      ? `折合建筑面积：层高 ${converted.ordinaryHeight} m 以内，楼房 × ${converted.factors.multi}，单层 × ${converted.factors.single}；超出部分每米再加 ${converted.perMetreOver}，四舍五入到 0.01 m²（${converted.rule}）`
      : '',
  ].filter(Boolean)
  const head = ['用热性质', '热源', '每采暖季的价格', '100 m² 为', '适用', '规则', '依据']
  return section('按面积收费', [table(head, rows), bullets(areas)])
}

export function meteredPriceSection(rulebook: Rulebook): string {
  const rows = rulebook.meteredPrices.map((price) => [
    ...whom(price),
    price.base ? priceText(price.base) : '未公布，不能结算',
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
