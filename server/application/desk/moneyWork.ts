import { maskCard } from '../../domain/heatSettlement/refundApplication'
import type { Household } from '../../domain/household/household'
import { FOLLOW_UP_KINDS, type FollowUp } from '../../domain/payment/followUp'
import type { Refund, RefundCard } from '../../domain/payment/refund'
import { STRAY_REASONS, type StrayRefund } from '../../domain/payment/refund'
import { refusalInWords } from '../../domain/payment/refundable'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { createDecideClaim } from '../claims/paymentClaims'
import { createCloseFollowUp } from '../followUps/closeFollowUp'
import type { ChannelDirectory } from '../ports/channels'
import type { Database } from '../ports/database'
import type { Ids } from '../ports/system'
import type { CardPorts } from '../refunds/cardGiven'
import { createCorrectBankCard } from '../refunds/checkBankCard'
import { createRequestRefund } from '../refunds/requestRefund'
import { createRetryRefund } from '../refunds/retryRefund'
import { createCloseStrayRefund } from '../refunds/strayRefund'
import { createResolveSuspense } from '../suspense/resolveSuspense'

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
      const [failedRefunds, claims, strayRefunds, cards, followUps] = await Promise.all([
        read.refunds.failed(company),
        read.claims.open(company),
        read.strayRefunds.open(company),
        read.refundCards.waiting(company, MAX_SHOWN),
        read.followUps.open(company),
      ])
      const codes = await codesOf(
        claims.flatMap(({ fromHouseholdId, toHouseholdId }) => [fromHouseholdId, toHouseholdId]),
      )
      return {
        failedRefunds: failedRefunds.map(failedRefund),
        strayRefunds: strayRefunds.map(strayRefund),
        followUps: followUps.map(followUp),
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
const MAX_SHOWN = 500

/** A refund that its channel or bank did not carry out. */
function failedRefund(refund: Refund) {
  const { refundNo, source, orderNo, amountFen, route, requestedAt, owner } = refund
  return { refundNo, source, orderNo, amountFen, route, requestedAt, owner, refusedBecause: refusalInWords(refund) }
}

/** What has to be looked at of money that is booked. */
function followUp({ id, channel, kind, subject, orderNo, amountFen, told, openedAt, owner }: FollowUp) {
  return { id, channel, kindName: FOLLOW_UP_KINDS[kind], subject, orderNo, amountFen, told, openedAt, owner }
}

/** A refund that was made in a channel's own console. */
function strayRefund({ id, channel, reason, refundNo, orderNo, transactionId, amountFen, toldAt, owner }: StrayRefund) {
  const reasonName = STRAY_REASONS[reason]
  return { id, channel, reasonName, refundNo, orderNo, transactionId, amountFen, toldAt, owner }
}

/** A card that waits for a payout batch, with its number masked. */
function waitingCard({ refundNo, amountFen, owner, bankCard, recordedAt }: RefundCard) {
  return { refundNo, amountFen, owner, bankCard: maskCard(bankCard), recordedAt }
}
