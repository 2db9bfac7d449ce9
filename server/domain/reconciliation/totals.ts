import { yuanText } from '../../../contract/money'

/** What a file says of itself in its count and total lines, beside what its rows come to. */
export interface StatedTotal {
  /** The column's or line's own name, e.g. 总交易单数. */
  name: string
  stated: number
  counted: number
  unit: 'rows' | 'fen' | 'milli-fen'
}

function written(value: number, unit: StatedTotal['unit']): string {
  if (unit === 'rows') return `${value} 笔`
  if (unit === 'fen') return `${yuanText(value)} 元`
  const digits = String(Math.abs(value)).padStart(6, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -5)}.${digits.slice(-5)} 元`
}

/**
 * The first total that is not what the rows come to, with both numbers, for the clerk; undefined when the file is
 * consistent. A file that contradicts itself is put aside whole (faults.md, Files).
 */
export function totalsFault(totals: readonly StatedTotal[]): string | undefined {
  const wrong = totals.find(({ stated, counted }) => stated !== counted)
  return (
    wrong &&
    `${wrong.name}：文件写 ${written(wrong.stated, wrong.unit)}，明细合计 ${written(wrong.counted, wrong.unit)}`
  )
}
