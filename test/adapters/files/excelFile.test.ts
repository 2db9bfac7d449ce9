import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { type ExcelColumn, writeExcel } from '../../../server/adapters/files/excelFile'

interface Line {
  on: string
  at: number
  fen: number | null
  rate: string | null
  way: string
}

const COLUMNS: ExcelColumn<Line>[] = [
  { heading: '日期', of: ({ on }) => on, kind: 'date' },
  { heading: '时间', of: ({ at }) => at, kind: 'moment' },
  { heading: '金额（元）', of: ({ fen }) => fen, kind: 'fen' },
  { heading: '收费率', of: ({ rate }) => rate, kind: 'percent' },
  { heading: '处理', of: ({ way }) => way, choices: ['补记缴费', '转入待查', '=1+1'] },
]

const LINES: Line[] = [
  { on: '2026-11-01', at: Date.parse('2026-11-01T00:30:05+08:00'), fen: 123_456, rate: '87.65%', way: '' },
  { on: '合计', at: Date.parse('2026-11-30T23:59:59+08:00'), fen: null, rate: null, way: '=1+1' },
]

async function written(columns: readonly ExcelColumn<Line>[] = COLUMNS): Promise<ExcelJS.Workbook> {
  const stream = new PassThrough()
  const bytes = buffer(stream)
  await writeExcel(stream, '日报 A&B', columns, LINES)
  const book = new ExcelJS.Workbook()
  await book.xlsx.load((await bytes) as unknown as ArrayBuffer)
  return book
}

describe('a workbook as finance expects it', () => {
  test('has days, times, amounts and shares as Excel’s own; words stay words', async () => {
    const [sheet] = (await written()).worksheets
    const values = [2, 3].map((row) => COLUMNS.map((_, at) => sheet?.getRow(row).getCell(at + 1).value ?? null))
    expect(values).toEqual([
      [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-01T00:30:05Z'), 1234.56, 0.8765, null],
      ['合计', new Date('2026-11-30T23:59:59Z'), null, null, "'=1+1"],
    ])
    const formats = [1, 2, 3, 4].map((at) => sheet?.getRow(2).getCell(at).numFmt)
    expect(formats).toEqual(['yyyy-mm-dd', 'yyyy-mm-dd hh:mm:ss', '#,##0.00', '0.00%'])
  })

  test('is filtered by its headings, which stand on each printed page; many columns lie across', async () => {
    const [sheet] = (await written()).worksheets
    expect(sheet?.autoFilter).toBe('A1:E1')
    expect(sheet?.pageSetup).toMatchObject({ orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 })
    expect(sheet?.pageSetup.printTitlesRow).toBe('1:1')
    expect(sheet?.headerFooter).toMatchObject({ oddHeader: '&C日报 A&&B', oddFooter: '&C第 &P 页，共 &N 页' })
    const [wide] = (await written([...COLUMNS, ...COLUMNS])).worksheets
    expect(wide?.pageSetup.orientation).toBe('landscape')
  })

  test('lets what may be chosen be chosen from a list, kept on a sheet that nobody sees', async () => {
    const book = await written()
    const [sheet, choices] = book.worksheets
    expect(sheet?.getCell('E2').dataValidation).toMatchObject({ type: 'list', formulae: ['选项!$A$1:$A$3'] })
    expect([choices?.state, choices?.getColumn(1).values.slice(1)]).toEqual([
      'hidden',
      ['补记缴费', '转入待查', "'=1+1"],
    ])
  })
})
