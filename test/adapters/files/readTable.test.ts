import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { utils, write } from '@e965/xlsx'
import ExcelJS from 'exceljs'
import iconv from 'iconv-lite'
import JSZip from 'jszip'
import { excelTable } from '../../../server/adapters/files/excelTable'
import { readTable, tableOf } from '../../../server/adapters/files/readTable'

const CSV = '用户编码,户主,建筑面积\r\n0000000001,张三,89.33\r\n\r\n0000000002,"李四,王五",60\r\n'
const expected = {
  outcome: 'read',
  table: {
    headings: ['用户编码', '户主', '建筑面积'],
    rows: [
      { line: 2, cells: ['0000000001', '张三', '89.33'] },
      { line: 4, cells: ['0000000002', '李四,王五', '60'] },
    ],
  },
}

describe('a household file in the encodings of the trade', () => {
  test.each([
    ['UTF-8', Buffer.from(CSV)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${CSV}`)],
    ['GBK', iconv.encode(CSV, 'gbk')],
    ['UTF-16 little endian', iconv.encode(CSV, 'utf-16le', { addBOM: true })],
    ['UTF-16 big endian', iconv.encode(CSV, 'utf-16be', { addBOM: true })],
  ])('%s reads as the same table', async (_, bytes) => {
    expect(await tableOf(bytes)).toEqual(expected)
  })

  test('GB 18030 keeps the rare letters of names', async () => {
    const read = await tableOf(iconv.encode('户主\n𠮷䶮\n', 'gb18030'))
    expect(read).toMatchObject({ table: { rows: [{ cells: ['𠮷䶮'] }] } })
  })

  test('Excel’s “Unicode text” is separated by tabs', async () => {
    const read = await tableOf(iconv.encode('用户编码\t户主\n1\t张,三\n', 'utf-16le', { addBOM: true }))
    expect(read).toMatchObject({
      table: { headings: ['用户编码', '户主'], rows: [{ line: 2, cells: ['1', '张,三'] }] },
    })
  })

  test.each([
    ['in UTF-8', Buffer.concat([Buffer.from('户主\n张三\n'), Buffer.from([0xe5, 0xff]), Buffer.from('\n王五\n')]), 3],
    ['in GBK', Buffer.concat([iconv.encode('户主\n张三\n李四\n', 'gbk'), Buffer.from([0xff, 0x0a])]), 4],
    ['after a byte order mark', Buffer.concat([Buffer.from('\uFEFF户主\n'), iconv.encode('张三', 'gbk')]), 2],
    [
      'half a UTF-16 letter',
      Buffer.concat([iconv.encode('户主\n张三\n', 'utf-16le', { addBOM: true }), Buffer.from([0x31])]),
      3,
    ],
  ])('an undecodable byte %s gives the number of its line', async (_, bytes, line) => {
    const read = await tableOf(bytes)
    expect(read.outcome === 'wrong' && read.faults).toEqual([
      { line, reason: expect.stringContaining('无法识别的字节') },
    ])
  })
})

describe('numbers of a workbook', () => {
  test('have the 15 digits that a person sees, and one of more is shown as Excel shows it', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('户')
    sheet.addRow(['数'])
    const numbers = [1.1 + 2.2, 89.33, 0, -0.1, 999_999_999_999_999, 6_217_000_010_001_230_000, 100_000]
    for (const number of numbers) sheet.addRow([number])
    sheet.addRow([{ formula: '1.1+2.2', result: 1.1 + 2.2 }])
    const read = await tableOf(Buffer.from(await book.xlsx.writeBuffer()))
    expect(read.outcome === 'read' && read.table.rows.flatMap(({ cells }) => cells)).toEqual([
      ...['3.3', '89.33', '0', '-0.1', '999999999999999', '6.21700001000123E+18', '100000', '3.3'],
    ])
  })
})

describe('files that are no table', () => {
  const reasonOf = async (bytes: Buffer) => {
    const read = await tableOf(bytes)
    return read.outcome === 'wrong' ? read.faults : []
  }

  test('one endless line ends at a limit, with its line', async () => {
    const [fault] = await reasonOf(Buffer.from(`户主\n${'张'.repeat(4_000_000)}`))
    expect(fault?.reason).toMatch(/一行超过/)
  })

  test('a quote that is not closed', async () => {
    const [fault] = await reasonOf(Buffer.from('户主\n"张三\n李四\n'))
    expect(fault?.reason).toBe('引号没有闭合')
  })

  test('an empty file, and one that is not there', async () => {
    expect(await reasonOf(Buffer.alloc(0))).toEqual([{ line: null, reason: '文件是空的' }])
    expect(await readTable('/nowhere/households.csv')).toEqual({
      outcome: 'wrong',
      faults: [{ line: null, reason: '没有这个文件' }],
    })
  })

  test('what only begins like an old workbook', async () => {
    expect(await reasonOf(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toEqual([
      { line: null, reason: '不是完整的 Excel 文件' },
    ])
  })
})

describe('an Excel workbook', () => {
  test('cells read as a person sees them, with the rows of the sheet', async () => {
    const workbook = new ExcelJS.Workbook()
    const sheet = workbook.addWorksheet('用户')
    sheet.addRow(['用户编码', '户主', '建筑面积', '搬迁协议日期', '使用面积'])
    sheet.addRow([])
    sheet.addRow([
      123456789012,
      { richText: [{ text: '张' }, { text: '三' }] },
      89.33,
      new Date(Date.UTC(2026, 11, 20)),
      { formula: 'C3*0.75', result: 67 },
    ])
    const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-table-'))
    const file = path.join(folder, 'households.xlsx')
    writeFileSync(file, Buffer.from(await workbook.xlsx.writeBuffer()))
    expect(await readTable(file)).toEqual({
      outcome: 'read',
      table: {
        headings: ['用户编码', '户主', '建筑面积', '搬迁协议日期', '使用面积'],
        rows: [{ line: 3, cells: ['123456789012', '张三', '89.33', '2026-12-20', '67'] }],
      },
    })
    rmSync(folder, { recursive: true })
  })

  test('a broken archive and one that unpacks without end are refused', async () => {
    expect(await tableOf(Buffer.from('PK\u0003\u0004 not a workbook'))).toMatchObject({ outcome: 'wrong' })
    const bomb = new JSZip()
    bomb.file('xl/worksheets/sheet1.xml', Buffer.alloc(8 * 1024 * 1024))
    const bytes = await bomb.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })
    expect(bytes.length).toBeLessThan(32 * 1024)
    expect(await excelTable(bytes, 1024 * 1024)).toEqual({
      outcome: 'wrong',
      faults: [{ line: null, reason: expect.stringContaining('解压后过大') }],
    })
  })
})

describe('what is called .xls', () => {
  const table = [
    ['交易日期', '金额', '卡号', '户名'],
    [],
    [new Date(Date.UTC(2026, 10, 1)), 1.1 + 2.2, 6_217_000_010_001_230_000, '䶮𠮷·买买提'],
    ['20261102', -0.1, '6217000010001234567', { t: 'e', v: 42 }],
  ]
  const expected = {
    headings: ['交易日期', '金额', '卡号', '户名'],
    rows: [
      { line: 3, cells: ['2026-11-01', '3.3', '6.21700001000123E+18', '䶮𠮷·买买提'] },
      { line: 4, cells: ['20261102', '-0.1', '6217000010001234567', '#N/A'] },
    ],
  }

  test.each(['biff8', 'xlml'] as const)('a workbook of Excel as %s reads as an .xlsx does', async (bookType) => {
    const book = utils.book_new()
    utils.book_append_sheet(book, utils.aoa_to_sheet(table, { UTC: true }), '明细')
    expect(await tableOf(write(book, { type: 'buffer', bookType }))).toEqual({ outcome: 'read', table: expected })
  })

  test.each(['utf8', 'gb18030'])('a page with a table, in %s: a card’s nineteen digits stay', async (encoding) => {
    const page = `<html><head><style>td{}</style></head><body><table><tr><th>日期</th><th>卡号</th><th>金额</th></tr>
      <tr><td>2026-11-01</td><td>6217000010001234567</td><td>1,234.50</td></tr></table></body></html>`
    expect(await tableOf(iconv.encode(page, encoding))).toEqual({
      outcome: 'read',
      table: {
        headings: ['日期', '卡号', '金额'],
        rows: [{ line: 2, cells: ['2026-11-01', '6217000010001234567', '1,234.50'] }],
      },
    })
  })
})
