import type { Household } from '../domain/household/household'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { createDecideClaim } from './claims/decideClaim'
import type { Clock, Database, Ids } from './ports'
import { createRequestRefund } from './refunds/requestRefund'
import { createRetryRefund } from './refunds/retryRefund'
import { createResolveSuspense } from './suspense/resolveSuspense'

/** What staff do about money that is not where it belongs: see each verb. */
export function createMoneyWork(ports: { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }) {
  const { read } = ports.database

  async function codesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const households = await read.households.byIds([...new Set(ids.filter((id) => id !== null))])
    return new Map(households.map(({ id, userCode }: Household) => [id, userCode]))
  }

  return {
    /** All that waits for a person, of one company. */
    async waiting(company: string) {
      const [suspense, failedRefunds, claims] = await Promise.all([
        read.suspense.open(company),
        read.refunds.failed(company),
        read.claims.open(company),
      ])
      const codes = await codesOf(
        claims.flatMap(({ fromHouseholdId, toHouseholdId }) => [fromHouseholdId, toHouseholdId]),
      )
      return {
        suspense,
        failedRefunds,
        claims: claims.map((claim) => ({
          ...claim,
          fromUserCode: codes.get(claim.fromHouseholdId) ?? null,
          toUserCode: codes.get(claim.toHouseholdId) ?? null,
        })),
      }
    },
    requestRefund: createRequestRefund(ports),
    retryRefund: createRetryRefund(ports),
    resolveSuspense: createResolveSuspense(ports),
    claims: createDecideClaim(ports),
  }
}
