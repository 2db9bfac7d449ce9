import type { MappedColumns } from '../../../contract/consoleMappings'
import { MAPPED_COLUMNS, type MappedColumn } from '../../../contract/mappingWords'

/** How an account's export that no template knows is read: its columns as people told them, two of whom agreed. */
export interface StatementMapping {
  id: string
  company: string
  /** The number of the account, and the statement under which the company's rulebook has it. */
  account: string
  statement: string
  name: string
  /** All headings of the file in their order, plain: by these a later file is known to be of the same shape. */
  headings: string[]
  layout: MappedLayout
  approvalId: string
  proposedBy: string
  approvedBy: string
  approvedAt: number
}

/** What people say of a file's columns. */
export interface MappedLayout {
  separator: string
  columns: MappedColumns
  creditWords: string[]
  debitWords: string[]
}

/** A line of a file, cell by cell. */
export interface CellLine {
  line: number
  cells: string[]
}

/** A heading without blanks, in half-width signs and without its unit: 收入金额（+元） and 收入金额(+元) are 收入金额. */
export function plainHeading(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s\uFEFF]/g, '')
    .replace(/\((?:[+-]?元|人民币|[+-])\)$/, '')
}

/** A line's headings, plain, without the empty ones before and behind the others. */
export function headingsOf({ cells }: CellLine): string[] {
  const plain = cells.map(plainHeading)
  const from = plain.findIndex((one) => one !== '')
  return from < 0 ? [] : plain.slice(from, plain.findLastIndex((one) => one !== '') + 1)
}

/** Whether one of a file's first lines has exactly these headings. */
export const isOfShape = (lines: readonly CellLine[], headings: readonly string[]): boolean =>
  lines.some((line) => headingsOf(line).join('\t') === headings.join('\t'))

/** Words by which banks head each column, the surest first; a column whose heading has none of them people have to tell. */
const HEADED: Readonly<Record<MappedColumn, RegExp>> = {
  bookedOn: /^(?:记账|入账|交易|会计)?(?:日期|时间)|日期|^(?:记账|入账|交易)日$/,
  credit:
    /记账金额\(?(?:收入|贷)|^(?:收入|贷方|存入|转入|贷)(?:金额|发生额)?$|贷方发生|收入金额|存入金额|\(收入\)|\(贷/,
  debit: /记账金额\(?(?:支出|借)|^(?:支出|借方|支取|转出|借)(?:金额|发生额)?$|借方发生|支出金额|支取金额|\(支出\)|\(借/,
  amount: /^(?:交易|发生)?(?:金额|额)$|金额/,
  direction: /借贷|收支|方向/,
  balance: /余额/,
  bankReference: /流水号|日志号|交易号|核心编号/,
  accountNumber: /^(?:本方|我方)?(?:账号|卡号|账户)$|借记卡号/,
  currency: /币种|币别|货币/,
  counterparty: /对方.*(?:户名|名称)|户名|对手|收\(付\)方名称|付款人|交易对方/,
  summary: /摘要|交易类型|交易名称/,
  remark: /附言|备注|用途|客户摘要/,
}

const FIRST_LOOKED_AT = 30
const FEWEST_FOUND = 3

/** Guesses which line has the headings, and which column is which; people look at it and tell better. */
export function guessColumns(lines: readonly CellLine[]): { headingAt: number; guess: Partial<MappedColumns> } {
  let best: { headingAt: number; guess: Partial<MappedColumns> } = { headingAt: -1, guess: {} }
  for (const [headingAt, line] of lines.slice(0, FIRST_LOOKED_AT).entries()) {
    const guess = guessIn(headingsOf(line))
    const found = Object.keys(guess).length
    if (found >= FEWEST_FOUND && found > Object.keys(best.guess).length) best = { headingAt, guess }
  }
  return best
}

function guessIn(headings: readonly string[]): Partial<MappedColumns> {
  const taken = new Set<string>()
  const guess: Partial<MappedColumns> = {}
  for (const column of MAPPED_COLUMNS) {
    const heading = headings.find((one) => !taken.has(one) && HEADED[column].test(one))
    if (heading === undefined) continue
    guess[column] = heading
    taken.add(heading)
  }
  // Two columns for the two ways leave no third one of amounts.
  if (guess.credit !== undefined && guess.debit !== undefined) {
    delete guess.amount
    delete guess.direction
  } else {
    delete guess.credit
    delete guess.debit
  }
  return guess
}

/** What is wrong with what people told of the columns, in Chinese; undefined where nothing is. */
export function mappingFault({ columns, creditWords, debitWords }: MappedLayout): string | undefined {
  const { credit, debit, amount, direction } = columns
  const headings = Object.values(columns).map(plainHeading)
  if (new Set(headings).size !== headings.length) return '同一列不能用两次'
  if ((credit === undefined) !== (debit === undefined)) return '收入金额和支出金额两列应同时指定'
  const split = credit !== undefined
  if (split === (amount !== undefined)) return '请指定收入、支出两列，或只指定金额一列'
  if (split && direction !== undefined) return '已有收入、支出两列，不再指定借贷方向'
  const hasWords = creditWords.length > 0 && debitWords.length > 0
  if ((direction !== undefined) !== hasWords) return '借贷方向一列应写明收入和支出各用什么字样'
  return undefined
}
