import { isChannel } from '../../../contract/channelWords'
import type { EvidenceFact } from '../../../contract/consoleBooks'
import type { DifferenceDetail, DifferenceSide } from '../../../contract/consoleDifferences'
import type { SourceName } from '../../domain/payment/payment'
import type { Difference } from '../../domain/reconciliation/run'
import { type Staff, worksFor } from '../../domain/staff/staff'
import { type Refusal, refuse } from '../common/refusal'
import { readEvidence } from '../desk/readEvidence'
import type { Database, Store } from '../ports/database'
import { claimRows } from './channelClaims'
import { type FactPorts, resolvingFacts } from './facts'
import { fittingResolutions } from './resolutions'
import { differenceRows, historyOf, resolutionView } from './view'

const STATES = { settled: '成功', pending: '处理中', failed: '未成功' } as const

const asText = (label: string, value: string | null | undefined): EvidenceFact[] =>
  value ? [{ label, value, as: 'text' }] : []
const asMoment = (label: string, value: number | null | undefined): EvidenceFact[] =>
  value === null || value === undefined ? [] : [{ label, value, as: 'moment' }]

/** Our payment or refund, as it stands by now; what the run saw where it is gone. */
async function oursOf(store: Store, sourceName: SourceName, item: Difference): Promise<DifferenceSide | null> {
  const row = item.seen?.ours
  const key = row?.key ?? item.key
  if (item.ourFen === null && !row) return null
  const refund = item.rowKind === 'refund'
  const id = refund ? key : (await store.payments.byTransaction(item.company, item.channel, key))?.id
  const kind = refund ? 'refund' : 'payment'
  const found =
    id === undefined ? undefined : await readEvidence(store, sourceName, { company: item.company, kind, id })
  const facts = found?.facts ?? [
    ...asText('单号', key),
    ...asText('订单号', row?.orderNo),
    ...asText('状态', row && STATES[row.state]),
  ]
  const evidence = found && id !== undefined ? { kind, id } : null
  return { amountFen: item.ourFen, at: row?.at ?? null, line: null, facts, evidence }
}

function theirsOf(sourceName: SourceName, item: Difference): DifferenceSide | null {
  const row = item.seen?.theirs
  if (item.theirFen === null && !row) return null
  const facts = [
    ...asText('渠道', sourceName(item.channel)),
    ...asText(item.rowKind === 'refund' ? '商户退款单号' : '渠道交易号', row?.key ?? item.key),
    ...asText('订单号', row?.orderNo ?? item.orderNo),
    ...asText('渠道单号', row?.channelNo ?? item.channelNo),
    ...asText('状态', row && STATES[row.state]),
    ...asText('用户号', row?.userCode),
    ...asText('冲正的交易', row?.reverses),
    ...asText('商户', row?.foreignMerchant ? '不是我方商户号' : undefined),
  ]
  const evidence = item.fileId === null ? null : { kind: 'file', id: item.fileId }
  return { amountFen: item.theirFen, at: row?.at ?? null, line: row?.line ?? null, facts, evidence }
}

/** What else proves something: the order, the file, the notification that reported it. */
async function evidenceOf(
  store: Store,
  sourceName: SourceName,
  item: Difference,
): Promise<DifferenceDetail['evidence']> {
  const proofs: DifferenceDetail['evidence'] = []
  const order = item.orderNo === null ? undefined : await store.orders.byNo(item.orderNo)
  if (order && order.company === item.company) {
    const facts: EvidenceFact[] = [
      ...asText('订单号', order.orderNo),
      ...asText('说明', order.description),
      { label: '金额', value: order.amountFen, as: 'fen' },
      ...asText('状态', { created: '已创建', paying: '支付中', paid: '已支付', closed: '已关闭' }[order.status]),
      ...asMoment('下单时间', order.createdAt),
      ...asMoment('支付时间', order.paidAt),
    ]
    proofs.push({ title: '订单', facts, kind: null, id: null })
  }
  if (item.fileId !== null) {
    const file = await readEvidence(store, sourceName, { company: item.company, kind: 'file', id: item.fileId })
    if (file) proofs.push({ title: file.title, facts: file.facts, kind: 'file', id: item.fileId })
  }
  const around = item.seen?.ours?.at ?? item.seen?.theirs?.at
  if (item.rowKind === 'payment' && around !== undefined && isChannel(item.channel)) {
    const { company, channel } = item
    const told = await store.differences.notificationOf(company, channel, item.seen?.ours?.key ?? item.key, around)
    if (told) {
      const facts = [
        ...asText('通知编号', told.eventId),
        ...asMoment('收到时间', told.receivedAt),
        ...asMoment('处理时间', told.processedAt),
      ]
      proofs.push({ title: '支付通知', facts, kind: null, id: null })
    }
  }
  return proofs
}

/** One difference with both sides beside each other, what proves them, what can be done, and what happened so far. */
export function createShowDifference(ports: FactPorts & { database: Database }) {
  const { sourceName } = ports
  const { read } = ports.database

  return async function showDifference(
    staff: Pick<Staff, 'company'>,
    company: string,
    id: string,
  ): Promise<DifferenceDetail | Refusal<'not-found'>> {
    const item = await read.differences.byId(id)
    if (!item || item.company !== company || !worksFor(staff, company)) return refuse('not-found')
    const [row] = await differenceRows(read, [item], ports)
    if (!row) return refuse('not-found')
    const facts = (await resolvingFacts(read, [item], ports))(item)
    const [claim = null] = await claimRows(read, await read.channelClaims.ofDifference(item.id), ports)
    const possible = row.status === 'open' ? fittingResolutions(item, facts) : []
    return {
      difference: row,
      ours: await oursOf(read, sourceName, item),
      theirs: theirsOf(sourceName, item),
      evidence: await evidenceOf(read, sourceName, item),
      possible: possible.map((resolution) => resolutionView(resolution, item, facts)),
      history: await historyOf(read, item),
      mayReopen: item.status === 'closed' && item.date > (await read.closings.closedUntil(company)),
      claim,
    }
  }
}
