import type { BankLine } from '../../../contract/consoleBank'
import { CLAIM_ABOUT_NAMES } from '../../../contract/differenceWords'
import { type BankEntry, signedEntryFen } from '../../domain/bankMatching/bankEntry'
import { ARRIVAL_PASSES, type Arrival, type Transit } from '../../domain/bankMatching/transit'
import type { SourceName } from '../../domain/payment/payment'
import type { Store } from '../ports/database'
import { partyNameOf } from './partyName'

type Match = NonNullable<BankLine['match']>
type Read = Pick<Store, 'accountBook' | 'bankMatching' | 'channelClaims' | 'households' | 'payments'>

function byArrival<T extends { arrivalId: string | null }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const id = row.arrivalId ?? ''
    groups.set(id, [...(groups.get(id) ?? []), row])
  }
  return groups
}

/** What came back of claims by a movement. */
async function claimsOf(read: Read, entryId: string): Promise<Match['parts']> {
  const returns = await read.channelClaims.returnsBy(entryId)
  const claims = await read.channelClaims.byIds(returns.map(({ claimId }) => claimId))
  return returns.map(({ claimId, amountFen: fen }) => {
    const claim = claims.find(({ id }) => id === claimId)
    const what = claim ? `追索款（${CLAIM_ABOUT_NAMES[claim.about]}）` : '追索款'
    return { what, number: claimId, on: claim?.openedOn ?? null, fen, householdId: null }
  })
}

/** Somebody's payment straight into our account: whose bills it pays. */
async function paymentOf(read: Read, transit: Transit): Promise<Pick<Match['parts'][number], 'what' | 'householdId'>> {
  const payment = await read.payments.byId(transit.evidenceId)
  const household = payment?.householdId ? await read.households.byId(payment.householdId) : undefined
  return household
    ? { what: `用户 ${household.userCode} ${household.owner}`, householdId: household.id }
    : { what: '待查款项', householdId: null }
}

async function partsOf(
  read: Read,
  sourceName: SourceName,
  { arrival, transits, entry }: { arrival: Arrival; transits: readonly Transit[]; entry: BankEntry | undefined },
): Promise<Match['parts']> {
  if (arrival.pass === 'claim-returned') return entry ? claimsOf(read, entry.id) : []
  const parts: Match['parts'] = []
  for (const transit of transits) {
    const { party, reference: number, sentOn: on } = transit
    const plain = { what: party === 'payout' ? '代发退费' : `${partyNameOf(sourceName, party)}结算`, householdId: null }
    const what = arrival.pass === 'deposit' ? await paymentOf(read, transit) : plain
    parts.push({ ...what, number, on, fen: signedEntryFen(transit) })
  }
  return parts
}

/** What each movement was found to be: by which pass, whose money, in which parts, and what else came as a part of the same. */
export async function readMatches(
  read: Read,
  rows: readonly BankEntry[],
  sourceName: SourceName,
): Promise<(entry: BankEntry) => BankLine['match']> {
  const ids = [...new Set(rows.flatMap(({ arrivalId }) => arrivalId ?? []))]
  const transits = byArrival(await read.accountBook.transitsOfArrivals(ids))
  const entries = byArrival(await read.accountBook.entriesOfArrivals(ids))
  const matches = new Map<string, Omit<Match, 'besides'>>()
  for (const arrival of await read.bankMatching.arrivalsByIds(ids)) {
    const { id, pass, party, feeFen } = arrival
    const of = { arrival, transits: transits.get(id) ?? [], entry: entries.get(id)?.[0] }
    const parts = await partsOf(read, sourceName, of)
    matches.set(id, {
      ...{ pass: ARRIVAL_PASSES[pass], feeFen, parts },
      party: party === null ? null : partyNameOf(sourceName, party),
    })
  }
  return ({ id, arrivalId }) => {
    const match = matches.get(arrivalId ?? '')
    if (!match) return null
    const besides = (entries.get(arrivalId ?? '') ?? []).filter((other) => other.id !== id)
    return {
      ...match,
      besides: besides.map((other) => ({
        bankReference: other.bankReference,
        bookedOn: other.bookedOn,
        fen: signedEntryFen(other),
      })),
    }
  }
}
