/** What the first row of a company's chain follows. */
export const ORIGIN = '0'.repeat(64)

/** Where a company's chain of hashes ends: its last number, 1, 2, 3 … without gaps, and that row's hash. */
export interface ChainHead {
  company: string
  last: number
  hash: string
}
