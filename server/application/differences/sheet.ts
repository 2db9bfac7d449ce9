import type { DifferenceRow } from '../../../contract/consoleDifferences'
import { DIFFERENCE_STATUS_NAMES, RESOLUTION_NAMES } from '../../../contract/differenceWords'

/** Columns that a sheet brings back; whoever fills it in changes the last four and nothing else. */
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
  kind?: 'fen' | 'count' | 'moment'
  width?: number
}

/** The suggested resolution stands there already; without a reason a row is left out. */
export const SHEET_COLUMNS: readonly SheetColumn[] = [
  { heading: SHEET.id, of: ({ id }) => id, width: 30 },
  { heading: '日期', of: ({ date }) => date },
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
  },
  { heading: SHEET.reason, of: () => '', width: 40 },
  { heading: SHEET.userCode, of: () => '' },
  { heading: REMIND_ON, of: () => '' },
]
