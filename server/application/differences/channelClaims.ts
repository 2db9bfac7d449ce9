import type { ChannelClaimRow, ChannelClaimsAnswer } from '../../../contract/consoleDifferences'
import { CLAIM_ABOUT_NAMES, CLAIM_STATUS_NAMES } from '../../../contract/differenceWords'
import { daysFromTo } from '../../domain/calendar/civilDate'
import { type ChannelClaim, openFen, openInAll, statusOf } from '../../domain/difference/channelClaim'
import type { SourceName } from '../../domain/payment/sourceName'
import type { Clock, Database, Store } from '../ports'

type Ports = { clock: Clock; sourceName: SourceName }

/** Claims as the desk sees them: what each is about, how old, what is open and what has come back; amounts in fen. */
export async function claimRows(
  store: Store,
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
