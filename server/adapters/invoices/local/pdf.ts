import PDFDocument from 'pdfkit'
import { INVOICE_DOCUMENT_NAMES } from '../../../../contract/invoiceWords'
import { yuanText } from '../../../../contract/money'
import type { InvoiceFacts } from '../../../application/ports/invoices'
import { inCapitals, itemOf } from '../../../domain/invoice/invoice'
import type { Typeface } from './fonts'
import { createPaper } from './paper'
import { drawQr } from './qr'

const WIDTH = 612
const HEIGHT = 420
const LEFT = 24
const RIGHT = WIDTH - 24
const MIDDLE = WIDTH / 2
/** Width of the narrow columns in which a heading stands upright. */
const UPRIGHT = 20
/** Where the rows of the face begin. */
const ROWS = { parties: 86, goods: 146, sums: 262, capitals: 282, notes: 306, end: 366 } as const
const BROWN = '#8A5A2B'
const WARNING = '#B42318'

/** Columns of the table of goods: heading, left edge, right edge. */
const COLUMNS = [
  { title: '项目名称', from: LEFT, to: 150, align: 'left' },
  { title: '规格型号', from: 150, to: 212, align: 'center' },
  { title: '单位', from: 212, to: 252, align: 'center' },
  { title: '数量', from: 252, to: 300, align: 'right' },
  { title: '单价', from: 300, to: 372, align: 'right' },
  { title: '金额', from: 372, to: 448, align: 'right' },
  { title: '税率/征收率', from: 448, to: 512, align: 'center' },
  { title: '税额', from: 512, to: RIGHT, align: 'right' },
] as const

/**
 * Prints a simulated invoice on the face of an electronic one (docs/spec/invoices.md, The face of an electronic invoice): with a seal that
 * says 模拟 in the place of the tax bureau's, and 模拟 across the page, above and below. The same facts and number give the same bytes: the
 * only time on it is the one that is passed in. With `takesBack`, the number of a blue invoice, it is that one's red letter: its amounts
 * are negative, and it names what it takes back.
 */
export function printInvoice(
  facts: InvoiceFacts,
  number: string,
  typeface: Typeface,
  takesBack?: string,
): Promise<Buffer> {
  const red = takesBack !== undefined
  const printed = (amountFen: number) => yuanText(red ? 0 - amountFen : amountFen)
  const document = new PDFDocument({
    size: [WIDTH, HEIGHT],
    margin: 0,
    font: '',
    info: {
      Title: `模拟发票 ${number}`,
      Subject: '模拟发票，不得报销',
      Producer: 'heatpay',
      Creator: 'heatpay',
      CreationDate: new Date(facts.issuedAt),
    },
  })
  const chunks: Buffer[] = []
  const bytes = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  const paper = createPaper(document, typeface)

  const { tax } = facts
  watermark(document, paper)
  paper.set('模拟发票　不得报销　本页由演示系统生成，不具有任何税务效力', 0, 8, {
    size: 8,
    colour: WARNING,
    align: 'center',
    width: WIDTH,
  })
  drawQr(document, `模拟发票 ${number} ${printed(facts.amountFen)} ${facts.issuedOn}`, LEFT, 22, 54)
  title(document, paper, `电子发票（${INVOICE_DOCUMENT_NAMES[facts.document]}）`)
  paper.set(`发票号码：${number}`, RIGHT - 140, 36, { width: 140 })
  paper.set(`开票日期：${chineseDate(facts.issuedOn)}`, RIGHT - 140, 54, { width: 140 })

  frame(document, paper)
  const buyerName = `${facts.buyer.name}${facts.buyer.kind === 'personal' ? '（个人）' : ''}`
  party(paper, '购买方信息', LEFT, buyerName, facts.buyer.taxNumber ?? '')
  party(paper, '销售方信息', MIDDLE, facts.seller.name, facts.seller.taxNumber)

  const net = tax.kind === 'taxed' ? tax.netFen : facts.amountFen
  const taxText = tax.kind === 'taxed' ? printed(tax.taxFen) : '***'
  const row = [
    itemOf(facts.goods),
    facts.season,
    facts.goods.unit ?? '',
    red ? '-1' : '1',
    yuanText(net),
    printed(net),
    tax.kind === 'taxed' ? tax.rate : '免税',
    taxText,
  ]
  COLUMNS.forEach(({ title: heading, from, to, align }, index) => {
    const room = { width: to - from - 8, align }
    paper.set(heading, from + 4, ROWS.goods + 5, { ...room, colour: BROWN, align: 'center' })
    paper.set(row[index] ?? '', from + 4, ROWS.goods + 24, room)
  })
  paper.set('合　　　计', LEFT + 24, ROWS.sums + 5, { colour: BROWN })
  paper.set(`¥${printed(net)}`, 376, ROWS.sums + 5, { width: 68, align: 'right' })
  paper.set(tax.kind === 'taxed' ? `¥${taxText}` : taxText, 516, ROWS.sums + 5, { width: RIGHT - 520, align: 'right' })

  paper.set('价税合计（大写）', LEFT + 8, ROWS.capitals + 7, { colour: BROWN })
  sign(document, 152, ROWS.capitals + 13)
  paper.set(`${red ? '（负数）' : ''}${inCapitals(facts.amountFen)}`, 164, ROWS.capitals + 5, { size: 11, width: 240 })
  paper.set('（小写）', 420, ROWS.capitals + 7, { colour: BROWN })
  paper.set(`¥${printed(facts.amountFen)}`, 466, ROWS.capitals + 5, { size: 11, width: RIGHT - 474 })

  notesOf(facts, takesBack, typeface).forEach((note, index) => {
    paper.set(note, LEFT + UPRIGHT + 6, ROWS.notes + 4 + index * 14, { width: RIGHT - LEFT - UPRIGHT - 12 })
  })
  paper.set(`开票人：${facts.seller.drawer}`, LEFT + 24, ROWS.end + 6)
  paper.set('模拟发票　不得报销', 0, ROWS.end + 20, { size: 13, colour: WARNING, align: 'center', width: WIDTH })
  paper.set('仅用于演示开票流程。真实发票由供热公司通过税务平台开具。', 0, ROWS.end + 39, {
    size: 7,
    colour: WARNING,
    align: 'center',
    width: WIDTH,
  })
  document.end()
  return bytes
}

