/**
 * How much somebody may find out of households that he has not proved to be his (faults.md, API and identity). What one person
 * may is little; what all strangers of a company together may is bounded too, since a person costs an attacker next to nothing.
 * Past a company's bound nobody is locked out: who gives the proof at once goes on.
 */

const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** So much is counted within a span. */
export interface Allowance {
  points: number
  spanMs: number
}

/** Looking up a code that exists costs one; one that does not exist costs more: who has his bill in hand seldom mistypes. */
export const COST = { known: 1, unknown: 4 } as const

/** What one person may look up: in an hour, and in a day. */
export const LOOKS_OF_PERSON: readonly Allowance[] = [
  { points: 40, spanMs: HOUR_MS },
  { points: 80, spanMs: DAY_MS },
]

/** Traffic from one address is surprising when it misses much more than it hits; an address that many share hits. */
export const ADDRESS_SPAN_MS = HOUR_MS
export const isSurprising = (missPoints: number, hits: number): boolean => missPoints > 120 + 2 * hits

/** Of a company's households strangers see two in a hundred a day, and at least so many that a small company's residents do. */
export const looksOfCompany = (households: number): number => Math.max(100, Math.ceil(households * 0.02))

/** Of codes that do not exist strangers learn as many a day, in points. */
export const missesOfCompany = (households: number): number => COST.unknown * Math.max(500, Math.ceil(households * 0.1))

/** Wrong proofs that one person may give in a day. */
export const PROOFS_OF_PERSON: Allowance = { points: 10, spanMs: DAY_MS }

/** Wrong proofs that strangers may give of one household in a day: few names, since names are soon guessed. */
export const PROOFS_OF_HOUSEHOLD = {
  name: { points: 10, spanMs: DAY_MS },
  identity: { points: 1000, spanMs: DAY_MS },
} as const satisfies Record<string, Allowance>

/** Wrong names that strangers may give of all a company's households in a day. */
export const namesOfCompany = (households: number): number => Math.max(200, Math.ceil(households * 0.05))

/** From this share of a bound on somebody is told. */
export const ALARM_SHARE = 0.5
