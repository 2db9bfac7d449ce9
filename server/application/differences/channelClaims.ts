import type { ChannelClaimRow, ChannelClaimsAnswer } from '../../../contract/consoleDifferences'
import { CLAIM_ABOUT_NAMES, CLAIM_STATUS_NAMES } from '../../../contract/differenceWords'
import { daysFromTo } from '../../domain/calendar/civilDate'
import {
  type ChannelClaim,
  type ClaimShare,
  channelsOwing,
  openFen,
  openInAll,
  sharesOf,
  statusOf,
} from '../../domain/difference/channelClaim'
import { claimsFor, mayEndClaims } from '../../domain/difference/facts'
import type { SourceName } from '../../domain/payment/payment'
import type { Difference } from '../../domain/reconciliation/run'
import { type Refusal, refuse } from '../common/refusal'
import type { Database, Store } from '../ports/database'
import type { Clock } from '../ports/system'

type Ports = { clock: Clock; sourceName: SourceName }

/** Claims as the desk sees them: what each is about, how old, what is open and what has come back; amounts in fen. */
export async function claimRows(
  store: Pick<Store, 'channelClaims' | 'differences'>,
  claims: readonly ChannelClaim[],
  { clock, sourceName }: Ports,
): Promise<ChannelClaimRow[]> {
  const returns = await store.channelClaims.returnsOf(claims.map(({ id }) => id))
  const by = await store.differences.resolutionsByIds([...new Set(returns.map(({ resolutionId }) => resolutionId))])
  const differenceOf = new Map(by.map(({ id, differenceId }) => [id, differenceId]))
  const items = await store.differences.byIds(claims.map(({ differenceId }) => differenceId))
  const numberOf = new Map(items.map(({ id, key }) => [id, key]))
  return claims.map((claim) => {
    const { id, channel, about, differenceId, amountFen, returnedFen, openedOn } = claim
    const status = statusOf(claim)
    return {
      ...{ id, channel, channelName: sourceName(channel), about, aboutName: CLAIM_ABOUT_NAMES[about] },
      ...{ differenceId, number: numberOf.get(differenceId) ?? '', amountFen, returnedFen, openFen: openFen(claim) },
      ...{ openedOn, ageDays: Math.max(0, daysFromTo(openedOn, clock.today())) },
      ...{ status, statusName: CLAIM_STATUS_NAMES[status] },
      returns: returns
        .filter(({ claimId }) => claimId === id)
        .map((one) => ({
          at: one.at,
          amountFen: one.amountFen,
          differenceId: differenceOf.get(one.resolutionId) ?? '',
        })),
    }
  })
}

/** What is still claimed from each channel: how much, and since when. */
function byChannel(open: readonly ChannelClaim[], { clock, sourceName }: Ports): ChannelClaimsAnswer['channels'] {
  return [...new Set(open.map(({ channel }) => channel))].sort().map((channel) => {
    const own = open.filter((claim) => claim.channel === channel)
    const oldestOn = own.reduce((oldest, { openedOn }) => (openedOn < oldest ? openedOn : oldest), clock.today())
    const ageDays = Math.max(0, daysFromTo(oldestOn, clock.today()))
    return { channel, channelName: sourceName(channel), count: own.length, openFen: openInAll(own), oldestOn, ageDays }
  })
}

/** The claims of a company, the oldest first, and what is open at each channel. */
export function createListChannelClaims(ports: Ports & { database: Database }) {
  const { read } = ports.database
  return async function listChannelClaims(
    { company, openOnly }: { company: string; openOnly: boolean },
    offset: number,
    limit: number,
  ): Promise<ChannelClaimsAnswer> {
    const asked = { company, openOnly }
    const open = await read.channelClaims.open(company)
    return {
      rows: await claimRows(read, await read.channelClaims.page(asked, offset, limit), ports),
      total: await read.channelClaims.count(asked),
      channels: byChannel(open, ports),
      openFen: openInAll(open),
    }
  }
}

/**
 * Which claims end with money that came back, each with how much. Named ones are of one channel; without a name it is the one
 * channel that owes so much. Refused: `resolution-does-not-fit`, `no-such-claim`, `claim-needed`, `claims-too-small`.
 */
export function chooseClaims(
  item: Difference,
  open: readonly ChannelClaim[],
  named: readonly string[] | undefined,
): ClaimShare[] | Refusal<'claim-needed' | 'claims-too-small' | 'no-such-claim' | 'resolution-does-not-fit'> {
  const amountFen = item.theirFen ?? 0
  if (!mayEndClaims(item)) return refuse('resolution-does-not-fit')
  const fit = claimsFor(item, open)
  const some = named === undefined ? ofTheOneChannel(fit, amountFen) : theNamed(fit, named)
  if ('refused' in some) return some
  if (some.length === 0) return refuse('resolution-does-not-fit')
  return sharesOf(some, amountFen) ?? refuse('claims-too-small', { openFen: openInAll(some), amountFen })
}

function theNamed(
  fit: readonly ChannelClaim[],
  named: readonly string[],
): readonly ChannelClaim[] | Refusal<'no-such-claim'> {
  const some = fit.filter(({ id }) => named.includes(id))
  const channels = new Set(some.map(({ channel }) => channel))
  return some.length < new Set(named).size || channels.size !== 1 ? refuse('no-such-claim') : some
}

function ofTheOneChannel(
  fit: readonly ChannelClaim[],
  amountFen: number,
): readonly ChannelClaim[] | Refusal<'claim-needed'> {
  const owing = channelsOwing(fit, amountFen)
  if (owing.length > 1) return refuse('claim-needed')
  const [only] = owing
  // Where nobody owes so much, the refusal tells what is open.
  return only === undefined ? fit : fit.filter(({ channel }) => channel === only)
}

interface ClaimColumn {
  heading: string
  of(row: ChannelClaimRow): string | number | null
  kind?: 'fen' | 'count' | 'moment'
  width?: number
}

/** The sheet on which claims on channels go out, to be sent to the channel. */
export const CLAIM_COLUMNS: readonly ClaimColumn[] = [
  { heading: '编号', of: ({ id }) => id, width: 30 },
  { heading: '追索日', of: ({ openedOn }) => openedOn },
  { heading: '渠道', of: ({ channelName }) => channelName },
  { heading: '追索什么', of: ({ aboutName }) => aboutName },
  { heading: '单号', of: ({ number }) => number, width: 32 },
  { heading: '追索（元）', of: ({ amountFen }) => amountFen, kind: 'fen' },
  { heading: '已退回（元）', of: ({ returnedFen }) => returnedFen, kind: 'fen' },
  { heading: '未退回（元）', of: ({ openFen }) => openFen, kind: 'fen' },
  { heading: '账龄（天）', of: ({ ageDays }) => ageDays, kind: 'count' },
  { heading: '状态', of: ({ statusName }) => statusName },
]
