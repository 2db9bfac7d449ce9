import { yuanText } from '../../../../../contract/money'
import { FileFault } from '../../../channelFiles/lines'
import { sumOf } from '../../headCheck'
import type { StatementPart, Unnamed } from '../statement'
import { type Balance, balanceOf, commaFen, movementOf } from './fields'
import type { Tag } from './tags'

/** Tags that say nothing of what moved: related reference, time of making, available balances, the bank's own. */
const PASSED_OVER = new Set(['13', '13D', '21', '64', '65', 'NS'])
const LINE_OF_DETAILS = 65

/** A part while its tags come in. */
interface Draft {
  line: number
  account?: string
  number?: string
  opening?: Balance & { kind: string }
  rows: Unnamed[]
  sums: { name: string; direction: 'credit' | 'debit'; count: number; fen: number; line: number }[]
}

/** A line of `:86:` that is full goes on in the next one; a shorter one ends with a word. */
function joined(lines: readonly string[]): string {
  return lines
    .reduce((text, line, at) => text + ((lines[at - 1]?.length ?? 0) >= LINE_OF_DETAILS ? line : ` ${line}`), '')
    .trim()
}

/** Builds statements from the tags of an MT940 file, in their order. Throws FileFault on a tag that stands wrong. */
export function partBuilder() {
  const parts: StatementPart[] = []
  let draft: Draft | undefined
  /** Whether the next `:86:` reports the movement before it. */
  let afterMovement = false

  const wanted = (tag: Tag): Draft => {
    if (!draft) throw new FileFault(`:${tag.name}: 前面没有 :20:`, tag.line)
    return draft
  }

  function movement({ lines: [first = '', ...more], line }: Tag, into: Draft): void {
    if (!into.opening) throw new FileFault(':61: 前面没有期初余额', line)
    const { customerReference, ...row } = movementOf(first, line)
    const place = `${into.opening.on}/${into.number ?? '0'}#${into.rows.length + 1}`
    into.rows.push({ ...row, ourReference: customerReference, remark: joined(more), place, line })
  }

  function close(tag: Tag, into: Draft): void {
    const { account, opening, rows, line } = into
    if (account === undefined || !opening) throw new FileFault('期末余额前面没有账号或期初余额', tag.line)
    const closing = balanceOf(tag.lines[0] ?? '', tag.line)
    const goesOnAfter = tag.name === '62M'
    const goesOnFromBefore = opening.kind === '60M'
    parts.push({
      ...{ account, openingFen: opening.fen, closingFen: closing.fen, closedOn: closing.on },
      ...{ goesOnFromBefore, goesOnAfter, rows, line },
    })
  }

  function sum({ name, lines: [text = ''], line }: Tag, into: Draft): void {
    const [, count = '', currency, amount = ''] = /^(\d{1,5})([A-Z]{3})([\d,]{1,15})$/.exec(text) ?? []
    if (currency !== 'CNY') throw new FileFault(`不是笔数与合计：“${text}”`, line)
    const direction = name === '90C' ? 'credit' : 'debit'
    into.sums.push({ name, direction, count: Number(count), fen: commaFen(amount, line), line })
  }

  /** Banks differ in where a reversal counts, so that these sums are compared where there is none; and in whether what moves nothing does. */
  function checkSums({ rows, sums }: Draft): void {
    if (rows.some(({ reversal }) => reversal)) return
    for (const { name, direction, count, fen, line } of sums) {
      const own = rows.filter((row) => row.direction === direction)
      const moving = own.filter(({ amountFen }) => amountFen !== 0).length
      const total = sumOf(own.map(({ amountFen }) => amountFen))
      if ((own.length !== count && moving !== count) || total !== fen) {
        const [stated, found] = [yuanText(fen), yuanText(total)]
        throw new FileFault(`:${name}: 写 ${count} 笔、${stated} 元，明细 ${own.length} 笔、${found} 元`, line)
      }
    }
  }

  function finish(): void {
    if (!draft) return
    checkSums(draft)
    if (parts.at(-1)?.line !== draft.line) throw new FileFault('文件不完整：没有期末余额', draft.line)
  }

  return {
    tag(tag: Tag): void {
      const [text = ''] = tag.lines
      const told = afterMovement && tag.name === '86'
      afterMovement = tag.name === '61'
      if (tag.name === '20') {
        finish()
        draft = { line: tag.line, rows: [], sums: [] }
        return
      }
      const into = wanted(tag)
      const isClosed = parts.at(-1)?.line === into.line
      if (tag.name === '61' && !isClosed) {
        movement(tag, into)
        return
      }
      if (told) {
        const row = into.rows.at(-1)
        if (row) row.remark = [row.remark, joined(tag.lines)].filter(Boolean).join(' ')
        return
      }
      if (tag.name === '25' || tag.name === '25P') into.account = text.trim()
      else if (tag.name === '28' || tag.name === '28C') into.number = text.trim()
      else if ((tag.name === '60F' || tag.name === '60M') && !into.opening) {
        into.opening = { ...balanceOf(text, tag.line), kind: tag.name }
      } else if ((tag.name === '62F' || tag.name === '62M') && !isClosed) close(tag, into)
      else if (tag.name === '90C' || tag.name === '90D') sum(tag, into)
      else if (tag.name !== '86' && !PASSED_OVER.has(tag.name)) {
        throw new FileFault(`:${tag.name}: 不应在这里`, tag.line)
      }
    },
    end(): StatementPart[] {
      finish()
      return parts
    },
  }
}
