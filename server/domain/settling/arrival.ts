import type { CivilDate } from '../calendar/civilDate'
import type { TransitParty } from './transit'

/** The passes in which bank entries and money on its way are paired, the surest first; each says what they have in common. */
const ARRIVAL_PASSES = {
  'quoted-number': '附言中的编号与金额相同',
  'amount-and-day': '金额相同，T+2 以内',
  batch: '一笔到账为多笔结算之和',
  parts: '多笔到账合为一笔结算',
  late: '金额相同，逾期到账',
  'taken-back': '银行冲正，两笔相抵',
  deposit: '直接存入本公司账户',
  'by-people': '两人核对后入账',
  'claim-returned': '渠道退回的追索款',
  claimed: '未到账，已向渠道追索',
} as const
export type ArrivalPass = keyof typeof ARRIVAL_PASSES

/** That money on its way is in our account (到账), or that a bank's own error cancels out: which entries and transits, they name. */
export interface Arrival {
  id: string
  company: string
  /** Null where an entry and the bank's reversal of it cancel out. */
  party: TransitParty | null
  pass: ArrivalPass
  /** What had been sent, in fen. */
  sentFen: number
  /** What the party kept back for itself, or what two people wrote off; negative when more came than was sent. */
  feeFen: number
  arrivedOn: CivilDate
  recordedAt: number
  /** The resolution that took it back: a re-sent statement tells otherwise; undefined or null while it stands. */
  undoneBy?: string | null
}
