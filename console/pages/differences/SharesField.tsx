import { formatYuan, parseYuan } from '../../../contract/money'
import { WordsField } from '../../components/fields'
import { text } from '../../text'

const words = text.differences

export interface Share {
  userCode: string
  amountFen: number
}

/** A line for each household, as it is written or pasted from a sheet: user code, blank, yuan. */
export function sharesIn(written: string): { rows: Share[]; wrongLine: number | null } {
  const rows: Share[] = []
  for (const [at, line] of written.split('\n').entries()) {
    if (line.trim() === '') continue
    const [userCode = '', yuan = '', ...more] = line.trim().split(/[\s，,：:]+(?=\S)/)
    const amountFen = parseYuan([yuan, ...more].join('').replace(/元$/, ''))
    if (amountFen === undefined || amountFen <= 0) return { rows, wrongLine: at + 1 }
    rows.push({ userCode, amountFen })
  }
  return { rows, wrongLine: null }
}

interface Props {
  name: string
  written: string
  /** What they have to come to, in fen. */
  totalFen: number
}

/** Over which households money is split; says how much is left while it is being written. */
export function SharesField({ name, written, totalFen }: Props) {
  const { rows, wrongLine } = sharesIn(written)
  const left = totalFen - rows.reduce((sum, { amountFen }) => sum + amountFen, 0)
  return (
    <>
      <WordsField name={name} label={words.shares} rows={4} maxLength={8000} />
      <p role='status' className='minor'>
        {wrongLine !== null
          ? words.sharesWrong(wrongLine)
          : left === 0
            ? words.sharesWhole(rows.length)
            : words.sharesLeft(rows.length, formatYuan(left))}
      </p>
    </>
  )
}
