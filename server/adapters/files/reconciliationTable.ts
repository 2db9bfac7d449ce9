import type { BalanceItem, ReconciliationAnswer } from '../../../contract/consoleBank'
import type { ExcelColumn } from './excelFile'
import type { ReportTable } from './reportTables'

/** A line of the form: the book's side on the left, the bank's on the right. */
interface FormLine {
  left: string
  leftOn: string
  leftFen: number | null
  right: string
  rightOn: string
  rightFen: number | null
}

const COLUMNS: ExcelColumn<FormLine>[] = [
  { heading: '企业账面', of: ({ left }) => left, width: 44 },
  { heading: '日期', of: ({ leftOn }) => leftOn, kind: 'date', width: 12 },
  { heading: '金额（元）', of: ({ leftFen }) => leftFen, kind: 'fen' },
  { heading: '银行对账单', of: ({ right }) => right, width: 44 },
  { heading: '对账单日期', of: ({ rightOn }) => rightOn, kind: 'date', width: 12 },
  { heading: '对账单金额（元）', of: ({ rightFen }) => rightFen, kind: 'fen' },
]

type Side = { what: string; on: string; fen: number | null }

const text = (what: string, on = '', fen: number | null = null): Side => ({ what, on, fen })

const itemsOf = (title: string, items: readonly BalanceItem[]): Side[] => [
  text(title),
  ...items.map(({ what, on, fen }) => text(what, on, fen)),
  text(
    '小计',
    '',
    items.reduce((sum, { fen }) => sum + fen, 0),
  ),
]

/** Both sides of one part of the form, each as long as the longer of the two. */
function beside(left: readonly Side[], right: readonly Side[]): FormLine[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => {
    const [mine = text(''), theirs = text('')] = [left[at], right[at]]
    return {
      ...{ left: mine.what, leftOn: mine.on, leftFen: mine.fen },
      ...{ right: theirs.what, rightOn: theirs.on, rightFen: theirs.fen },
    }
  })
}

const signedBy = (role: string, who: { name: string; number: string } | undefined): string =>
  `${role}：${who ? `${who.name}（工号 ${who.number}）` : '未签字'}`

/** 银行存款余额调节表 as finance knows the form: the book's side and the bank's beside each other. */
export function reconciliationTable(answer: ReconciliationAnswer): ReportTable<FormLine> {
  const { sheet, signed, waiting, companyName, bank } = answer
  const prepared = signed?.prepared ?? waiting?.prepared
  return {
    name: `银行存款余额调节表 ${sheet.month} ${sheet.account.slice(-4)}`,
    columns: COLUMNS,
    rows: [
      ...beside([text(`单位：${companyName}`)], [text(`${bank} ${sheet.account}`)]),
      ...beside(
        [text('企业账面余额', sheet.until, sheet.bookFen)],
        [text('银行对账单余额', sheet.bankOn, sheet.bankFen)],
      ),
      ...beside(
        itemsOf('加：银行已收企业未收', sheet.bankReceived),
        itemsOf('加：企业已收银行未收', sheet.bookReceived),
      ),
      ...beside(itemsOf('减：银行已付企业未付', sheet.bankPaid), itemsOf('减：企业已付银行未付', sheet.bookPaid)),
      ...beside(
        [text('调节后余额', sheet.until, sheet.adjustedBookFen)],
        [text('调节后余额', sheet.until, sheet.adjustedBankFen)],
      ),
      ...(sheet.differenceFen === 0 ? [] : beside([text('尚未查明的差额', '', sheet.differenceFen)], [])),
      ...beside([text(signedBy('编制', prepared))], [text(signedBy('复核', signed?.reviewed))]),
    ],
  }
}
