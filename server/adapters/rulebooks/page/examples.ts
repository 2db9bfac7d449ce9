import type { FeeSheet } from '../../../../contract/estimates'
import { formatYuan, parseYuan } from '../../../../contract/money'
import { estimate } from '../../../domain/billing/estimate'
import type { SeasonExample } from '../../../domain/rulebook/example'
import type { Rulebook } from '../../../domain/rulebook/rulebook'
import { isRefused } from '../../../domain/tariff/refusal'
import { section } from './markdown'

/** The rulebook's worked examples, each reckoned line by line with its rule, as a resident's bill prints it. */
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
