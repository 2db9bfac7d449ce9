import type { Channel } from '../../../contract/channelWords'
import type { CivilDate } from '../calendar/civilDate'
import type { FeeRounding } from './feeRounding'
import type { RowKind } from './row'

/** What a contract with a channel says of fees from a day on; the kind left out means payments and refunds alike. */
export interface FeeTerm {
  channel: Channel
  kind?: RowKind
  from: CivilDate
  /** `0.60%`; what `0%` is for refunds means that the channel keeps its fee. */
  rate: string
  rounding: FeeRounding
}

/** A rate in parts per million, and how a fee of it is rounded to the fen. */
export interface ContractRate {
  ratePpm: number
  rounding: FeeRounding
}

/** The rates of one channel that are in force on a day; of a kind without one no fee can be judged by contract. */
export type ContractRates = Partial<Readonly<Record<RowKind, ContractRate>>>

/** The terms that are in force at a channel on a day, of each kind the newest; undefined where there are none. */
export function ratesOn(terms: readonly FeeTerm[], channel: Channel, date: CivilDate): ContractRates | undefined {
  const rateOf = (kind: RowKind): ContractRate | undefined => {
    const own = terms.filter((term) => term.channel === channel && (term.kind ?? kind) === kind && term.from <= date)
    const newest = own.reduce<FeeTerm | undefined>(
      // Of two of one day the one that names the kind is meant.
      (found, term) =>
        !found || term.from > found.from || (term.from === found.from && term.kind !== undefined) ? term : found,
      undefined,
    )
    return newest && { ratePpm: partsPerMillion(newest.rate), rounding: newest.rounding }
  }
  const [payment, refund] = [rateOf('payment'), rateOf('refund')]
  if (!payment && !refund) return undefined
  return { ...(payment ? { payment } : {}), ...(refund ? { refund } : {}) }
}

/** `0.60%` → 6000, digit by digit. */
function partsPerMillion(percent: string): number {
  const [whole = '0', decimals = ''] = percent.replace('%', '').split('.')
  return Number(whole) * 10_000 + Number(decimals.padEnd(4, '0').slice(0, 4))
}
