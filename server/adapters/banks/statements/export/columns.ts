import { plainHeading } from '../../../../domain/bankMatching/statementMapping'
import { FileFault } from '../../../channelFiles/lines'
import { isDay } from '../../values'
import { type Column, type ColumnName, type ExportLayout, hasHeadings } from './layout'
import type { TableLine } from './table'

/** Where each column of a layout stands in a file, and what is below its headings. */
export interface LocatedColumns {
  /** The cell of a line by its column's name; empty where the line or the file has none. */
  cell(cells: readonly string[], name: ColumnName): string
  at(name: ColumnName): number | undefined
  remark(cells: readonly string[]): string
  titles: TableLine[]
  rows: TableLine[]
}

const spellings = (column: Column): string[] =>
  typeof column === 'number' ? [] : [column].flat().map((one) => plainHeading(one))

const isEmpty = (text: string): boolean => /^[-\s]*$/.test(text)

/** Finds the columns of a layout in the lines of a file. Throws FileFault with the heading that is missing or there twice. */
export function locateColumns(lines: readonly TableLine[], layout: ExportLayout): LocatedColumns {
  if (lines.length === 0) throw new FileFault('文件是空的')
  return hasHeadings(layout) ? byHeadings(lines, layout) : byPositions(lines, layout)
}

function located(
  layout: ExportLayout,
  find: (column: Column) => number | undefined,
  parts: Pick<LocatedColumns, 'titles' | 'rows'>,
): LocatedColumns {
  const named = Object.entries(layout.columns) as [ColumnName, Column][]
  const places = new Map(named.map(([name, column]) => [name, find(column)]))
  const remarks = layout.remark.flatMap((column) => find(column) ?? [])
  return {
    ...parts,
    at: (name) => places.get(name),
    cell: (cells, name) => cells[places.get(name) ?? -1] ?? '',
    remark: (cells) =>
      remarks
        .map((at) => (cells[at] ?? '').replaceAll(/\s+/g, ' '))
        .filter((text) => !isEmpty(text))
        .join(' '),
  }
}

function byHeadings(lines: readonly TableLine[], layout: ExportLayout): LocatedColumns {
  const wanted = Object.values(layout.columns).filter((one): one is Column => one !== undefined)
  const missing = (headings: readonly string[]) =>
    wanted.filter((column) => !spellings(column).some((one) => headings.includes(one)))
  const all = lines.map(({ cells }) => cells.map(plainHeading))
  const at = all.findIndex((headings) => missing(headings).length === 0)
  const headings = all[at]
  if (!headings) {
    const [nearest] = all
      .map((own, index) => ({ line: lines[index]?.line, left: missing(own) }))
      .sort((a, b) => a.left.length - b.left.length)
    const names = nearest?.left.map((column) => `“${[column].flat()[0]}”`).join('、')
    throw new FileFault(`找不到表头：最接近的一行缺少 ${names}`, nearest?.line)
  }
  const find = (column: Column): number | undefined => {
    const places = headings.flatMap((heading, place) => (spellings(column).includes(heading) ? [place] : []))
    if (places.length > 1) throw new FileFault(`表头“${[column].flat()[0]}”有 ${places.length} 列`, lines[at]?.line)
    return places[0]
  }
  // Pages of one export may each have their headings again.
  const same = (own: readonly string[]) => own.join('\t') === headings.join('\t')
  const rows = lines.slice(at + 1).filter((_, index) => !same(all[at + 1 + index] ?? []))
  return located(layout, find, { titles: lines.slice(0, at), rows })
}

function byPositions(lines: readonly TableLine[], layout: ExportLayout): LocatedColumns {
  const rows = lines.slice(layout.titleLines)
  // A spreadsheet that saved the file may have put an empty column before all others: then the days stand one further on.
  const place = Number(layout.columns.date) - 1
  const [first] = rows
  const daysAt = (at: number) => first !== undefined && isDay(first.cells[at] ?? '', layout.dates)
  const shift = rows.every(({ cells }) => cells[0] === '') && !daysAt(place) && daysAt(place + 1) ? 1 : 0
  const find = (column: Column) => (typeof column === 'number' ? column - 1 + shift : undefined)
  return located(layout, find, { titles: lines.slice(0, layout.titleLines), rows })
}

/** The account's number behind its word in a title line, in the same cell or the next; empty where it is not told. */
export function accountInTitles(titles: readonly TableLine[], word: string): string {
  for (const { cells } of titles) {
    for (const [index, cell] of cells.entries()) {
      const text = cell.normalize('NFKC')
      if (!text.startsWith(word)) continue
      const behind = text.slice(word.length).replace(/^[\s:]+/, '')
      const told = behind || (cells.slice(index + 1).find((one) => one !== '') ?? '')
      return told.replaceAll(/[[\]\s]/g, '')
    }
  }
  return ''
}
