import { type CivilDate, startOfDay } from '../calendar/civilDate'
import { feeAt, feeFits } from './fee'
import { PASSES, type Pair } from './matchingTable'
import type { DifferenceKind, Mismatch } from './mismatch'
import { hashOf } from './numberHash'
import { type ChannelRow, directedFen, type OurRow, type RowInHand, statesAgree } from './row'

const DAY_MS = 86_400_000

/** How far around midnight the two clocks of a payment may put it on different days. */
export const DAY_CUT_MS = 60_000

/** Whether a moment belongs to a day, or lies so near to it that the day's cut may have moved it. */
function isAroundDay(at: number | undefined, date: CivilDate): boolean {
  if (at === undefined) return true
  const start = startOfDay(date)
  return at >= start - DAY_CUT_MS && at < start + DAY_MS + DAY_CUT_MS
}

/** Makes a mismatch about a pair of rows, or about one that stands alone; it becomes a `Difference` when the run is recorded. */
export function mismatchOf(
  kind: DifferenceKind,
  { ours, theirs }: { ours?: OurRow; theirs?: ChannelRow },
  reason: string,
  amounts?: { ourFen: number | null; theirFen: number | null },
): Mismatch {
  const row = ours ?? theirs
  if (!row) throw new Error('a difference is about at least one row')
  return {
    kind,
    subKind: 'transaction',
    rowKind: row.kind,
    key: row.key,
    orderNo: ours?.orderNo ?? theirs?.orderNo ?? null,
    channelNo: theirs?.channelNo ?? ours?.channelNo ?? null,
    ourFen: ours ? directedFen(ours) : null,
    theirFen: theirs ? directedFen(theirs) : null,
    reason,
    seen: { ours: ours ?? null, theirs: theirs ?? null },
    ...amounts,
  }
}

/** Why a row of the file is not ours, or not of this day; undefined when it is both. */
export function foreignReason(row: ChannelRow, date: CivilDate): string | undefined {
  if (row.foreignMerchant) return `第 ${row.line} 行：商户号不是我方的`
  if (row.cleared !== true && !isAroundDay(row.at, date)) return `第 ${row.line} 行：不是 ${date} 的交易`
  return undefined
}

/** A channel's number that stands for one order with us and for another in the file: whose money it is, is not certain (M6). */
function otherOrderReason(ours: OurRow, theirs: ChannelRow): string | undefined {
  if (ours.orderNo === null || theirs.orderNo === null || ours.orderNo === theirs.orderNo) return undefined
  // Some files have a refund's own number where others have its order's (Alipay's account bill): both are ours.
  if (theirs.kind === 'refund' && theirs.orderNo === ours.key) return undefined
  return `第 ${theirs.line} 行：订单号是 ${theirs.orderNo}，我方这一笔的订单号是 ${ours.orderNo}`
}

/** Judges a pair: gives its difference, or undefined when the two agree. The gravest difference is the one that is told. */
export function judgePair({ ours, theirs, pass }: Pair, date: CivilDate): Mismatch | undefined {
  const foreign = foreignReason(theirs, date) ?? otherOrderReason(ours, theirs)
  if (foreign) return mismatchOf('foreign', { ours, theirs }, foreign)
  const theirFen = theirs.amountFen === ours.amountFen ? theirs.contradictsFen : theirs.amountFen
  if (theirFen !== undefined) {
    return mismatchOf('amount', { ours, theirs }, `第 ${theirs.line} 行：${PASSES[pass]}，金额不同`, {
      ourFen: directedFen(ours),
      theirFen: directedFen(theirs, theirFen),
    })
  }
  if (!statesAgree(ours.state, theirs.state) && !wasOnlyAccepted(ours, theirs)) {
    const words = { settled: '成功', pending: '处理中', failed: '未成功' }
    return mismatchOf('status', { ours, theirs }, `我方${words[ours.state]}，渠道${words[theirs.state]}`)
  }
  return payerDifference(ours, theirs) ?? feeDifference(ours, theirs)
}

/** A refund that was accepted when the file was made, and failed since: the file cannot know, the channel has said so (formats.md 2.2). */
export function wasOnlyAccepted(ours: OurRow, theirs: ChannelRow): boolean {
  return theirs.kind === 'refund' && ours.state === 'failed' && theirs.state === 'pending'
}

/** The bank's file names another user now than the one for whom its payment was booked: the money is with the wrong household. */
function payerDifference(ours: OurRow, theirs: ChannelRow): Mismatch | undefined {
  const { payerCode } = ours
  const { userCode, line } = theirs
  if (ours.kind !== 'payment' || !payerCode || userCode === undefined || userCode === payerCode) return undefined
  return mismatchOf('payer', { ours, theirs }, `第 ${line} 行：用户号是 ${userCode}，我方按用户号 ${payerCode} 入账`)
}

function feeDifference(ours: OurRow, theirs: ChannelRow): Mismatch | undefined {
  const { fee } = theirs
  if (!fee || feeFits(theirs.kind, fee.onFen, fee.milliFen, fee.ratePpm, fee.byContract)) return undefined
  const rate = `${fee.ratePpm / 10_000}%`
  const reason = fee.byContract ? `手续费不是合同费率 ${rate} × 金额` : `手续费不等于费率 ${rate} × 金额`
  return mismatchOf('fee', { ours, theirs }, `第 ${theirs.line} 行：${reason}`, {
    ourFen: directedFen(ours, feeAt(fee.onFen, fee.ratePpm, fee.byContract)),
    theirFen: directedFen(ours, Math.round(Math.abs(fee.milliFen) / 1000)),
  })
}

/** A row that was read into text already, as the matcher takes it. */
export function rowInHand(row: ChannelRow, date: CivilDate): RowInHand {
  const feeRight = !row.fee || feeFits(row.kind, row.fee.onFen, row.fee.milliFen, row.fee.ratePpm, row.fee.byContract)
  return {
    kind: row.kind,
    state: row.state,
    key: hashOf(row.key),
    // Who paid is compared at once; a refund's row has the bank's number there.
    otherKey: hashOf(row.otherKey || (row.kind === 'payment' ? (row.userCode ?? '') : '')),
    amountFen: row.amountFen,
    userCode: row.userCode,
    plain: feeRight && row.contradictsFen === undefined && foreignReason(row, date) === undefined,
    keep: () => row,
  }
}
