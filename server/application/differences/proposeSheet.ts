import type { BulkAnswer, BulkRow } from '../../../contract/consoleDifferences'
import { RESOLUTION_NAMES, RESOLUTIONS, type Resolution } from '../../../contract/differenceWords'
import type { Actor } from '../../domain/approval/approval'
import type { WorkItem } from '../../domain/reconciliation/run'
import type { Database } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import type { Table } from '../tablePort'
import type { ProposeResolution } from './propose'
import { REMIND_ON, SHEET } from './sheet'

/** So many rows are taken at once. */
const MOST_SHEET_ROWS = 5000
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
  function readRows({ headings, rows }: Table): Filled[] | Refusal {
    const at = (heading: string) => headings.indexOf(heading)
    const missing = Object.values(SHEET).find((heading) => at(heading) < 0)
    if (missing !== undefined) return refuse('sheet-unreadable', { reason: `缺少“${missing}”一列` })
    if (rows.length > MOST_SHEET_ROWS) return refuse('sheet-unreadable', { reason: `超过 ${MOST_SHEET_ROWS} 行` })
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
    sentenceOf: (refusal: Refusal) => string,
  ): Promise<BulkAnswer | Refusal> {
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
    function altered(row: Filled, item: WorkItem | undefined): string | undefined {
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
