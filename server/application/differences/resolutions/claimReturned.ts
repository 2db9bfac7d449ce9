import { formatYuan, sumFen } from '../../../../contract/money'
import { channelsOwing, openFen } from '../../../domain/difference/channelClaim'
import { claimsFor, mayEndClaims, nameOf, theirsOf } from '../../../domain/difference/facts'
import { hasMoved } from '../../../domain/difference/resolution'
import { claimReturned as claimReturnedPostings } from '../../../domain/ledger/rulesOfDifferences'
import { transfersOf } from '../../common/post'
import { refuse } from '../../common/refusal'
import { explainMovement, unexplainedMovement } from '../resolve/ownMovement'
import type { ResolutionRule } from '../resolve/resolution'

/** 渠道已退回追索款: money that nothing else explains ends what we claim from a channel. */
export const claimReturned = {
  name: 'claim-returned',
  of: ['movement', 'deposit'],
  /** If so much is claimed; of a deposit it is suggested where one claim is of this very amount. */
  fits(item, facts) {
    const amountFen = item.theirFen ?? 0
    const claims = claimsFor(item, facts.claims)
    if (facts.isBooked || !mayEndClaims(item) || channelsOwing(claims, amountFen).length === 0) return false
    return item.subKind === 'movement' || claims.some((claim) => openFen(claim) === amountFen) || 'last'
  },
  amount: theirsOf,
  sentence(item, facts) {
    const [name, theirs] = [nameOf(item, facts), formatYuan(theirsOf(item))]
    return item.subKind === 'deposit'
      ? `以对账单为准，${name} 到账 ${theirs}，是渠道退回的追索款，冲减对该渠道的应收`
      : `以渠道账单为准，${name} 的 ${theirs} 是渠道退回的追索款，冲减对该渠道的应收`
  },
  needs: ['claims'],
  truth: null,
  settles: true,
  /**
   * Money that a channel gives back ends what we claim from it, whole or in part, and never more than is open (M2). It is in the
   * account at the channel (a movement of its fund flow), or in our own account, where the very movement is the evidence and is
   * explained by it, so that it can be nothing else as well (M3). Refused: `books-changed`.
   */
  async run(store, { item, payload, resolutionId, before, wasSettled }, ports) {
    const { company, channel } = item
    const amountFen = item.theirFen ?? 0
    const shares = payload.claims ?? []
    if (sumFen(shares.map((share) => share.amountFen)) !== amountFen) return refuse('resolution-does-not-fit')
    if (wasSettled || (item.subKind === 'movement' && before.some(hasMoved))) return refuse('books-changed')
    const atBank = item.subKind === 'deposit'
    const entry = atBank ? await unexplainedMovement(store, item) : undefined
    if (atBank && !entry) return refuse('books-changed')
    for (const { claimId, amountFen: share } of shares) {
      if (!(await store.channelClaims.giveBack(claimId, share))) return refuse('books-changed')
      const row = { id: ports.ids.next(), company, claimId, resolutionId, amountFen: share, at: ports.clock.now() }
      await store.channelClaims.insertReturn({ ...row, entryId: entry?.id ?? null })
    }
    if (entry) await explainMovement(store, entry, 'claim-returned', ports)
    const evidence = entry
      ? { evidenceKind: 'bank-entry' as const, evidenceId: entry.id, effectiveOn: entry.bookedOn }
      : { evidenceKind: 'difference' as const, evidenceId: resolutionId, effectiveOn: item.date }
    await store.ledger.insert(
      transfersOf(
        {
          ...evidence,
          company,
          postingKey: `claim-returned:${entry?.id ?? item.id}`,
          event: 'claim-returned',
          postings: claimReturnedPostings({ into: atBank ? 'bank' : channel, amountFen }),
        },
        ports,
      ),
    )
    return {}
  },
} satisfies ResolutionRule
