import type { ChannelClaimRow } from '../../../contract/consoleDifferences'

interface ClaimColumn {
  heading: string
  of(row: ChannelClaimRow): string | number | null
  kind?: 'fen' | 'count' | 'moment'
  width?: number
}

/** The sheet on which claims on channels go out, to be sent to the channel. */
export const CLAIM_COLUMNS: readonly ClaimColumn[] = [
  { heading: '编号', of: ({ id }) => id, width: 30 },
  { heading: '追索日', of: ({ openedOn }) => openedOn },
  { heading: '渠道', of: ({ channelName }) => channelName },
  { heading: '追索什么', of: ({ aboutName }) => aboutName },
  { heading: '单号', of: ({ number }) => number, width: 32 },
  { heading: '追索（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '已退回（元）', of: ({ returnedFen }) => returnedFen, kind: 'fen' },
  { heading: '未退回（元）', of: ({ openFen }) => openFen, kind: 'fen' },
  { heading: '账龄（天）', of: ({ ageDays }) => ageDays, kind: 'count' },
  { heading: '状态', of: ({ statusName }) => statusName },
]
