/** What the tables say of work that waits, for who watches the installation. Times in epoch milliseconds. */
export interface WorkWaiting {
  /** Jobs whose time has come and that are not done, by kind: since when the oldest, and the most tries that failed. */
  jobs: { kind: string; dueAt: number }[]
  /** Of all jobs that are not done, the most tries that failed, by kind. */
  attempts: { kind: string; attempts: number }[]
  /** Notifications that are kept and not booked. */
  inbox: { count: number; oldestAt: number | null }
  /** The oldest refund of each company that is under way. */
  refunds: { company: string; requestedAt: number }[]
  /** Entries that wait for their link. */
  unlinked: number
}

export interface WatchReader {
  waiting(now: number): Promise<WorkWaiting>
}

/** What one process knows of itself and of the machine; names of files, never what is in them. */
export interface MachineFacts {
  /** Seconds by which our clock is off from each channel's, whichever way. */
  clocks(): { channel: string; offSeconds: number }[]
  /** Breakers that have ever opened. */
  breakers(): { company: string; channel: string; endpoint: string; open: boolean }[]
  /** Access tokens that were forced within a day. */
  forcedTokens(): { company: string; count: number }[]
  certificates(): { company: string; file: string; endsAt: number }[]
  freeMegabytes(): Promise<number | undefined>
}

/** Whoever is called: a robot of 企业微信 or 钉钉, or nobody. Gives why it could not be told; undefined when it was. */
export type CallSomebody = (text: string) => Promise<string | undefined>
