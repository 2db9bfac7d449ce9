/** How often something may be asked for within a span. */
export interface RequestLimit {
  points: number
  seconds: number
}

/** Counts requests, so that nobody tries user codes or passwords without end. */
export interface RequestCounter {
  /** Counts one request under a key; gives 0 while the limit is kept, else for how many milliseconds it is exceeded. */
  count(key: string, limit: RequestLimit): Promise<number>
}