type Paper = ReturnType<typeof createPaper>

function watermark(document: PDFKit.PDFDocument, paper: Paper): void {
  document
    .save()
    .rotate(-28, { origin: [MIDDLE, HEIGHT / 2] })
    .opacity(0.13)
  const size = 150
  paper.set('模 拟', MIDDLE - paper.widthOf('模 拟', size) / 2, HEIGHT / 2 - size * 0.75, { size, colour: WARNING })
  document.restore().opacity(1)
}

/** The heading with its double line, and in the place of the tax bureau's seal one that is nobody's. */
function title(document: PDFKit.PDFDocument, paper: Paper, text: string): void {
  paper.set(text, 0, 30, { size: 19, colour: BROWN, align: 'center', width: WIDTH })
  const half = paper.widthOf(text, 19) / 2 + 6
  for (const y of [57, 59.5]) paper.line(MIDDLE - half, y, MIDDLE + half, y, BROWN)
  document.ellipse(MIDDLE, 46, 46, 22).lineWidth(1.2).strokeColor(WARNING).opacity(0.55).stroke()
  paper.set('模拟', MIDDLE - 40, 69, { size: 8, colour: WARNING, align: 'center', width: 80 })
  document.opacity(1)
}

/** The lines of the face. */
function frame(document: PDFKit.PDFDocument, paper: Paper): void {
  const { parties, goods, sums, capitals, notes, end } = ROWS
  document
    .rect(LEFT, parties, RIGHT - LEFT, end - parties)
    .lineWidth(0.75)
    .strokeColor(BROWN)
    .stroke()
  for (const y of [goods, capitals, notes]) paper.line(LEFT, y, RIGHT, y, BROWN)
  for (const x of [LEFT + UPRIGHT, MIDDLE, MIDDLE + UPRIGHT]) paper.line(x, parties, x, goods, BROWN)
  paper.line(148, capitals, 148, notes, BROWN)
  paper.line(LEFT + UPRIGHT, notes, LEFT + UPRIGHT, end, BROWN)
  upright(paper, '备注', LEFT, notes + 16)
  paper.line(LEFT, sums, LEFT, capitals, BROWN)
}

/** A short heading, one letter below the other, in a narrow column. */
function upright(paper: Paper, text: string, x: number, y: number): void {
  ;[...text].forEach((letter, index) => {
    paper.set(letter, x, y + index * 11, { colour: BROWN, align: 'center', width: UPRIGHT })
  })
}

function party(paper: Paper, heading: string, x: number, name: string, taxNumber: string): void {
  upright(paper, heading, x, ROWS.parties + 3)
  const from = x + UPRIGHT + 5
  paper.set('名称：', from, ROWS.parties + 6, { colour: BROWN })
  paper.fill(name, from + 30, ROWS.parties + 6, { width: 224, height: 30 })
  paper.set('统一社会信用代码/纳税人识别号：', from, ROWS.parties + 40, { colour: BROWN })
  paper.set(taxNumber, from + 142, ROWS.parties + 40, { width: 114 })
}

/** The crossed circle before an amount in capitals. */
function sign(document: PDFKit.PDFDocument, x: number, y: number): void {
  const reach = 4 * Math.SQRT1_2
  document
    .circle(x + 4, y, 4)
    .lineWidth(0.6)
    .strokeColor('#1A1A1A')
    .stroke()
  for (const way of [1, -1])
    document
      .moveTo(x + 4 - reach, y - reach * way)
      .lineTo(x + 4 + reach, y + reach * way)
      .stroke()
}

/** 备注: what the payment was, why it is taxed so, who is party to a special invoice, and letters that could not be set. */
function notesOf(facts: InvoiceFacts, takesBack: string | undefined, typeface: Typeface): string[] {
  const { household, tax, buyer, seller } = facts
  const parties = [
    ['购方地址', buyer.address],
    ['电话', buyer.phone],
    ['购方开户银行', buyer.bank],
    ['销方地址', seller.address],
    ['电话', seller.phone],
    ['销方开户银行', seller.bank],
  ].flatMap(([heading, said]) => (said ? [`${heading}：${said}`] : []))
  const lacking = typeface.lacking(`${buyer.name}${household.address}`)
  return [
    `采暖季：${facts.season}　用户编码：${household.userCode}　地址：${household.address}　缴费日期：${chineseDate(facts.paidOn)}　订单号：${facts.orderNo}`,
    `${tax.kind === 'exempt' ? '免税依据' : '税率依据'}：${tax.notice}`,
    ...(facts.document === 'special' && parties.length > 0 ? [parties.join('　')] : []),
    ...(takesBack === undefined ? [] : [`红字发票，被红冲蓝字发票号码：${takesBack}`]),
    ...lacking.map((letter) => `〓 代表 U+${letter.codePointAt(0)?.toString(16).toUpperCase()}`),
  ]
}

function chineseDate(date: string): string {
  return `${date.slice(0, 4)}年${date.slice(5, 7)}月${date.slice(8, 10)}日`
}
