import { seasonName } from '../../../contract/estimates'
import { HEAT_UNITS, type HeatUnit } from '../../../contract/words'
import { flagWords, plain } from '../household/columns'
import { type Exact, exact, heatInUnit } from '../tariff/exact'

/** What a household's heat meter showed after a season. Never changed: a correction is a further row, and the last one holds. */
export interface MeterReading {
  id: string
  company: string
  householdId: string
  season: string
  /** 1, 2, 3 … within household and season. */
  sequence: number
  /** Readings at the season's beginning and end, as decimal text; null where the file gives the quantity alone. */
  startReading: string | null
  endReading: string | null
  /** The heat used, as decimal text. */
  quantity: string
  unit: HeatUnit
  /** The meter is broken, or its fault distorted the data (domain.md C5). */
  faulty: boolean
  /** The number of the import, and where in its file the row stands. */
  batch: number
  line: number
  fileName: string
  by: string
  recordedAt: number
}

/** What one row of a readings file says. */
export type ReadReading = Pick<MeterReading, 'startReading' | 'endReading' | 'quantity' | 'unit' | 'faulty'>

const READING_FIELDS = ['startReading', 'endReading', 'quantity', 'unit', 'faulty'] as const

/** Whether two rows say the same of a meter. */
export function sameReading(one: ReadReading, other: ReadReading): boolean {
  return READING_FIELDS.every((field) => one[field] === other[field])
}

/** What was used between two readings of one meter. */
export function heatBetween(startReading: string, endReading: string): Exact {
  return exact(endReading).minus(startReading)
}

/** Several times what the coldest house uses in a season: more is a reading in another unit (decided). */
const ABSURD_KWH_PER_SQUARE_METRE = 1000

/** Whether a quantity is more heat than a dwelling of so many m² can have used. */
export function isAbsurd({ quantity, unit }: Pick<ReadReading, 'quantity' | 'unit'>, squareMetres: string): boolean {
  const { numerator, denominator } = heatInUnit({ quantity, unit }, 'kWh')
  return numerator.gt(denominator.times(squareMetres).times(ABSURD_KWH_PER_SQUARE_METRE))
}

/** The columns of a readings file. */
export type ReadingColumn =
  | 'company'
  | 'userCode'
  | 'season'
  | 'startReading'
  | 'endReading'
  | 'quantity'
  | 'unit'
  | 'faulty'

/** Every column with the headings under which companies keep it; the first is how errors name it. */
export const READING_HEADINGS: Record<ReadingColumn, readonly string[]> = {
  company: ['公司', '供热公司', '公司代号'],
  userCode: ['用户编码', '用户编号', '用户号', '户号', '卡号', '热力卡号'],
  season: ['采暖季', '采暖期', '供暖季'],
  startReading: ['起码', '起数', '期初读数', '季初读数', '上次读数'],
  endReading: ['止码', '止数', '期末读数', '季末读数', '本次读数'],
  quantity: ['用热量', '耗热量', '计量热量', '热量'],
  unit: ['单位', '计量单位'],
  faulty: ['热表故障', '故障', '是否故障', '表坏'],
}

const COLUMN_OF = new Map<string, ReadingColumn>()

for (const column of Object.keys(READING_HEADINGS) as ReadingColumn[]) {
  COLUMN_OF.set(column.toLowerCase(), column)
  for (const heading of READING_HEADINGS[column]) COLUMN_OF.set(plain(heading), column)
}

/** The column that a heading stands for; undefined when nobody uses that heading. */
export function readingColumnOf(heading: string): ReadingColumn | undefined {
  return COLUMN_OF.get(plain(heading))
}

export interface ReadingFault {
  column: ReadingColumn
  reason: string
}

export type ReadRow = { outcome: 'read'; reading: ReadReading } | { outcome: 'wrong'; faults: ReadingFault[] }

/** Heat has at most three decimals (domain.md C1). */
const HEAT = /^\d{1,12}(\.\d{1,3})?$/

const UNITS = new Map<string, HeatUnit>([
  ...HEAT_UNITS.map((unit) => [plain(unit), unit] as const),
  [plain('千瓦时'), 'kWh'],
  [plain('兆瓦时'), 'MWh'],
  [plain('吉焦'), 'GJ'],
])

/**
 * Reads one row: the heat used, as a quantity or as two readings (when both are there they agree), in kWh, MWh or GJ. A
 * broken meter needs neither: it is settled on the area fee (C5). Gives every fault found.
 */
export function readReadingRow(cells: Partial<Record<ReadingColumn, string>>, season: string): ReadRow {
  const faults: ReadingFault[] = []
  const cell = (column: ReadingColumn): string => (cells[column] ?? '').normalize('NFKC').trim()
  const fault = (column: ReadingColumn, reason: string): void => {
    faults.push({ column, reason })
  }
  const heat = (column: ReadingColumn): string | null => {
    const text = cell(column).replaceAll(',', '')
    if (text === '') return null
    if (HEAT.test(text)) return text
    fault(column, '应为不小于 0、最多三位小数的数')
    return null
  }
  const said = cell('season')
  if (said !== '' && said !== season) {
    fault('season', seasonName.safeParse(said).success ? `是 ${said}，不是 ${season}` : '应写作采暖季，例如 2025-2026')
  }
  const flag = cell('faulty') === '' ? 'false' : flagWords.read(cell('faulty'))
  if (flag === undefined) fault('faulty', `应为 ${flagWords.choices} 之一`)
  const faulty = flag === 'true'
  const startReading = heat('startReading')
  const endReading = heat('endReading')
  const given = heat('quantity')
  const unit = UNITS.get(plain(cell('unit')))
  if (cell('unit') !== '' && !unit) fault('unit', `应为 ${HEAT_UNITS.join('、')} 之一`)
  if (cell('unit') === '' && !faulty) fault('unit', '不能为空')
  let between: string | null = null
  if (startReading !== null && endReading !== null) {
    const used = heatBetween(startReading, endReading)
    if (used.lt(0) && !faulty) fault('endReading', '止码小于起码')
    else if (used.gte(0)) between = used.toFixed()
  }
  if ((startReading === null) !== (endReading === null) && given === null && !faulty) {
    fault(startReading === null ? 'startReading' : 'endReading', '起码和止码应同时填写')
  }
  if (given !== null && between !== null && !heatBetween(given, between).eq(0) && !faulty) {
    fault('quantity', '与止码减起码不符')
  }
  if (given === null && between === null && !faulty && faults.length === 0) fault('quantity', '没有用热量')
  if (faults.length > 0) return { outcome: 'wrong', faults }
  const quantity = given ?? between ?? '0'
  return { outcome: 'read', reading: { startReading, endReading, quantity, unit: unit ?? 'kWh', faulty } }
}
