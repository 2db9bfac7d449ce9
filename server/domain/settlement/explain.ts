import { formatYuan } from '../../../contract/money'
import type { Rulebook } from '../rulebook/rulebook'
import { percent } from '../tariff/exact'
import type { Settlement } from './settle'

/**
 * How a settlement's adjustment follows from its fees, with numbers, for the resident (domain.md C9): the difference, and
 * why less or nothing of it is asked for.
 */
export function explainAdjustment(
  rulebook: Pick<Rulebook, 'settlement'>,
  use: string,
  prepaidFen: number,
  { metered, adjustmentFen, rule }: Settlement,
): string {
  if (rule === 'C5') return '热表故障或数据失真，按面积热费结算，不退不补'
  const difference = metered.totalFen - prepaidFen
  const [fee, prepaid] = [`计量热费 ${formatYuan(metered.totalFen)}`, `已交面积热费 ${formatYuan(prepaidFen)}`]
  // The larger comes first, so that nobody has to read a number below zero.
  if (difference < 0) return `${prepaid} − ${fee} = ${formatYuan(-difference)}，退 ${formatYuan(-adjustmentFen)}`
  const sum = `${fee} − ${prepaid} = ${formatYuan(difference)}`
  if (difference === 0) return `${sum}，不退不补`
  if (adjustmentFen === 0) return `${sum}，超出部分不用补`
  const direction = rulebook.settlement?.directions.find(({ uses }) => uses.some((one) => one === use))
  if (adjustmentFen < difference && direction?.topUpCap !== undefined) {
    const share = percent(direction.topUpCap).times(100).toFixed()
    return `${sum}；最多补面积热费的 ${share}%：${formatYuan(prepaidFen)} × ${share}% = ${formatYuan(adjustmentFen)}，补 ${formatYuan(adjustmentFen)}`
  }
  return `${sum}，补 ${formatYuan(adjustmentFen)}`
}
