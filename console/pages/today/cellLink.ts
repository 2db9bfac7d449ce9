import type { BoardCell } from '../../../contract/consoleBooks'
import { query } from '../../api'

/** A cell's state; `closed` where the day is locked, whatever the channel's files say. */
export type CellState = BoardCell['state'] | 'closed'

/** Where one click on a cell leads: to what blocks the day, or else to the entries of the channel's account. */
export function cellLink(company: string, date: string, channel: string, state: CellState): string {
  const day = { company, channel, from: date, to: date }
  if (state === 'differences') return `/differences${query(day)}`
  if (state === 'awaiting' || state === 'quarantined' || state === 'review') return `/files${query(day)}`
  return `/money/transfers${query({ company, account: `clearing:${channel}`, from: date, to: date })}`
}
