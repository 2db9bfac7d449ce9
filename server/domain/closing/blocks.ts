import type { ClosingBlock } from '../../../contract/differenceWords'

/** What one channel or bank has open on a day. */
export interface ChannelDay {
  channel: string
  /** Whether any money, file or difference of that day is there. */
  active: boolean
  reconciled: boolean
  /** The newest file was put aside after the last reconciliation. */
  quarantined: boolean
  /** Files and proposals that wait for a second person. */
  awaiting: number
  open: number
  /** At the day's cut, within T+2. */
  waiting: number
}

/** A day of a company, as closing it looks at it. */
export interface DayToClose {
  isOver: boolean
  closed: boolean
  /** An earlier day with something on it is not closed yet. */
  earlierOpen: string | null
  channels: readonly ChannelDay[]
}

export interface Blocked {
  block: ClosingBlock
  channel: string | null
  count: number
  /** The earlier day that is to be closed first. */
  day?: string
}

/** What keeps a day from being closed; nothing when it may be. */
export function closingBlocks(day: DayToClose): Blocked[] {
  if (day.closed) return [{ block: 'already-closed', channel: null, count: 1 }]
  const blocks: Blocked[] = []
  if (!day.isOver) blocks.push({ block: 'not-over', channel: null, count: 1 })
  if (day.earlierOpen !== null) {
    blocks.push({ block: 'earlier-day-open', channel: null, count: 1, day: day.earlierOpen })
  }
  return [...blocks, ...day.channels.flatMap(channelBlocks)]
}

/** What one channel or bank keeps open. */
export function channelBlocks(of: ChannelDay): Blocked[] {
  const { channel, active, reconciled, quarantined, awaiting, open } = of
  const blocks: Blocked[] = []
  const add = (block: ClosingBlock, count: number) => blocks.push({ block, channel, count })
  if (quarantined) add('quarantined', 1)
  else if (active && !reconciled) add('not-reconciled', 1)
  if (awaiting > 0) add('awaiting-approval', awaiting)
  if (open > 0) add('open-differences', open)
  return blocks
}
