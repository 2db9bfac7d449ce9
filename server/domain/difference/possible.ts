import type { Resolution } from '../../../contract/differenceWords'
import { formatYuan } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'
import { stillWaits } from '../closing/closure'
import type { WorkItem } from '../reconciliation/run'
import { mostFeeOf } from '../settling/accountFees'

/** What decides which resolutions a difference may have. */
export interface ResolvingFacts {
  today: CivilDate
  /** The most that may be written off at a time, in fen. */
  writeOffFen: number
  /** The day on which our books have the very payment of a `channel-only` row already; null where they do not. */
  bookedOn: CivilDate | null
  /** What people call its channel or bank. */
  channelName: string
}

type Item = Pick<
  WorkItem,
  'kind' | 'rowKind' | 'channel' | 'bill' | 'key' | 'ourFen' | 'theirFen' | 'status' | 'date' | 'seen'
>

/** What moved on the merchant's account beside payments and refunds: a channel cannot be asked about it by its number. */
const isMovement = ({ bill, kind, seen }: Item): boolean =>
  bill === 'fundflow' && kind === 'channel-only' && seen !== null && !seen.ours && !seen.theirs

/** Money from a channel or bank that quotes its number and is of another amount. */
export const isArrival = ({ bill, kind, seen }: Pick<Item, 'bill' | 'kind' | 'seen'>): boolean =>
  bill === 'statement' && kind === 'amount' && seen?.theirs !== null && seen?.theirs !== undefined

/** What a changed file says was sent to us, against what has come of it already: neither side is one payment. */
export const isGap = ({ bill, kind, seen }: Pick<Item, 'bill' | 'kind' | 'seen'>): boolean =>
  bill !== 'statement' && kind === 'amount' && seen !== null && !seen.ours && !seen.theirs

/** Less than was sent: a fee, the first part, or too little to pursue. More: what is beyond is held, or too little to pursue. */
function arrivalResolutions(item: Item, small: readonly Resolution[]): Resolution[] {
  const byFen = byFenOf(item)
  if (byFen > 0) return ['to-suspense', ...small]
  const fee: Resolution[] = 0 - byFen <= mostFeeOf(item.ourFen ?? 0) ? ['accept-fee'] : []
  return [...fee, 'await-rest', ...small]
}

/** By how much the two sides differ: theirs less ours, in fen. */
export function byFenOf({ ourFen, theirFen }: Pick<Item, 'ourFen' | 'theirFen'>): number {
  return (theirFen ?? 0) - (ourFen ?? 0)
}

/** What a difference is by now: one at the day's cut whose other half never came stands alone. */
function kindNow(item: Item, today: CivilDate): Item['kind'] {
  if (item.kind !== 'carried-over' || stillWaits(item, today)) return item.kind
  return item.ourFen === null ? 'channel-only' : 'ours-only'
}

/** The resolutions that fit a difference, the suggested one first. Empty: it is to be waited for, or nothing can be done here. */
export function possibleResolutions(item: Item, { today, writeOffFen, bookedOn }: ResolvingFacts): Resolution[] {
  const byFen = byFenOf(item)
  const small: Resolution[] = byFen !== 0 && Math.abs(byFen) <= writeOffFen ? ['write-off'] : []
  const bank = item.channel.startsWith('bank:')
  const payment = item.rowKind === 'payment'
  // Our own account's statement: a deposit can be booked; what is missing is chased, what is odd taken up with the bank.
  if (item.bill === 'statement') {
    if (isArrival(item)) return arrivalResolutions(item, small)
    return item.kind === 'channel-only' && payment ? ['to-suspense', 'apply', 'acknowledge'] : ['acknowledge']
  }
  if (isMovement(item)) return ['acknowledge']
  if (isGap(item)) return byFen > 0 ? ['await-rest', ...small] : ['to-suspense', ...small]
  switch (kindNow(item, today)) {
    case 'channel-only':
      if (!payment) return ['book-refund', 'claim-refund']
      if (bookedOn !== null) return ['acknowledge']
      return bank ? ['book-payment', 'to-suspense', 'apply'] : ['book-payment', 'to-suspense', 'apply', 'refund']
    case 'ours-only':
      return payment ? ['take-back-payment', ...small] : ['refresh-status', 'take-back-refund']
    case 'amount':
      if (payment) return ['correct-amount', ...small]
      // A refund is negative: less than ours is more given back.
      return byFen < 0 ? ['correct-amount', 'claim-refund', ...small] : ['correct-amount', ...small]
    case 'status':
      if (item.ourFen === null) return ['acknowledge']
      return payment ? ['refresh-status', 'take-back-payment'] : ['refresh-status', 'take-back-refund']
    case 'fee':
      return byFen > 0 ? ['claim-fee', 'accept-fee'] : ['accept-fee']
    case 'duplicate-row':
    case 'foreign':
      return ['acknowledge']
    default:
      return []
  }
}

