import type { Closure, ControlTotal } from '../../domain/closing/closure'
import type { BooksFacts } from '../../domain/closing/judgement'

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
  /**
   * All that decides about a company's days: what is open, of whatever day, and the files and money of the days that are not closed, and of
   * those from `from` on.
   */
  facts(company: string, from: string): Promise<BooksFacts>
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
