import type { ChannelRow, OurRow, RowKind } from './row'

/** Kinds of difference (contract.md, Reconciliation), with the words of the finance desk. */
export const DIFFERENCE_KINDS = {
  'channel-only': '长款：渠道有，我方无',
  'ours-only': '短款：我方有，渠道无',
  amount: '金额不符',
  status: '状态不符',
  payer: '用户号不符：银行更正了交费用户',
  'duplicate-row': '渠道文件中重复的一行',
  fee: '手续费与费率不符',
  'carried-over': '日切：另一日的账',
  foreign: '别家商户或别日的一行',
} as const

export type DifferenceKind = keyof typeof DIFFERENCE_KINDS

/**
 * What the two sides of a difference are, which its kind alone does not tell: whether a row stands against a payment of ours, or
 * a sum against what came of it. It is kept with the difference, and decides which resolutions fit.
 */
export const DIFFERENCE_SUB_KINDS = {
  /** A payment or refund of ours, and its row in the file of a channel or of a bank that collects for us; or one of the two. */
  transaction: '交易',
  /** What moved on the account at a channel beside payments and refunds: the channel cannot be asked about it by its number. */
  movement: '资金变动',
  /** What a changed file says was sent to us, against what has come of it already: neither side is one payment. */
  gap: '到账缺口',
  /** Money in our own account that quotes the number of what a channel or bank has sent, and is of another amount. */
  arrival: '到账金额不符',
  /** Money in our own account that nothing explains. */
  deposit: '来历不明的入账',
  /** Money that left our own account, and that nothing explains. */
  debit: '来历不明的支出',
  /** A movement of our own account that quotes a number of ours in another amount, and that only our bank can explain. */
  'quoted-amount': '引用金额不符',
  /** Money that was sent and that our own account has missed. */
  missing: '未到账',
  /** What a re-sent statement tells otherwise of a movement that is booked. */
  contradiction: '改送的对账单不符',
} as const

export type DifferenceSubKind = keyof typeof DIFFERENCE_SUB_KINDS

/**
 * One thing on which a channel's file and our books do not agree. Amounts are fen with the sign of their direction (a
 * refund is negative), null where that side has nothing. But for `fee` (where both are the fee) and `status`, the
 * differences of a day add up to what its totals differ by.
 */
export interface Mismatch {
  kind: DifferenceKind
  subKind: DifferenceSubKind
  rowKind: RowKind
  /** The row's key (see RowNumbers). */
  key: string
  /** Our order. */
  orderNo: string | null
  /** The channel's number of this very payment or refund. */
  channelNo: string | null
  ourFen: number | null
  theirFen: number | null
  /** Why, in Chinese, for the desk. */
  reason: string
  /** Both rows as they were compared, each null where that side has none; null for what was found before they were kept. */
  seen: { ours: OurRow | null; theirs: ChannelRow | null } | null
}

/** The order in which differences are shown; the same whatever the order of rows was. */
export function inOrder(differences: readonly Mismatch[]): Mismatch[] {
  const kinds = Object.keys(DIFFERENCE_KINDS)
  const rank = ({ kind }: Mismatch) => kinds.indexOf(kind)
  const text = ({ rowKind, key, channelNo, orderNo, theirFen }: Mismatch) =>
    JSON.stringify([rowKind, key, channelNo, orderNo, theirFen])
  return [...differences].sort((one, other) => rank(one) - rank(other) || (text(one) < text(other) ? -1 : 1))
}
