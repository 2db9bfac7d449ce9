import { transfersOf } from '../../server/application/common/post'
import { openClaim } from '../../server/application/differences/resolve/openClaim'
import type { Store } from '../../server/application/ports/database'
import type { Clock, Ids } from '../../server/application/ports/system'
import { refundClaimed } from '../../server/domain/ledger/rulesOfDifferences'

type Ports = { clock: Clock; ids: Ids }

/** A refund of nobody's that WeChat gave, which two people have claimed from it; gives the claim's difference. */
export async function claimOf(
  store: Store,
  ports: Ports,
  { company, amountFen, on }: { company: string; amountFen: number; on: string },
): Promise<string> {
  const [id, differenceId] = [ports.ids.next(), ports.ids.next()]
  const day = { company, channel: 'wechat', bill: 'trade', date: on } as const
  await store.reconciliation.insertItems([
    {
      ...{ ...day, id: differenceId, kind: 'channel-only', rowKind: 'refund', key: 'RX1', orderNo: null },
      ...{
        subKind: 'transaction',
        channelNo: null,
        ourFen: null,
        theirFen: 0 - amountFen,
        reason: '我方无此单号',
        seen: null,
        fileId: null,
      },
      ...{ subject: 'RX1', owner: 'finance-desk', status: 'closed', openedAt: 1, closedAt: 1, closedBy: 'gone' },
    },
  ])
  await store.differences.insertResolution({
    ...{ id, company, differenceId, resolution: 'claim-refund', reason: '追索', amountFen, approvalId: id },
    ...{ madeBy: 'maker', checkedBy: 'checker', at: 1, paymentId: null, takenBackFen: 0, refundNo: null, truth: null },
  })
  const item = await store.differences.byId(differenceId)
  if (!item) throw new Error('no difference')
  await openClaim(store, { item, resolutionId: id }, { about: 'refund', amountFen }, ports)
  const evidence = { evidenceKind: 'difference', evidenceId: id, effectiveOn: on } as const
  const posting = { company, postingKey: `refund-claimed:${id}`, event: 'refund-claimed' } as const
  await store.ledger.insert(
    transfersOf({ ...posting, ...evidence, postings: refundClaimed({ source: 'wechat', amountFen }) }, ports),
  )
  return differenceId
}

/** A movement of WeChat's fund flow without an order, as reconciliation shows it; gives its difference. */
export async function movementOf(
  store: Store,
  { ids }: Ports,
  { company, amountFen, on, key }: { company: string; amountFen: number; on: string; key: string },
): Promise<string> {
  const id = ids.next()
  const day = { company, channel: 'wechat', bill: 'fundflow', date: on } as const
  await store.reconciliation.insertItems([
    {
      ...{ ...day, id, kind: 'channel-only', rowKind: 'payment', key, orderNo: null, channelNo: key, ourFen: null },
      ...{
        subKind: 'movement',
        theirFen: amountFen,
        reason: '第 2 行：资金账单中的“其他收入”，我方没有与之对应的事项',
        fileId: null,
      },
      ...{ seen: { ours: null, theirs: null }, subject: `channel-only:payment:${key}:-:${amountFen}` },
      ...{ owner: 'finance-desk', status: 'open', openedAt: 1, closedAt: null, closedBy: null },
    },
  ])
  return id
}
