import { markedUserCode } from '../../../domain/payment/householdMark'
import type { ChannelRow } from '../../../domain/reconciliation/row'
import { columnsOf, decimalOf, momentOf } from '../columns'
import { cellsOf, checkNumbers, fitCells, rowFault } from './frame'

/** A row of 业务明细, with the amounts that the footers sum. */
export interface TradeDetail {
  row: ChannelRow
  /** 商家实收 in fen, negative on refunds. */
  receivedFen: number
  /** 商家优惠 in fen; undefined where the file has no such column. */
  discountFen: number | undefined
  /** 服务费 in thousandths of a fen; its sign is not published. */
  feeMilliFen: number
}

/** Reads the heading of 业务明细 (formats.md 3.10); gives how to read its rows. */
export function tradeRows(heading: string, headingLine: number): (text: string, line: number) => TradeDetail {
  const headings = cellsOf(heading)
  const columns = columnsOf(headings, headingLine)
  const at = {
    tradeNo: columns.need('支付宝交易号'),
    orderNo: columns.need('商户订单号'),
    type: columns.need('业务类型'),
    subject: columns.need('商品名称'),
    doneAt: columns.need('完成时间'),
    ordered: columns.need('订单金额(元)'),
    received: columns.need('商家实收(元)'),
    discount: columns.find('商家优惠(元)'),
    redPacket: columns.find('商家红包消费金额(元)'),
    requestNo: columns.need('退款批次号/请求号'),
    fee: columns.find('服务费(元)'),
    remark: columns.need('备注'),
  }

  function makesSense(cells: string[]): boolean {
    const amounts = [at.ordered, at.received, at.fee, at.discount].filter((place) => place !== undefined)
    return (
      momentOf(cells[at.doneAt] ?? '') !== undefined &&
      amounts.every((place) => !Number.isNaN(decimalOf(cells[place] ?? '', 2)))
    )
  }

  return (text, line) => {
    const cells = fitCells(cellsOf(text), headings.length, [at.subject, at.remark], makesSense)
    if (!cells) throw rowFault(cellsOf(text), line)
    const cell = (place: number | undefined) => (place === undefined ? '' : (cells[place] ?? ''))
    const fen = (place: number | undefined) => (cell(place) === '' ? 0 : decimalOf(cell(place), 2))
    const orderedFen = fen(at.ordered)
    const receivedFen = fen(at.received)
    const refund = cell(at.type) === '退款' || orderedFen < 0
    const discountFen = fen(at.discount) + fen(at.redPacket)
    const tradeNo = cell(at.tradeNo)
    const requestNo = cell(at.requestNo)
    checkNumbers([tradeNo, cell(at.orderNo), requestNo], line)
    return {
      receivedFen,
      discountFen: at.discount === undefined ? undefined : fen(at.discount),
      feeMilliFen: at.fee === undefined ? 0 : decimalOf(cell(at.fee), 5),
      row: {
        kind: refund ? 'refund' : 'payment',
        state: 'settled',
        // A refund made in Alipay's own console has no request number of ours.
        key: refund ? requestNo || `${tradeNo}#${cell(at.doneAt)}` : tradeNo,
        otherKey: refund ? tradeNo : cell(at.orderNo),
        amountFen: Math.abs(orderedFen),
        contradictsFen: receivedFen !== orderedFen && discountFen === 0 ? Math.abs(receivedFen) : undefined,
        orderNo: cell(at.orderNo) || null,
        channelNo: tradeNo || null,
        at: momentOf(cell(at.doneAt)),
        foreignMerchant: false,
        userCode: markedUserCode(cell(at.subject)),
        line,
      },
    }
  }
}
