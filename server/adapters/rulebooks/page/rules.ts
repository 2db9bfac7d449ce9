import { formatYuan, parseYuan } from '../../../../contract/money'
import { minimumFirstPart } from '../../../domain/billing/instalments'
import { lateFeeStart, runningLateFee } from '../../../domain/billing/lateFee'
import { addDays } from '../../../domain/calendar/civilDate'
import { seasonDates } from '../../../domain/calendar/season'
import { gasReportDays, gasSubsidyCollection } from '../../../domain/gasReport/gasReport'
import { refundCalendar, settlementDueOn } from '../../../domain/heatSettlement/afterSeason'
import { adjustment } from '../../../domain/heatSettlement/settle'
import { USE_LABELS } from '../../../domain/rulebook/prices'
import type { Rulebook } from '../../../domain/rulebook/rulebook'
import { roundedHalfUp } from '../../../domain/tariff/exact'

/** A Markdown table; a bar inside a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** A heading with what follows it; nothing when nothing follows. */
export function section(title: string, body: readonly string[]): string {
  const filled = body.filter((part) => part !== '')
  return filled.length === 0 ? '' : [`## ${title}`, ...filled].join('\n\n')
}

/** A bullet list; nothing when there are no items. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n')
}

/** The season and the whole fee, in fen, that the rules are worked out on. */
const SEASON = '2025-2026'

const FEE_FEN = 220_000

export function ruleSection(rulebook: Rulebook): string {
  return section('缴费与停热', [bullets([...payingRules(rulebook), ...heatRules(rulebook)])])
}

function payingRules(rulebook: Rulebook): string[] {
  const { instalments: parts, lateFee, lowIncomeReview: review } = rulebook
  const rules: string[] = []
  if (parts) {
    const first = formatYuan(minimumFirstPart(FEE_FEN + 1, parts.firstShare))
    const consent = parts.consent === 'staff' ? '须经工作人员同意' : '自动同意'
    const after = `开始后 ${parts.balanceMonthsAfterStart} 个月内缴清`
    rules.push(
      `分次缴纳（${parts.rule}，C7）：首次不少于全部热费的 ${parts.firstShare}，向上取整到分（${formatYuan(FEE_FEN + 1)} 首次 ${first}）；余额在采暖季${after}；${consent}；先清欠费。热计量用户不适用（C4）。`,
    )
  } else rules.push('公告没有分次缴纳的规定：一次缴清（C7）。')
  if (lateFee) {
    const from = lateFeeStart(rulebook, SEASON) ?? seasonDates(rulebook, SEASON).startsOn
    const to = addDays(from, 9)
    const runUp = roundedHalfUp(runningLateFee(rulebook, { season: SEASON, chargedFen: FEE_FEN, applied: [] }, to), 0)
    rules.push(
      `违约金（${lateFee.rule}）：自 ${lateFee.from} 起（含）每日按所欠热费的 ${lateFee.permillePerDay} ‰，不计复利；部分缴纳从次日起减少基数。欠 ${formatYuan(FEE_FEN)} 到 ${to}（含，10 天）为 ${formatYuan(runUp.toNumber())}。`,
    )
  } else rules.push('公告没有违约金的规定：不计违约金。')
  rules.push(
    '付款先还最早的采暖季，同一季先还当日为止的违约金，再还热费；多出的留作余额（C6）。任何时候不以停热催缴（C8）。',
  )
  if (review)
    rules.push(
      `先审核后缴费（${review.rule}）：${review.uses.map((use) => USE_LABELS[use]).join('、')}。材料：${review.papers}`,
    )
  return rules
}

function heatRules(rulebook: Rulebook): string[] {
  const { suspension, movedOut, underTemperature: cold, misuse } = rulebook
  const rules: string[] = []
  if (suspension) {
    const metered = suspension.fee.metered === 'base-fee' ? '计量用户交基本热费' : '计量用户不交热费'
    rules.push(`停热（${suspension.fee.rule}）：面积用户不交热费，${metered}。`)
    for (const { text, rule } of suspension.windows) rules.push(`停、复热办理（${rule}）：${text}`)
    rules.push(suspension.duringSeason === 'charged' ? '采暖季内申请停热的，按正常用热收费。' : '此后停止办理。')
  } else rules.push('公告没有停热收费的规定：停热的估算会被拒绝（C10）。')
  if (movedOut)
    rules.push(
      `搬迁（${movedOut.rule}）：季前签协议不收；季内全部热费 × 用热天数 ÷ 采暖季天数，四舍五入到分，首日和签协议日都计入；季后全收。`,
    )
  if (cold)
    rules.push(
      `室温不达标（${cold.rule}）：低于 ${cold.belowCelsius} ℃，报修后当月至少测 ${cold.measurementsPerMonth} 次取平均，经用户确认，作为减费依据；金额由工作人员定。`,
    )
  if (misuse) rules.push(`${misuse.text}（${misuse.rule}）`)
  return rules
}

