import type { Closure, ControlTotal } from '../../domain/closing/closure'

/** Counts of what one channel or bank has on a day. */
export interface ChannelOnDay {
  channel: string
  ranAt: number | null
  /** When the newest file that was put aside came. */
  quarantinedAt: number | null
  /** Files in force with which the day has not been reconciled yet. */
  unreconciled: number
  /** Files and proposals that wait for a second person. */
  awaiting: number
  /** Open differences, and those of them at the day's cut. */
  open: number
  carriedOver: number
}

/** Closed days. */
export interface ClosingStore {
  /**
   * Takes the company's closing for this transaction: anyone who closes a day, and anyone who books late, writes the same row, so
   * that one waits for the other on every engine (M2). Gives the last closed day, '' before the first.
   */
  take(company: string): Promise<string>
  /** The last closed day, '' before the first; without waiting. */
  closedUntil(company: string): Promise<string>
  /** Closes until a day what was closed until another; false when somebody was faster (M2). */
  advance(company: string, from: string, to: string): Promise<boolean>
  /** The first day after one on which any channel or bank has money, a run, a file or a difference. */
  firstActiveAfter(company: string, after: string): Promise<string | undefined>
  /** The channels and banks that have something on a day. */
  channelsOn(company: string, date: string): Promise<ChannelOnDay[]>
  /** Whatever counts on the days from one to another, both included; `since` null: from the first entry on. Amounts in fen. */
  totals(
    company: string,
    since: string | null,
    until: string,
  ): Promise<{ first: string | null; transfers: number; amountFen: number; accounts: ControlTotal[] }>
  insert(closure: Closure, accounts: readonly ControlTotal[]): Promise<void>
  byDate(company: string, date: string): Promise<Closure | undefined>
  /** The closure that locks a day. */
  covering(company: string, date: string): Promise<Closure | undefined>
  accountsOf(closureId: string): Promise<ControlTotal[]>
  /** Newest day first. */
  page(company: string, offset: number, limit: number): Promise<{ rows: Closure[]; total: number }>
}
