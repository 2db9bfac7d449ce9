import type { BulkAnswer, BulkRow, DifferenceRow } from '../../../contract/consoleDifferences'
import {
  DIFFERENCE_STATUS_NAMES,
  RESOLUTION_NAMES,
  RESOLUTIONS,
  type Resolution,
} from '../../../contract/differenceWords'
import type { Actor } from '../../domain/approval/approval'
import type { Difference } from '../../domain/reconciliation/run'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Table } from '../ports/system'
import type { ProposeResolution } from './propose'

/** Columns that a sheet brings back; anyone who fills it in changes the last four and nothing else. */
export const SHEET = {
  id: '编号',
  ours: '我方（元）',
  theirs: '渠道（元）',
  resolution: '处理方式',
  reason: '原因',
  userCode: '用户号',
} as const

/** Where a sheet has this column, it says when the desk is reminded: sheets of earlier exports have none. */
export const REMIND_ON = '提醒日'

/** One column of the sheet that differences go out on: its heading, and what stands in it. */
export interface SheetColumn {
  heading: string
  of(row: DifferenceRow): string | number | null
  kind?: 'fen' | 'count' | 'moment' | 'date'
  width?: number
  /** What may be chosen in it. */
  choices?: readonly string[]
}

/** The suggested resolution stands there already; without a reason a row is left out. */
export const SHEET_COLUMNS: readonly SheetColumn[] = [
  { heading: SHEET.id, of: ({ id }) => id, width: 30 },
  { heading: '日期', of: ({ date }) => date, kind: 'date' },
  { heading: '渠道', of: ({ channelName }) => channelName },
  { heading: '差异', of: ({ kindName }) => kindName, width: 22 },
  { heading: '订单号', of: ({ orderNo }) => orderNo, width: 22 },
  { heading: '渠道单号', of: ({ channelNo }) => channelNo, width: 32 },
  { heading: SHEET.ours, of: ({ ourFen }) => ourFen, kind: 'fen' },
  { heading: SHEET.theirs, of: ({ theirFen }) => theirFen, kind: 'fen' },
  { heading: '相差（元）', of: ({ byFen }) => byFen, kind: 'fen' },
  { heading: '账龄（天）', of: ({ ageDays }) => ageDays, kind: 'count' },
  { heading: '经办人', of: ({ owner }) => owner },
  { heading: '状态', of: ({ status }) => DIFFERENCE_STATUS_NAMES[status] },
  { heading: '说明', of: ({ reason }) => reason, width: 40 },
  {
    heading: SHEET.resolution,
    of: ({ suggestion, resolution }) => (resolution ? RESOLUTION_NAMES[resolution] : (suggestion?.name ?? '')),
    width: 22,
    choices: Object.values(RESOLUTION_NAMES),
  },
  { heading: SHEET.reason, of: () => '', width: 40 },
  { heading: SHEET.userCode, of: () => '' },
  { heading: REMIND_ON, of: () => '' },
]

/** So many rows are taken at once. */
const MAX_SHEET_ROWS = 5000

/** So many channels are asked at the same time. */
const AT_ONCE = 8

interface Filled {
  row: number
  id: string
  ours: string
  theirs: string
  resolution: string
  reason: string
  userCode: string
  remindOn: string
}