export function afterSeasonSection(rulebook: Rulebook): string {
  const { settlement, refunds } = rulebook
  const rows = (settlement?.directions ?? []).map((direction) => [
    direction.uses.map((use) => USE_LABELS[use]).join('；'),
    direction.direction === 'refund-only'
      ? '只退不补'
      : `多退少补${direction.topUpCap ? `，补费不超过面积热费的 ${direction.topUpCap}` : ''}`,
    adjusted(adjustment(direction, FEE_FEN, 206_000)),
    adjusted(adjustment(direction, FEE_FEN, 276_000)),
    direction.rule,
  ])
  const head = ['用热性质', '方向', '面积 2,200.00 元、计量 2,060.00 元', '面积 2,200.00 元、计量 2,760.00 元', '规则']
  const due = settlementDueOn(rulebook, SEASON)
  const calendar = refundCalendar(rulebook, SEASON)
  return section('采暖季后', [
    rows.length > 0 ? table(head, rows) : '',
    due ? `${SEASON} 采暖季的结算在 ${due} 前完成。` : '',
    settlement?.refundAgainstInvoice
      ? `退费凭预缴热费发票：已开的电子发票多于退费后余额的，先红冲再付款，余额重新开票（${settlement.refundAgainstInvoice.rule}）。`
      : '',
    calendar && refunds
      ? bullets([
          `公示 ${calendar.publicity.from} 至 ${calendar.publicity.to}；异议至 ${calendar.objections.to}，提出后 ${refunds.agreementWithinDays} 日内签检测协议，否则数据有效（${refunds.publicity.rule}、${refunds.objections.rule}）`,
          `退费申请 ${calendar.applications.from} 至 ${calendar.applications.to}，${calendar.payoutBefore} 前付到登记的银行卡；补费 ${calendar.topUpBy} 前缴纳；未办的自 ${calendar.mergedFrom} 起并入下一采暖季（${refunds.unclaimed.rule}）`,
          `热表检测合格：用户付 ${formatYuan(parseYuan(refunds.meterTest.passedFee) ?? 0)}，结果有效；不合格：不收费，退费改为本单元平均退费（${refunds.meterTest.rule}）`,
          ...(refunds.onlineEstates
            ? [
                `在线退费限 ${refunds.onlineEstates.names.length} 家试点单位（${refunds.onlineEstates.rule}），其他用户到营业厅办理`,
              ]
            : []),
        ])
      : '',
  ])
}

function adjusted(amountFen: number): string {
  if (amountFen === 0) return '不退不补'
  return amountFen < 0 ? `退 ${formatYuan(-amountFen)}` : `补 ${formatYuan(amountFen)}`
}

export function serviceSection(rulebook: Rulebook): string {
  const { payment, invoices, changes, notices, promises, gasReports } = rulebook
  const before = gasReportDays(rulebook, SEASON, 'before')
  const after = gasReportDays(rulebook, SEASON, 'after')
  const collection = gasSubsidyCollection(rulebook, SEASON)
  const DELIVERY = { courier: '快递', staff: '工作人员上门', electronic: '电子发票' }
  const facts = [
    `缴费渠道（${payment.rule}）：微信、支付宝${[...payment.outlets, ...payment.banks.map(({ name }) => name)].map((one) => `、${one}`).join('')}${payment.partnerBanks ? `等 ${payment.partnerBanks} 家合作银行` : ''}`,
    ...(payment.cardHoldersOnly
      ? [`非持卡用户（${payment.cardHoldersOnly.rule}）：${payment.cardHoldersOnly.otherwise}`]
      : []),
    ...(invoices ? [`发票（${invoices.rule}）：${invoices.delivery.map((way) => DELIVERY[way]).join('、')}`] : []),
    ...(changes
      ? [`变更（${changes.rule}）：${changes.of.join('、')}；在${changes.where}办理，持${changes.papers}`]
      : []),
    ...(gasReports && before && after && collection
      ? [
          `自采暖用户上传燃气表读数（${gasReports.rule}）：${before.from} 至 ${before.to}、${after.from} 至 ${after.to}；不能用 App 的 ${collection.from} 至 ${collection.to} 到${collection.places.join('、')}领取。补贴标准：${gasReports.subsidyPerCubicMetre ? `${gasReports.subsidyPerCubicMetre} 元/m³` : '公告未载明，未填写前不计算'}`,
        ]
      : []),
  ]
  const shown = notices.map(({ title, text, rule }) => `**${title}**（${rule}）${text}`)
  const promised = promises.map(({ what, within, rule }) => `${what}：${within}（${rule}）`)
  return section('服务', [bullets(facts), listed('告知', shown), listed('服务承诺', promised)])
}

function listed(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : `### ${title}\n\n${bullets(items)}`
}
