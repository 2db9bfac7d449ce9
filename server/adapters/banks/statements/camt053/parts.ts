import { yuanText } from '../../../../../contract/money'
import type { CivilDate } from '../../../../domain/calendar/civilDate'
import { FileFault } from '../../../channelFiles/lines'
import { sumOf } from '../../headCheck'
import { bankReferenceIn, ourReferenceIn, type StatementPart, type Unnamed } from '../statement'
import { dayAt, directionAt, fenAt, flagAt, plainFen } from './fields'
import { all, at, type Element, textAt } from './tree'

const OPENING = new Set(['OPBD', 'PRCD'])
const CLOSING = 'CLBD'
const INTERIM = 'ITBD'

function balance(statement: Element, wanted: (code: string) => boolean) {
  const found = all(statement, 'Bal').filter((one) => wanted(textAt(one, 'Tp', 'CdOrPrtry', 'Cd') ?? ''))
  return found.map((one) => ({
    code: textAt(one, 'Tp', 'CdOrPrtry', 'Cd'),
    fen: directionAt(one) === 'credit' ? fenAt(one) : 0 - fenAt(one),
    on: dayAt(one, 'Dt'),
  }))
}

function movement(entry: Element, place: string, closedOn: CivilDate): Unnamed {
  const { line } = entry
  const amountFen = fenAt(entry)
  const details = all(entry, 'NtryDtls').flatMap((one) => all(one, 'TxDtls'))
  // An entry that stands for several payments has a batch's number of ours, if any.
  const [only] = details.length === 1 ? details : []
  const ours = only
    ? (textAt(only, 'Refs', 'EndToEndId') ?? textAt(only, 'Refs', 'InstrId'))
    : textAt(entry, 'NtryDtls', 'Btch', 'PmtInfId')
  const theirs =
    textAt(entry, 'AcctSvcrRef') ??
    textAt(only, 'Refs', 'AcctSvcrRef') ??
    textAt(only, 'Refs', 'TxId') ??
    textAt(entry, 'NtryRef')
  const told = [...all(at(only, 'RmtInf'), 'Ustrd').map(({ text }) => text), textAt(entry, 'AddtlNtryInf')]
  return {
    bookedOn: dayAt(entry, 'BookgDt') ?? dayAt(entry, 'ValDt') ?? closedOn,
    direction: directionAt(entry),
    amountFen,
    reversal: flagAt(entry, 'RvslInd'),
    bankReference: bankReferenceIn(theirs ?? ''),
    ourReference: ourReferenceIn(ours ?? ''),
    remark: told.filter(Boolean).join(' ').trim(),
    place,
    line,
  }
}

/** `Sts` as text (001.02) or as a code within it (from 001.04 on). */
const statusOf = (entry: Element): string => textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts') ?? 'BOOK'

/** Counts and sums that the statement gives of its entries, all of them, booked or not. */
function checkSummary(statement: Element, entries: readonly Element[]): void {
  const summary = at(statement, 'TxsSummry')
  const groups: [string, Element[]][] = [
    ['TtlNtries', [...entries]],
    ['TtlCdtNtries', entries.filter((entry) => directionAt(entry) === 'credit')],
    ['TtlDbtNtries', entries.filter((entry) => directionAt(entry) === 'debit')],
  ]
  for (const [name, own] of groups) {
    const stated = at(summary, name)
    if (!stated) continue
    const count = textAt(stated, 'NbOfNtries')
    const sum = textAt(stated, 'Sum')
    const total = sumOf(own.map((entry) => fenAt(entry)))
    // Banks differ in whether an entry counts that moves nothing.
    const moving = own.filter((entry) => fenAt(entry) !== 0).length
    if (count !== undefined && count !== String(own.length) && count !== String(moving)) {
      throw new FileFault(`${name}：文件写 ${count} 笔，明细 ${own.length} 笔`, stated.line)
    }
    if (sum !== undefined && plainFen(sum, stated.line) !== total) {
      throw new FileFault(`${name}：文件写 ${sum} 元，明细合计 ${yuanText(total)} 元`, stated.line)
    }
  }
}

/** One `Stmt` of a camt.053 document as a part. Throws FileFault. */
export function partOf(statement: Element): StatementPart {
  const { line } = statement
  const account = textAt(statement, 'Acct', 'Id', 'IBAN') ?? textAt(statement, 'Acct', 'Id', 'Othr', 'Id')
  if (account === undefined) throw new FileFault('没有账号', line)
  const openings = balance(statement, (code) => OPENING.has(code))
  const closings = balance(statement, (code) => code === CLOSING)
  // A page in the middle has an interim balance at its beginning, at its end, or both, in this order.
  const interims = balance(statement, (code) => code === INTERIM)
  const opening = openings[0] ?? interims[0]
  const closing = closings[0] ?? interims.at(-1)
  if (!opening) throw new FileFault('没有期初余额（OPBD）', line)
  if (!closing || closing === opening) throw new FileFault('没有期末余额（CLBD）', line)
  const closedOn = closing.on ?? dayAt(statement, 'CreDtTm')
  if (closedOn === undefined) throw new FileFault('期末余额没有日期', line)
  const entries = all(statement, 'Ntry')
  checkSummary(statement, entries)
  const id = `${closedOn}/${textAt(statement, 'ElctrncSeqNb') ?? textAt(statement, 'Id') ?? '0'}`
  return {
    account,
    openingFen: opening.fen,
    closingFen: closing.fen,
    closedOn,
    goesOnFromBefore: openings.length === 0,
    goesOnAfter: closings.length === 0,
    rows: entries.flatMap((entry, index) =>
      statusOf(entry) === 'BOOK' ? [movement(entry, `${id}#${index + 1}`, closedOn)] : [],
    ),
    line,
  }
}
