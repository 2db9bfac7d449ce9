import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fen } from '../../../contract/money'
import { readTaxNumber } from '../../../contract/taxNumber'
import { invoiceFolder } from '../../../server/adapters/invoices/invoiceFolder'
import { createLocalInvoices } from '../../../server/adapters/invoices/local'
import { notoSansSC } from '../../../server/adapters/invoices/local/fonts'
import { printInvoice } from '../../../server/adapters/invoices/local/pdf'
import type { InvoiceFacts } from '../../../server/application/ports/invoices'
import { invoicingGaps } from '../../../server/domain/invoice/invoicing'
import { outlinesOf, readPdf } from '../../support/pdfText'
import { fiveCompanies } from '../../support/ports'

const facts: InvoiceFacts = {
  id: 'I1',
  company: 'lanzhou',
  orderNo: 'HP261121K3V9Q2M7XA',
  document: 'ordinary',
  seller: {
    name: '兰州城区供热',
    taxNumber: '91110105101234567Y',
    address: null,
    phone: null,
    bank: null,
    drawer: '李开票',
  },
  buyer: { kind: 'personal', name: '张演示', taxNumber: null, address: null, phone: null, bank: null },
  goods: { category: '供热', name: '采暖费', taxCode: null, unit: null },
  season: '2026-2027',
  household: { userCode: '6201000001', address: '演示家园***3单元' },
  amountFen: 223_325,
  tax: { kind: 'exempt', notice: '公告2023年第56号' },
  paidOn: '2026-11-20',
  issuedAt: Date.UTC(2026, 10, 21, 4),
  issuedOn: '2026-11-21',
}
const typeface = notoSansSC()
const print = (changes: Partial<InvoiceFacts> = {}) =>
  printInvoice({ ...facts, ...changes }, 'MN202600000001', typeface)
const textOf = async (changes: Partial<InvoiceFacts> = {}) => readPdf(await print(changes)).texts.join('')

describe('a simulated invoice', () => {
  test('says so across the page, above and below, and in its title', async () => {
    const bytes = await print()
    const text = readPdf(bytes).texts.join('').replace(/\s/g, '')
    expect(text.match(/模拟发票不得报销/g)).toHaveLength(2)
    expect(text).toContain('电子发票（普通发票）')
    expect(readPdf(bytes).texts.join('')).toContain('模 拟')
  })

  test('shows seller, buyer, item, season, household, amounts in both ways, and why no tax is due', async () => {
    const text = await textOf()
    for (const shown of [
      '发票号码：MN202600000001',
      '开票日期：2026年11月21日',
      '兰州城区供热',
      '张演示（个人）',
      '91110105101234567Y',
      '*供热*采暖费',
      '2026-2027',
      '6201000001',
      '演示家园***3单元',
      '¥2233.25',
      '贰仟贰佰叁拾叁圆贰角伍分',
      '免税',
      '公告2023年第56号',
      'HP261121K3V9Q2M7XA',
      '2026年11月20日',
    ]) {
      expect(text).toContain(shown)
    }
  })

  test('a company’s invoice of taxed heat shows its tax number, net, rate and tax', async () => {
    const text = await textOf({
      buyer: { ...facts.buyer, kind: 'company', name: '演示设计院有限公司', taxNumber: '91440300708461136T' },
      amountFen: 350_000,
      tax: { kind: 'taxed', rate: '9%', netFen: fen(321_101), taxFen: fen(28_899), notice: '热力销售，税率 9%' },
    })
    for (const shown of [
      '演示设计院有限公司',
      '91440300708461136T',
      '3211.01',
      '9%',
      '288.99',
      '¥3500.00',
      '叁仟伍佰圆整',
    ]) {
      expect(text).toContain(shown)
    }
    expect(text).not.toMatch(/个人|免税/)
  })

  test('has what the face of an electronic invoice has: headings, drawer, special, red', async () => {
    const text = await textOf()
    const headings = ['项目名称', '规格型号', '单位', '数量', '单价', '金额', '税率/征收率', '税额', '价税合计（大写）']
    for (const shown of [...headings, '（小写）', '开票人：李开票', '购买方信息', '销售方信息', '备注', '***'])
      expect(text.replace(/\s/g, '')).toContain(shown)
    const special = await textOf({
      document: 'special',
      buyer: {
        ...facts.buyer,
        kind: 'company',
        name: '演示公司',
        taxNumber: '91440300708461136T',
        address: '演示路 1 号',
      },
    })
    expect(special).toContain('电子发票（增值税专用发票）')
    expect(special).toContain('演示路 1 号')
    const red = readPdf(await printInvoice(facts, 'MN202600000002', typeface, 'MN202600000001')).texts.join('')
    for (const shown of ['¥-2233.25', '（负数）', 'MN202600000001']) expect(red).toContain(shown)
  })

  test('every letter is really drawn: outlines within the em square, also of rare letters of names', async () => {
    const { fonts } = readPdf(await print({ buyer: { ...facts.buyer, name: '喆珺翀玥彧' } }))
    expect(fonts.length).toBeGreaterThan(5)
    for (const font of fonts) {
      const { drawn, sane } = outlinesOf(font)
      expect(sane).toBe(drawn)
    }
    expect(fonts.reduce((sum, font) => sum + outlinesOf(font).drawn, 0)).toBeGreaterThan(100)
  })

  test('a letter that the typeface lacks is printed as 〓, and said below by its number', async () => {
    const text = await textOf({ buyer: { ...facts.buyer, name: '张𠮷' } })
    expect(text).toContain('张〓')
    expect(text).toContain('〓 代表 U+20BB7')
  })

  test('a title of a hundred letters is there in full', async () => {
    const name = '示范工程局'.repeat(20)
    expect(
      await textOf({ buyer: { ...facts.buyer, kind: 'company', name, taxNumber: '91440300708461136T' } }),
    ).toContain(name)
  })

  test('the same facts print the same bytes; the only time in it is the one passed in', async () => {
    const [one, again, later] = [await print(), await print(), await print({ issuedAt: facts.issuedAt + 86_400_000 })]
    expect(one.equals(again)).toBe(true)
    expect(one.equals(later)).toBe(false)
    expect(one.toString('latin1').match(/D:\d{14}Z?/g)).toEqual(['D:20261121040000Z'])
  })
})

