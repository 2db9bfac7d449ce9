import type { DifferenceEvent, DifferenceRow, ResolutionView } from '../../../contract/consoleDifferences'
import {
  DIFFERENCE_ACT_NAMES,
  type DifferenceAct,
  RESOLUTION_NAMES,
  type Resolution,
} from '../../../contract/differenceWords'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { daysFromTo } from '../../domain/calendar/civilDate'
import { stillWaits } from '../../domain/closing/closure'
import { type ChannelClaim, openFen } from '../../domain/difference/channelClaim'
import { byFenOf, claimsFor, type ResolvingFacts } from '../../domain/difference/facts'
import { DIFFERENCE_KINDS } from '../../domain/reconciliation/mismatch'
import { type Difference, resolutionOf } from '../../domain/reconciliation/run'
import type { Store } from '../ports/database'
import { type FactPorts, resolvingFacts } from './facts'
import { fittingResolutions, RESOLUTION_RULES } from './resolutions'

/** A claim as one of those that returned money may end. */
const claimChoice = (claim: ChannelClaim): ResolutionView['claims'][number] => ({
  id: claim.id,
  channel: claim.channel,
  about: claim.about,
  openFen: openFen(claim),
  openedOn: claim.openedOn,
})

/** A resolution as the desk is offered it. */
export function resolutionView(resolution: Resolution, item: Difference, facts: ResolvingFacts): ResolutionView {
  const rule = RESOLUTION_RULES[resolution]
  return {
    resolution,
    name: RESOLUTION_NAMES[resolution],
    says: rule.sentence(item, facts),
    amountFen: rule.amount(item),
    needsUserCode: rule.needs.includes('user-code'),
    needsEvidence: rule.needs.includes('evidence'),
    needsShares: rule.needs.includes('shares'),
    needsRemindDay: rule.needs.includes('remind-day'),
    claims: rule.needs.includes('claims') ? claimsFor(item, facts.claims).map(claimChoice) : [],
  }
}

/** What is known of one difference beside itself. */
interface Beside {
  facts: ResolvingFacts
  approvalId: string | undefined
  resolution: Resolution | undefined
}

/** A work item as a row of the desk's list: what it is, how old, whose, and what may be done about it; amounts in fen. */
export function differenceRow(item: Difference, { facts, approvalId, resolution }: Beside): DifferenceRow {
  const { id, company, channel, date, kind, rowKind, orderNo, channelNo, ourFen, theirFen } = item
  const isOpen = item.status === 'open'
  const [suggested] = isOpen ? fittingResolutions(item, facts) : []
  return {
    id,
    company,
    channel,
    channelName: facts.channelName,
    date,
    kind,
    kindName: DIFFERENCE_KINDS[kind],
    rowKind,
    orderNo,
    channelNo,
    ourFen,
    theirFen,
    byFen: byFenOf(item),
    reason: item.reason,
    owner: item.owner,
    status: isOpen ? (approvalId === undefined ? 'open' : 'proposed') : 'closed',
    openedAt: item.openedAt,
    closedAt: item.closedAt,
    ageDays: Math.max(0, daysFromTo(date, facts.today)),
    waits: stillWaits(item, facts.today),
    suggestion: suggested === undefined ? null : resolutionView(suggested, item, facts),
    approvalId: approvalId ?? null,
    resolution: resolution ?? null,
  }
}

/** Rows of differences of one company, each with what is known beside it, in few statements. */
export async function differenceRows(
  store: Parameters<typeof resolvingFacts>[0],
  items: readonly Difference[],
  ports: FactPorts,
): Promise<DifferenceRow[]> {
  const [first] = items
  if (!first) return []
  const factsOf = await resolvingFacts(store, items, ports)
  const ids = items.flatMap((item) => resolutionOf(item) ?? [])
  const records = new Map((await store.differences.resolutionsByIds(ids)).map((record) => [record.id, record]))
  const open = items.filter(({ status }) => status === 'open').map(({ id }) => id)
  const proposals = await store.differences.openProposals(first.company, open)
  return items.map((item) => {
    const resolved = resolutionOf(item)
    return differenceRow(item, {
      facts: factsOf(item),
      approvalId: proposals.get(item.id),
      resolution: resolved === undefined ? undefined : records.get(resolved)?.resolution,
    })
  })
}

type Told = Omit<DifferenceEvent, 'actName'>

const ORDER: readonly DifferenceAct[] = ['opened', 'assigned', 'proposed', 'rejected', 'resolved', 'reopened']

/** What happened to a difference, oldest first: found, taken, proposed, decided, opened again, each with who and when. */
export async function historyOf(store: Pick<Store, 'differences'>, item: Difference): Promise<DifferenceEvent[]> {
  const told: Told[] = [
    { at: item.openedAt, who: AUDIT_SYSTEM, act: 'opened', note: item.reason, approvalId: null },
    ...(await store.differences.eventsOf(item.id)).map(({ at, who, act, note, approvalId }) => ({
      at,
      who,
      act,
      note,
      approvalId,
    })),
  ]
  for (const approval of await store.differences.proposalsOf(item.id)) {
    const { id: approvalId, madeAt, makerName, summary, status, checkerName, decidedAt, comment } = approval
    told.push({ at: madeAt, who: makerName, act: 'proposed', note: summary, approvalId })
    if (status === 'rejected' && decidedAt !== null) {
      told.push({ at: decidedAt, who: checkerName ?? AUDIT_SYSTEM, act: 'rejected', note: comment, approvalId })
    }
  }
  const rank = ({ act }: Told) => ORDER.indexOf(act)
  told.sort((one, other) => one.at - other.at || rank(one) - rank(other))
  return told.map((event) => ({ ...event, actName: DIFFERENCE_ACT_NAMES[event.act] }))
}
