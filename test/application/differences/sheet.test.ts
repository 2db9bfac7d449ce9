import ExcelJS from 'exceljs'
import type { DifferenceRow } from '../../../contract/consoleDifferences'
import { inert } from '../../../server/adapters/files/excelFile'
import { excelTable } from '../../../server/adapters/files/excelTable'
import { isRefusal, refuse } from '../../../server/application/common/refusal'
import { SHEET, SHEET_COLUMNS } from '../../../server/application/differences/proposeSheet'
import type { Table } from '../../../server/application/ports/system'
import { openThreeBills, pay } from '../../support/books'
import { maker } from '../../support/desk'
import { type DifferenceDesk, openDifferenceDesk, paymentRow } from '../../support/differences'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const DAY = '2026-11-20'
const COMPANY = 'lanzhou'

/** The sheet as it goes out, read as it comes back, after somebody has filled it in. */
async function sheetOf(rows: readonly DifferenceRow[], fill: (cells: Record<string, unknown>, row: number) => void) {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('对账差异')
  sheet.addRow(SHEET_COLUMNS.map(({ heading }) => heading))
  rows.forEach((row, index) => {
    const cells: Record<string, unknown> = {}
    for (const { heading, kind, of } of SHEET_COLUMNS) {
      const value = of(row)
      cells[heading] =
        kind === 'fen' && value !== null ? Number(value) / 100 : typeof value === 'string' ? inert(value) : value
    }
    fill(cells, index + 2)
    sheet.addRow(SHEET_COLUMNS.map(({ heading }) => cells[heading]))
  })
  const read = await excelTable(Buffer.from(await book.xlsx.writeBuffer()))
  if (read.outcome === 'wrong') throw new Error('not a sheet')
  return read.table
}

onEachEngine('differences on an Excel sheet', (newPlace) => {
  let ports: StoryPorts
  let desk: DifferenceDesk
  const propose = (table: Table) =>
    desk.differences.proposeSheet(COMPANY, maker, table, ({ refused }) => `拒绝：${refused}`)
  /** The three repetitions first. */
  const rows = async () => {
    const listed = (await desk.differences.list({ company: COMPANY }, 0, 10_000)).rows
    return listed.sort((one, other) => (one.kind > other.kind ? -1 : one.kind < other.kind ? 1 : 0))
  }

  beforeEach(async () => {
    ports = await openPorts(newPlace, DAY)
    const homes = await openThreeBills(ports)
    desk = openDifferenceDesk(ports)
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 123_456 })
    ports.clock.set('2026-11-21')
    const paid = paymentRow({ key: `42000${orderNo}`, orderNo, amountFen: 123_456 }, DAY)
    const twice = [1, 2, 3].map((n) => ({ ...paid, line: 100 + n }))
    const strange = paymentRow({ key: '=2+5', orderNo: '@SUM(A1)', amountFen: 7 }, DAY)
    await desk.reconcile(DAY, [paid, ...twice, strange])
  })
  afterEach(() => ports.remove())

  test('what is filled in is proposed; empty rows are left out; each is answered by its number', async () => {
    const shown = await rows()
    expect(shown).toHaveLength(4)
    const table = await sheetOf(shown, (cells, row) => {
      if (row !== 2) cells[SHEET.reason] = '已与渠道核对'
      if (row === 4) cells[SHEET.resolution] = '不存在的方式'
      if (row === 5) cells[SHEET.ours] = 1
    })
    const answer = await propose(table)
    if (isRefusal(answer)) throw new Error(answer.refused)
    const outcomes = answer.rows.map(({ row, outcome }) => `${row} ${outcome}`)
    expect(outcomes.slice(0, 1)).toEqual(['2 left-out'])
    expect(answer).toMatchObject({ leftOut: 1, proposed: 1, refused: 2 })
    expect(answer.rows.find(({ row }) => row === 4)?.why).toBe('没有“不存在的方式”这种处理方式')
    expect(answer.rows.find(({ row }) => row === 5)?.why).toBe('金额被改动过，与系统不一致')
    const again = await propose(table)
    expect(isRefusal(again) ? again : again.rows.find(({ row }) => row === 3)?.why).toBe('拒绝：already-proposed')
  })

  test('a row that is there twice, or is another company’s, is refused; so is another sheet', async () => {
    const shown = await rows()
    const [first] = shown
    if (!first) throw new Error('no row')
    const twice = await propose(
      await sheetOf([first, first, { ...first, id: 'ANOTHERS' }], (cells) => {
        cells[SHEET.reason] = '已核对'
      }),
    )
    expect(isRefusal(twice) ? twice : twice.rows.map(({ why }) => why)).toEqual([
      null,
      '同一编号在表中不止一行',
      '没有编号为“ANOTHERS”的差异',
    ])
    expect(await propose({ headings: ['编号'], rows: [] })).toEqual(
      refuse('sheet-unreadable', { reason: '缺少“我方（元）”一列' }),
    )
    const headings = SHEET_COLUMNS.map(({ heading }) => heading)
    const many = Array.from({ length: 5001 }, (_, n) => ({ line: n + 2, cells: [] }))
    expect(await propose({ headings, rows: many })).toMatchObject({ refused: 'sheet-unreadable' })
  })

  test('a sheet of 5 000 rows is taken; a text that a spreadsheet would run stays text', async () => {
    const shown = await rows()
    const strange = shown.find(({ channelNo }) => channelNo === '=2+5')
    if (!strange) throw new Error('no row')
    const few = await sheetOf(shown, (cells, row) => {
      cells[SHEET.reason] = row % 2 ? '=1+1' : ''
    })
    const [filled, empty] = [few.rows[1], few.rows[0]]
    if (!filled || !empty) throw new Error('no rows')
    const id = few.headings.indexOf(SHEET.id)
    const more = Array.from({ length: 5000 - shown.length }, (_, n) => ({
      line: n + shown.length + 2,
      cells: (n % 2 ? filled : empty).cells.with(id, `NOBODY${n}`),
    }))
    const table = { ...few, rows: [...few.rows, ...more] }
    const cells = table.rows[shown.indexOf(strange)]?.cells ?? []
    expect(cells[table.headings.indexOf('渠道单号')]).toBe("'=2+5")
    const answer = await propose(table)
    if (isRefusal(answer)) throw new Error(answer.refused)
    expect(answer.rows).toHaveLength(5000)
    expect(answer.leftOut).toBe(2500)
    expect(answer.proposed + answer.refused).toBe(2500)
  })
})