/** The money that a resolution moves, in fen; null when it moves none. */
export function amountOf(
  resolution: Resolution,
  item: Pick<Item, 'ourFen' | 'theirFen' | 'bill' | 'kind' | 'seen'>,
): number | null {
  const byFen = Math.abs(byFenOf(item))
  if (isArrival(item)) return resolution === 'write-off' ? byFen : Math.abs(item.theirFen ?? 0)
  if (isGap(item)) return byFen
  switch (resolution) {
    case 'accept-fee':
    case 'acknowledge':
    case 'refresh-status':
      return null
    case 'take-back-payment':
    case 'take-back-refund':
      return Math.abs(item.ourFen ?? 0)
    case 'await-rest':
    case 'correct-amount':
    case 'claim-fee':
    case 'claim-refund':
    case 'write-off':
      return byFen
    default:
      return Math.abs(item.theirFen ?? 0)
  }
}

/** The sentence that says what a resolution will do; the checker reads it too. */
export function sentenceOf(
  resolution: Resolution,
  item: Item,
  facts: Pick<ResolvingFacts, 'bookedOn' | 'channelName'>,
): string {
  const of = `${facts.channelName} ${item.date} 的 ${item.key}`
  const yuan = formatYuan(amountOf(resolution, item) ?? 0)
  const asked = item.channel.startsWith('bank:') ? '以银行文件的这一行为准' : '先向渠道核实'
  const excess = byFenOf(item) > 0
  const by = formatYuan(Math.abs(byFenOf(item)))
  if (isArrival(item)) {
    switch (resolution) {
      case 'accept-fee':
        return `以对账单为准，${of} 按实到 ${yuan} 入账，少到的 ${by} 记为渠道手续费`
      case 'await-rest':
        return `以对账单为准，${of} 按实到 ${yuan} 入账，其余 ${by} 继续在途，等待到账`
      case 'to-suspense':
        return `以对账单为准，${of} 按实到 ${yuan} 入账，多到的 ${by} 转入待查款项`
      case 'write-off':
        return `以对账单为准，${of} 按实到入账，在核销限额内将相差的 ${by} 记入现金长短款`
    }
  }
  if (isGap(item) && resolution === 'await-rest') {
    return `以改用的文件为准，${of} 还应到账的 ${by} 记为在途，等待到账`
  }
  if (isGap(item) && resolution === 'to-suspense') {
    return `以改用的文件为准，${of} 多到账的 ${by} 转入待查款项`
  }
  switch (resolution) {
    case 'book-payment':
      return `${asked}，补记${of} 收款 ${yuan}，按正常收款入账`
    case 'to-suspense':
      return `${asked}，补记${of} 收款 ${yuan}，转入待查款项`
    case 'apply':
      return `${asked}，补记${of} 收款 ${yuan}，抵缴指定用户的账单`
    case 'refund':
      return `${asked}，补记${of} 收款 ${yuan}，再原路退回付款人`
    case 'book-refund':
      return `${asked}，补记${of} 的退款 ${yuan}，用户的欠费相应恢复`
    case 'take-back-payment':
      return `${asked}，渠道没有这一笔才撤回${of} 收款 ${yuan}，用户的欠费相应恢复`
    case 'correct-amount':
      if (item.rowKind === 'refund') {
        return excess
          ? `${asked}，按渠道金额更正${of} 的退款：少退的 ${yuan} 仍欠付款人，转入退款待办`
          : `${asked}，按渠道金额更正${of} 的退款：多退的 ${yuan} 从用户账上扣回，用户的欠费相应恢复`
      }
      return excess
        ? `${asked}，按渠道金额更正${of}：多收的 ${yuan} 转入待查款项`
        : `${asked}，按渠道金额更正${of}：少收的 ${yuan} 从用户账上撤回`
    case 'take-back-refund':
      return `${asked}，渠道没有退出这一笔才撤回${of} 的退款 ${yuan}：仍欠付款人，转入退款待办`
    case 'claim-refund':
      return `${asked}，将${of} 多退的 ${yuan} 记为应收，向收款人或渠道追索`
    case 'await-rest':
      return `${of} 相差的 ${yuan} 继续在途，等待到账`
    case 'refresh-status':
      return `向渠道核实${of} 的状态，按渠道的答复办理`
    case 'accept-fee':
      return `接受${of} 的手续费，以渠道为准，不追索`
    case 'claim-fee':
      return `向渠道追索${of} 多扣的手续费 ${yuan}`
    case 'write-off':
      return `在核销限额内，将${of} 相差的 ${yuan} 记入现金长短款`
    case 'acknowledge':
      return facts.bookedOn === null ? `确认${of} 已查明，不记账` : `${of} 我方已记在 ${facts.bookedOn}，确认不再处理`
  }
}
