import type { EvidenceFact } from '../../../contract/consoleBooks'
import { RESOLUTION_NAMES } from '../../../contract/differenceWords'
import type { SourceName } from '../../domain/payment/payment'
import { DIFFERENCE_KINDS } from '../../domain/reconciliation/mismatch'
import type { Store } from '../ports/database'

/** A piece of evidence in words: what it is, its facts, and the household that it concerns. */
export interface Evidence {
  title: string
  facts: EvidenceFact[]
  householdId: string | null
}

type Value = string | number | null

const asText = (label: string, value: Value): EvidenceFact[] =>
  value === null ? [] : [{ label, value: String(value), as: 'text' }]
const asFen = (label: string, value: number): EvidenceFact[] => [{ label, value, as: 'fen' }]
const asMoment = (label: string, value: number | null): EvidenceFact[] =>
  value === null ? [] : [{ label, value, as: 'moment' }]

type Reader = (store: Store, company: string, id: string, sourceName: SourceName) => Promise<Evidence | undefined>

const payment: Reader = async (store, company, id, sourceName) => {
  const found = await store.payments.byId(id)
  if (!found || found.company !== company) return undefined
  const order = found.orderNo === null ? undefined : await store.orders.byNo(found.orderNo)
  return {
    title: '收款',
    householdId: found.householdId,
    facts: [
      ...asText('渠道', sourceName(found.source)),
      ...asText('渠道交易号', found.transactionId),
      ...asText('订单号', found.orderNo),
      ...asFen('金额', found.amountFen),
      ...asFen('已退', found.refundedFen),
      ...asMoment('支付时间', found.paidAt),
      ...asMoment('记账时间', found.recordedAt),
      ...asText('去向', found.outcome === 'applied' ? '已入账' : '待查'),
      ...(order ? [...asText('订单说明', order.description), ...asFen('订单金额', order.amountFen)] : []),
    ],
  }
}

const bill: Reader = async (store, company, id) => {
  const found = await store.desk.bill(id)
  if (!found || found.company !== company) return undefined
  return {
    title: '账单',
    householdId: found.householdId,
    facts: [
      ...asText('采暖季', found.season),
      ...found.lines.flatMap(({ label, formula, rule }) => asText(label, `${formula}（${rule}）`)),
      ...asFen('应缴', found.billedFen - found.reversedFen),
      ...asFen('已缴', found.appliedFen),
      ...asText('缴费期限', found.dueOn),
      ...asMoment('开出时间', found.openedAt),
    ],
  }
}

const refund: Reader = async (store, company, id, sourceName) => {
  const found = await store.refunds.byNo(id)
  if (!found || found.company !== company) return undefined
  const paid = await store.payments.byId(found.paymentId)
  return {
    title: '退款',
    householdId: paid?.householdId ?? null,
    facts: [
      ...asText('退款单号', found.refundNo),
      ...asText('渠道', sourceName(found.source)),
      ...asText('渠道退款号', found.channelRefundId),
      ...asText('原订单号', found.orderNo),
      ...asFen('金额', found.amountFen),
      ...asText('原因', found.reason),
      ...asText('状态', { requested: '处理中', succeeded: '已退', failed: '失败' }[found.status]),
      ...asMoment('申请时间', found.requestedAt),
      ...asMoment('退款时间', found.succeededAt),
    ],
  }
}

const file: Reader = async (store, company, id, sourceName) => {
  const found = await store.desk.file(id)
  if (!found || found.company !== company) return undefined
  return {
    title: '对账文件',
    householdId: null,
    facts: [
      ...asText('渠道', sourceName(found.channel)),
      ...asText('日期', found.date),
      ...asText('版本', found.version),
      ...asText('摘要（SHA-256）', found.digest),
      ...asText('行数', found.rowCount),
      ...asFen('合计', found.totalFen),
      ...asMoment('收到时间', found.receivedAt),
    ],
  }
}

const difference: Reader = async (store, company, id, sourceName) => {
  const found = await store.differences.resolutionById(id)
  if (!found || found.company !== company) return undefined
  const item = await store.differences.byId(found.differenceId)
  const paid = found.paymentId === null ? undefined : await store.payments.byId(found.paymentId)
  return {
    title: '差异处理',
    householdId: paid?.householdId ?? null,
    facts: [
      ...asText('处理方式', RESOLUTION_NAMES[found.resolution]),
      ...(item ? [...asText('差异', DIFFERENCE_KINDS[item.kind]), ...asText('日期', item.date)] : []),
      ...(item ? [...asText('渠道', sourceName(item.channel)), ...asText('单号', item.key)] : []),
      ...(found.amountFen === null ? [] : asFen('金额', found.amountFen)),
      ...asText('原因', found.reason),
      ...asText('经办人', found.madeBy),
      ...asText('审批人', found.checkedBy),
      ...asMoment('执行时间', found.at),
    ],
  }
}

const READERS: Readonly<Record<string, Reader>> = {
  difference,
  payment,
  bill,
  refund,
  file,
}

/** Reads what proves an entry; undefined when this kind has no record of its own, or there is none of this company. */
export async function readEvidence(
  store: Store,
  sourceName: SourceName,
  { company, kind, id }: { company: string; kind: string; id: string },
): Promise<Evidence | undefined> {
  return Object.hasOwn(READERS, kind) ? READERS[kind]?.(store, company, id, sourceName) : undefined
}
