import { type CivilDate, startOfDay } from '../../../domain/calendar/civilDate'
import { markedUserCode } from '../../../domain/payment/householdMark'
import { feeFits } from '../../../domain/reconciliation/fee'
import type { ContractRates } from '../../../domain/reconciliation/feeContract'
import type { FeeRounding } from '../../../domain/reconciliation/feeRounding'
import { hashBytes, type NumberHash } from '../../../domain/reconciliation/numberHash'
import {
  type ChannelRow,
  DAYS_TO_REFUND,
  type RowFee,
  type RowInHand,
  type RowKind,
  type RowState,
} from '../../../domain/reconciliation/row'
import { decimalAt, momentOf } from '../columns'
import { FileFault, type Line } from '../lines'
import { type Cells, createCells } from './cells'
import { ORDERED, REFUND_ASKED, REFUNDED, SETTLED, type TradeLayout, VOUCHER_REFUNDED } from './tradeLayout'

const DAY_MS = 86_400_000

/** Whether a refund may have been accepted at a moment and be in a day's file all the same. */
function isOfEarlierDay(at: number, date: CivilDate): boolean {
  const start = startOfDay(date)
  return at < start && at >= start - DAYS_TO_REFUND * DAY_MS
}

/** Our numbers at WeChat Pay. */
export interface WechatNumbers {
  appid: string
  mchid: string
}

const CNY = Buffer.from('CNY')

const SUCCESS = Buffer.from('SUCCESS')

const REFUND = Buffer.from('REFUND')

const PROCESSING = Buffer.from('PROCESSING')

const PERCENT = 0x25

const FEN = 2

const MILLI_FEN = 5

/**
 * The row of a trade bill that the reader stands on (formats.md 2.2), read from bytes column by column. One object serves
 * all rows of a file: `read` moves it to the next.
 */
export class TradeRow implements RowInHand {
  kind: RowKind = 'payment'
  state: RowState = 'settled'
  readonly key: NumberHash = { low: 0, high: 0 }
  readonly otherKey: NumberHash = { low: 0, high: 0 }
  amountFen = 0
  plain = false
  foreignMerchant = false
  feeMilliFen = 0
  /** The amounts that the summary line sums up; see TRADE_SUMS. */
  readonly amounts: number[]
  private contradictsFen: number | undefined
  private ratePpm = 0
  private rounding: FeeRounding | undefined
  private feeOnFen = 0
  private line = 0
  private bytes: Buffer = Buffer.alloc(0)
  private readonly cells: Cells
  private readonly mchid: Buffer
  private readonly day: Buffer

  constructor(
    private readonly layout: TradeLayout,
    numbers: Pick<WechatNumbers, 'mchid'>,
    private readonly date: CivilDate,
    private readonly rates: ContractRates | undefined,
  ) {
    this.cells = createCells(layout.columns)
    this.amounts = layout.sums.map(() => 0)
    this.mchid = Buffer.from(numbers.mchid)
    this.day = Buffer.from(date)
  }

  /** Moves to a line; throws FileFault when it is no row of this layout. */
  read(line: Line): void {
    const { cells, layout, amounts } = this
    this.bytes = line.bytes
    this.line = line.number
    cells.cut(line)
    // Amounts of another currency would be added up as if they were fen.
    if (layout.currency >= 0 && !cells.is(layout.currency, CNY))
      throw new FileFault(`货币种类应为 CNY，文件写“${cells.text(layout.currency)}”`, line.number)
    for (let sum = 0; sum < layout.sums.length; sum++) amounts[sum] = this.decimal(layout.sums[sum] ?? -1, FEN)
    this.feeMilliFen = this.decimal(layout.fee, MILLI_FEN)
    // A bill is a merchant's, and each row bears the app of its order: whatever app of ours it is, the money is ours.
    this.foreignMerchant = !cells.is(layout.mchid, this.mchid)
    if (cells.is(layout.tradeState, REFUND)) this.readRefund()
    else this.readPayment()
    const contract = this.rates?.[this.kind]
    this.rounding = contract?.rounding
    const named = this.rate()
    this.ratePpm = contract?.ratePpm ?? named
    const feeRight = !this.hasFee() || feeFits(this.kind, this.feeOnFen, this.feeMilliFen, this.ratePpm, this.rounding)
    this.plain = feeRight && !this.foreignMerchant && this.contradictsFen === undefined && this.isOfDay()
  }