/** An apostrophe before a formula's sign keeps a cell inert; it is not part of what was written. */
const plain = (cell: string | undefined): string => (cell ?? '').trim().replace(/^'(?=[=+\-@\t\r])/, '')

/** Fen of a cell: a spreadsheet writes 1234.5 for 1,234.50, and nothing where a side has nothing. Undefined when it is no amount. */
function fenOf(cell: string): number | null | undefined {
  if (cell === '') return null
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(cell.replace(/,/g, ''))
  if (!match) return undefined
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  return match[1] === '-' ? 0 - fen : fen
}

const resolutionNamed = (text: string): Resolution | undefined =>
  RESOLUTIONS.find((one) => one === text || RESOLUTION_NAMES[one] === text)

/**
 * Proposes what a filled-in sheet says, row by row, each by the same verb as a single one. A row without a reason is left
 * out; an unknown row, or one whose amounts were altered, is refused with its number. `sentenceOf` tells a refusal in Chinese.
 */
export function createProposeSheet({ database, propose }: { database: Database; propose: ProposeResolution }) {
  function readRows({ headings, rows }: Table): Filled[] | Refusal<'sheet-unreadable'> {
    const at = (heading: string) => headings.indexOf(heading)
    const missing = Object.values(SHEET).find((heading) => at(heading) < 0)
    if (missing !== undefined) return refuse('sheet-unreadable', { reason: `缺少“${missing}”一列` })
    if (rows.length > MAX_SHEET_ROWS) return refuse('sheet-unreadable', { reason: `超过 ${MAX_SHEET_ROWS} 行` })
    return rows.map(({ line, cells }) => {
      const cell = (heading: string) => plain(cells[at(heading)])
      const { id, ours, theirs, resolution, reason, userCode } = SHEET
      return {
        row: line,
        id: cell(id),
        ours: cell(ours),
        theirs: cell(theirs),
        resolution: cell(resolution),
        reason: cell(reason),
        userCode: cell(userCode),
        remindOn: cell(REMIND_ON).replaceAll('/', '-'),
      }
    })
  }

  return async function proposeSheet(
    company: string,
    maker: Actor,
    table: Table,
    sentenceOf: (refusal: Refusal<RefusalCode>) => string,
  ): Promise<BulkAnswer | Refusal<'sheet-unreadable'>> {
    const filled = readRows(table)
    if (isRefusal(filled)) return filled
    const asked = filled.filter(({ reason }) => reason !== '')
    const items = new Map(
      (await database.read.differences.byIds(asked.map(({ id }) => id))).map((item) => [item.id, item]),
    )
    const seen = new Set<string>()

    const told = (row: Filled, outcome: BulkRow['outcome'], why: string | null, approvalId: string | null = null) => ({
      row: row.row,
      id: row.id,
      outcome,
      approvalId,
      why,
    })

    /** Why a row cannot be proposed as it came back. */
    function altered(row: Filled, item: Difference | undefined): string | undefined {
      if (!item || item.company !== company) return `没有编号为“${row.id}”的差异`
      if (fenOf(row.ours) !== item.ourFen || fenOf(row.theirs) !== item.theirFen) return '金额被改动过，与系统不一致'
      if (!resolutionNamed(row.resolution)) return `没有“${row.resolution}”这种处理方式`
      return undefined
    }

    async function one(row: Filled): Promise<BulkRow> {
      if (row.reason === '') return told(row, 'left-out', null)
      if (seen.has(row.id)) return told(row, 'refused', '同一编号在表中不止一行')
      seen.add(row.id)
      const why = altered(row, items.get(row.id))
      const resolution = resolutionNamed(row.resolution)
      if (why !== undefined || !resolution) return told(row, 'refused', why ?? null)
      const userCode = row.userCode === '' ? undefined : row.userCode
      const remindOn = /^\d{4}-\d{2}-\d{2}$/.test(row.remindOn) ? row.remindOn : undefined
      const proposed = await propose(company, maker, { id: row.id, resolution, reason: row.reason, userCode, remindOn })
      return isRefusal(proposed) ? told(row, 'refused', sentenceOf(proposed)) : told(row, 'proposed', null, proposed.id)
    }

    const rows: BulkRow[] = []
    for (let at = 0; at < filled.length; at += AT_ONCE) {
      rows.push(...(await Promise.all(filled.slice(at, at + AT_ONCE).map(one))))
    }
    const count = (outcome: BulkRow['outcome']) => rows.filter((row) => row.outcome === outcome).length
    return { proposed: count('proposed'), refused: count('refused'), leftOut: count('left-out'), rows }
  }
}