test('numbers are MN, the year and eight digits, from the company’s own space', async () => {
  const asked: string[] = []
  const provider = createLocalInvoices({
    numbers: {
      take: async ({ id, company }, space, { write, fileOf }) => {
        asked.push(`${id} ${company} ${space} ${fileOf(write(123))}`)
        return write(123)
      },
    },
  })
  expect(await provider.issue(facts)).toMatchObject({ outcome: 'issued', number: 'MN202600000123', extension: 'pdf' })
  expect(asked).toEqual(['I1 lanzhou invoice:2026 MN202600000123.pdf'])
})

describe('the folder of invoices', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'heatpay-invoices-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('keeps a file whole, for its owner’s eyes only, and again over itself', async () => {
    const files = invoiceFolder(folder)
    await files.write('lanzhou', 'MN1.pdf', Buffer.from('one'))
    await files.write('lanzhou', 'MN1.pdf', Buffer.from('two'))
    expect((await files.read('lanzhou', 'MN1.pdf'))?.toString()).toBe('two')
    expect(readdirSync(path.join(folder, 'lanzhou'))).toEqual(['MN1.pdf'])
    expect(statSync(path.join(folder, 'lanzhou', 'MN1.pdf')).mode & 0o077).toBe(0)
    expect(await files.read('lanzhou', 'MN2.pdf')).toBeUndefined()
  })

  test.each(['../MN1.pdf', 'a/b.pdf', '.hidden', ''])('a name that leads elsewhere is refused: %s', async (name) => {
    await expect(invoiceFolder(folder).write('lanzhou', name, Buffer.from('x'))).rejects.toThrow('not a name')
  })
})

test('each company’s file names its seller, for tests, and taxes every use that it has', () => {
  for (const rulebook of fiveCompanies().all()) {
    const { seller } = rulebook
    expect(seller).toMatchObject({ province: expect.any(String), test: true })
    expect(readTaxNumber(seller?.taxNumber ?? '').outcome).toBe('read')
    const gaps = invoicingGaps(rulebook, '2026-2027')
    expect(gaps[0]).toBe('its seller is one for tests')
    expect(gaps.slice(1)).toEqual([expect.stringMatching(/^there is no tax code for /)])
  }
})
