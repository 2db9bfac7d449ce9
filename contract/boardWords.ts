/**
 * How a day at a channel or bank stands; without zod, so that pages can take them. `collecting`: the day is not over; `awaiting`: a
 * file is missing or the day not reconciled; `review`: something waits for a second person; `open`: money of that day waits for somebody;
 * `waiting`: rows at the day's cut, within T+2; `quiet`: nothing there, and no file is awaited; `balanced` and `closed`: nothing is open.
 */
export const BOARD_STATES = [
  'collecting',
  'awaiting',
  'balanced',
  'differences',
  'quarantined',
  'review',
  'open',
  'waiting',
  'quiet',
  'closed',
] as const
export type BoardState = (typeof BOARD_STATES)[number]
