/** Counts of what strangers tried, kept in the database: all processes count together, and a restart forgets nothing. */
export interface GuessCountStore {
  /** Adds to a count, or begins it again when its span is over (M2); gives what it is now, and when it is over. Never below 0. */
  add(key: string, points: number, spanMs: number, now: number): Promise<{ points: number; resetsAt: number }>
  /** What a count is now; 0 where there is none. */
  of(key: string, now: number): Promise<number>
  /** Throws counts away whose span is over, at most so many. */
  forgetOver(now: number, limit: number): Promise<number>
}