  private readPayment(): void {
    const { cells, layout, amounts } = this
    const settled = amounts[SETTLED] ?? 0
    const ordered = layout.sums[ORDERED] === -1 ? settled : (amounts[ORDERED] ?? 0)
    this.kind = 'payment'
    this.state = cells.is(layout.tradeState, SUCCESS) ? 'settled' : 'failed'
    this.amountFen = ordered
    this.feeOnFen = settled
    this.contradictsFen = settled !== ordered && this.decimal(layout.voucher, FEN) === 0 ? settled : undefined
    hashBytes(this.bytes, cells.start(layout.transactionId), cells.end(layout.transactionId), this.key)
    hashBytes(this.bytes, cells.start(layout.orderNo), cells.end(layout.orderNo), this.otherKey)
  }

  private readRefund(): void {
    const { cells, layout, amounts } = this
    if (layout.refundNo < 0) throw new FileFault('有退款而没有“商户退款单号”一列', this.line)
    const refunded = amounts[REFUNDED] ?? 0
    const asked = layout.sums[REFUND_ASKED] === -1 ? refunded : (amounts[REFUND_ASKED] ?? 0)
    const processing = layout.refundState >= 0 && cells.is(layout.refundState, PROCESSING)
    this.kind = 'refund'
    // FAIL and CHANGE: the money did not reach the payer. The states are frozen at bill time.
    this.state = processing
      ? 'pending'
      : layout.refundState < 0 || cells.is(layout.refundState, SUCCESS)
        ? 'settled'
        : 'failed'
    this.amountFen = asked
    this.feeOnFen = refunded
    this.contradictsFen = refunded !== asked && amounts[VOUCHER_REFUNDED] === 0 ? refunded : undefined
    hashBytes(this.bytes, cells.start(layout.refundNo), cells.end(layout.refundNo), this.key)
    if (layout.refundId < 0) hashBytes(this.bytes, 0, 0, this.otherKey)
    else hashBytes(this.bytes, cells.start(layout.refundId), cells.end(layout.refundId), this.otherKey)
  }

  private decimal(cell: number, places: number): number {
    if (cell < 0) return 0
    const value = decimalAt(this.bytes, this.cells.start(cell), this.cells.end(cell), places)
    if (Number.isNaN(value))
      throw new FileFault(`第 ${cell + 1} 列应为金额，文件写“${this.cells.text(cell)}”`, this.line)
    return value
  }

  /** `0.60%` → 6000. */
  private rate(): number {
    const { rate } = this.layout
    if (rate < 0) return 0
    const end = this.cells.end(rate)
    const value =
      this.bytes[end - 1] === PERCENT ? decimalAt(this.bytes, this.cells.start(rate), end - 1, 4) : Number.NaN
    if (Number.isNaN(value))
      throw new FileFault(`第 ${rate + 1} 列应为费率，文件写“${this.cells.text(rate)}”`, this.line)
    return value
  }

  private isOfDay(): boolean {
    const start = this.cells.start(this.layout.time)
    for (let at = 0; at < this.day.length; at++) if (this.bytes[start + at] !== this.day[at]) return false
    return true
  }

  /** Whether a fee can be judged: by the contract's rate, or by the one that the row names. */
  private hasFee(): boolean {
    return this.layout.fee >= 0 && (this.layout.rate >= 0 || this.rounding !== undefined)
  }

  private fee(): RowFee | undefined {
    if (!this.hasFee()) return undefined
    const { feeMilliFen: milliFen, ratePpm, feeOnFen: onFen, rounding: byContract } = this
    return { milliFen, ratePpm, onFen, ...(byContract ? { byContract } : {}) }
  }

  keep(): ChannelRow {
    const { cells, layout, kind } = this
    const at = momentOf(cells.text(layout.time))
    if (at === undefined) throw new FileFault(`交易时间不是时间：“${cells.text(layout.time)}”`, this.line)
    const refund = kind === 'refund'
    const channelNo = cells.text(refund ? layout.refundId : layout.transactionId)
    return {
      kind,
      state: this.state,
      key: cells.text(refund ? layout.refundNo : layout.transactionId),
      otherKey: refund ? channelNo : cells.text(layout.orderNo),
      amountFen: this.amountFen,
      contradictsFen: this.contradictsFen,
      orderNo: cells.text(layout.orderNo) || null,
      channelNo: channelNo || null,
      at,
      fee: this.fee(),
      foreignMerchant: this.foreignMerchant,
      userCode: markedUserCode(cells.text(layout.attach)),
      // Whether a refund's row bears the time of acceptance or of success is open: it belongs to the day of its file.
      ...(refund && isOfEarlierDay(at, this.date) ? { cleared: true } : {}),
      line: this.line,
    }
  }
}
