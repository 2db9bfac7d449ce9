import type { Household } from '../domain/household/household'
import { FOLLOW_UP_KINDS } from '../domain/payment/followUp'
import type { RefundCard } from '../domain/payment/refundCard'
import { refusalInWords } from '../domain/payment/refundRefusal'
import { STRAY_REASONS } from '../domain/payment/strayRefund'
import type { Rulebooks } from '../domain/rulebook/rulebook'
import { maskCard } from '../domain/settlement/bankCard'
import { createDecideClaim } from './claims/decideClaim'
import { createCloseFollowUp } from './followUps/closeFollowUp'
import type { ChannelDirectory, Database, Ids } from './ports'
import type { CardPorts } from './refunds/cardGiven'
import { createCloseStrayRefund } from './refunds/closeStrayRefund'
import { createCorrectBankCard } from './refunds/correctBankCard'
import { createRequestRefund } from './refunds/requestRefund'
import { createRetryRefund } from './refunds/retryRefund'
import { createResolveSuspense } from './suspense/resolveSuspense'

export interface MoneyWorkPorts extends CardPorts {
  database: Database
  ids: Ids
  rulebooks: Rulebooks
  /** Asked how a failed refund stands before its money takes another way. */
  channels: ChannelDirectory
}

/** What staff do about money that is not where it belongs: see each verb. */
export function createMoneyWork(ports: MoneyWorkPorts) {
  const { read } = ports.database

  async function codesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
    const households = await read.households.byIds([...new Set(ids.filter((id) => id !== null))])
    return new Map(households.map(({ id, userCode }: Household) => [id, userCode]))
  }

  return {
    /** All that waits for a person, of one company. */
    async waiting(company: string) {
      const [suspense, failedRefunds, claims, strayRefunds, cards, followUps] = await Promise.all([
        read.suspense.open(company),
        read.refunds.failed(company),
        read.claims.open(company),
        read.strayRefunds.open(company),
        read.refundCards.waiting(company, MOST_SHOWN),
        read.followUps.open(company),
      ])
      const codes = await codesOf(
        claims.flatMap(({ fromHouseholdId, toHouseholdId }) => [fromHouseholdId, toHouseholdId]),
      )
      return {
        suspense,
        failedRefunds: failedRefunds.map((refund) => ({ ...refund, refusedBecause: refusalInWords(refund) })),
        strayRefunds: strayRefunds.map((stray) => ({ ...stray, reasonName: STRAY_REASONS[stray.reason] })),
        followUps: followUps.map((one) => ({ ...one, kindName: FOLLOW_UP_KINDS[one.kind] })),
        waitingCards: cards.map(waitingCard),
        claims: await Promise.all(
          claims.map(async ({ id, orderNo, paymentId, reason, askedAt, ...claim }) => ({
            ...{ id, orderNo, reason, askedAt },
            amountFen: (await read.payments.byId(paymentId))?.amountFen ?? 0,
            fromUserCode: codes.get(claim.fromHouseholdId) ?? null,
            toUserCode: codes.get(claim.toHouseholdId) ?? null,
            approvalId: (await read.approvals.openOn(company, 'move-payment', id))?.id ?? null,
          })),
        ),
      }
    },
    requestRefund: createRequestRefund(ports),
    retryRefund: createRetryRefund(ports),
    resolveSuspense: createResolveSuspense(ports),
    claims: createDecideClaim(ports),
    closeStrayRefund: createCloseStrayRefund(ports),
    closeFollowUp: createCloseFollowUp(ports),
    correctBankCard: createCorrectBankCard(ports),
  }
}

/** How many waiting cards a list shows; the rest follows in later batches. */
const MOST_SHOWN = 500

/** A card that waits for a payout batch, with its number masked. */
function waitingCard({ refundNo, amountFen, owner, bankCard, recordedAt }: RefundCard) {
  return { refundNo, amountFen, owner, bankCard: maskCard(bankCard), recordedAt }
}
