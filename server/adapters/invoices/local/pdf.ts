import PDFDocument from 'pdfkit'
import { yuanText } from '../../../../contract/money'
import type { InvoiceFacts } from '../../../application/ports/invoices'
import { inCapitals, itemOf } from '../../../domain/invoice/invoice'
import type { Typeface } from './fonts'
import { createPaper } from './paper'

const WIDTH = 612
const HEIGHT = 396
const LEFT = 24
const RIGHT = WIDTH - 24
const MIDDLE = WIDTH / 2
const BROWN = '#8A5A2B'
const WARNING = '#B42318'

/** Columns of the table of goods: heading, left edge, right edge. */
const COLUMNS = [
  { title: '项目名称', from: LEFT, to: 190, align: 'left' },
  { title: '采暖季', from: 190, to: 270, align: 'center' },
  { title: '用户编码', from: 270, to: 360, align: 'center' },
  { title: '金额', from: 360, to: 440, align: 'right' },
  { title: '税率', from: 440, to: 500, align: 'center' },
  { title: '税额', from: 500, to: RIGHT, align: 'right' },
] as const

/**
 * Prints a simulated invoice; it says so across the page, above and below, and looks like no real one. The same facts and
 * number give the same bytes: the only time on it is the one that is passed in. With `takesBack`, the number of a blue
 * invoice, it is that one's red letter: its amounts are negative, and it names what it takes back.
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

  watermark(document, paper)
  paper.set('模拟发票　不得报销　本页由演示系统生成，不具有任何税务效力', 0, 10, {
    size: 9,
    colour: WARNING,
    align: 'center',
    width: WIDTH,
  })
  paper.set(red ? '电子发票（模拟）红字' : '电子发票（模拟）', 0, 28, {
    size: 18,
    colour: BROWN,
    align: 'center',
    width: WIDTH,
  })
  paper.line(MIDDLE - 80, 53, MIDDLE + 80, 53, BROWN)
  paper.set(`发票号码：${number}`, RIGHT - 190, 30, { width: 190, align: 'right' })
  paper.set(`开票日期：${chineseDate(facts.issuedOn)}`, RIGHT - 190, 44, { width: 190, align: 'right' })

  document
    .rect(LEFT, 66, RIGHT - LEFT, 262)
    .lineWidth(0.75)
    .strokeColor(BROWN)
    .stroke()
  paper.line(MIDDLE, 66, MIDDLE, 120, BROWN)
  party(
    paper,
    '购买方',
    LEFT + 8,
    `${facts.buyer.name}${facts.buyer.kind === 'personal' ? '（个人）' : ''}`,
    facts.buyer.taxNumber ?? '—',
  )
  party(paper, '销售方', MIDDLE + 8, facts.seller.name, facts.seller.taxNumber)
  paper.line(LEFT, 120, RIGHT, 120, BROWN)

  const { tax } = facts
  const net = tax.kind === 'taxed' ? tax.netFen : facts.amountFen
  const taxText = tax.kind === 'taxed' ? printed(tax.taxFen) : '***'
  const row = [
    itemOf(facts.goods),
    facts.season,
    facts.household.userCode,
    printed(net),
    tax.kind === 'taxed' ? tax.rate : '免税',
    taxText,
  ]
  COLUMNS.forEach(({ title, from, to, align }, index) => {
    const room = { width: to - from - 12, align }
    paper.set(title, from + 6, 126, { ...room, colour: BROWN, align: index === 0 ? 'left' : align })
    paper.set(row[index] ?? '', from + 6, 146, room)
  })
  paper.set('合　　计', LEFT + 6, 232, { colour: BROWN })
  paper.set(`¥${printed(net)}`, 366, 232, { width: 68, align: 'right' })
  paper.set(tax.kind === 'taxed' ? `¥${taxText}` : taxText, 506, 232, { width: RIGHT - 512, align: 'right' })

  paper.line(LEFT, 250, RIGHT, 250, BROWN)
  paper.set('价税合计（大写）', LEFT + 8, 258, { colour: BROWN })
  paper.set(`${red ? '（负数）' : ''}${inCapitals(facts.amountFen)}`, 130, 256, { size: 11, width: 290 })
  paper.set('（小写）', 432, 258, { colour: BROWN })
  paper.set(`¥${printed(facts.amountFen)}`, 474, 256, { size: 11, width: RIGHT - 482, align: 'right' })

  paper.line(LEFT, 276, RIGHT, 276, BROWN)
  paper.set('备注', LEFT + 8, 282, { colour: BROWN })
  const notes = [
    `地址：${facts.household.address}　　缴费日期：${chineseDate(facts.paidOn)}　　订单号：${facts.orderNo}`,
    `${tax.kind === 'exempt' ? '免税依据' : '税率依据'}：${tax.notice}`,
    ...(red ? [`被红冲蓝字发票号码：${takesBack}`] : []),
  ]
  notes.forEach((note, index) => {
    paper.set(note, LEFT + 50, 282 + index * 15, { width: RIGHT - LEFT - 60 })
  })
  paper.set('模拟发票　不得报销', 0, 342, { size: 16, colour: WARNING, align: 'center', width: WIDTH })
  paper.set('仅用于演示开票流程。真实发票由供热公司通过税务平台开具。', 0, 368, {
    size: 8,
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

function party(paper: Paper, title: string, x: number, name: string, taxNumber: string): void {
  paper.set(title, x, 72, { colour: BROWN })
  paper.set('名称：', x + 44, 72, { colour: BROWN })
  paper.fill(name, x + 76, 72, { width: 196, height: 26 })
  paper.set('纳税人识别号：', x + 44, 101, { colour: BROWN })
  paper.set(taxNumber, x + 112, 101, { width: 160 })
}

function chineseDate(date: string): string {
  return `${date.slice(0, 4)}年${date.slice(5, 7)}月${date.slice(8, 10)}日`
}
