import { z } from 'zod'
import { formatYuan, sumFen } from '../../../contract/money'
import type { Approval } from '../../domain/approval/approval'
import { refundCalendar } from '../../domain/heatSettlement/afterSeason'
import { type PayoutBatch, payoutSerial, requestFileName } from '../../domain/heatSettlement/payout'
import type { RefundApplication } from '../../domain/heatSettlement/refundApplication'
import type { RefundCard } from '../../domain/payment/refund'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Executor, type ExecutorPorts, propose } from '../approvals/approvals'
import { takeStep } from '../bills/settlementSteps'
import { allOrNothing } from '../common/allOrNothing'
import type { Clerk } from '../common/clerk'
import { type Refusal, refuse } from '../common/refusal'
import type { PayoutLayout } from '../ports/banks'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { Job } from '../ports/work'
import { payoutNumbers } from './payoutNumbers'
import { waitingForRedLetters } from './takeInRefund'

/** A bank takes files of this size; what is left over goes into the next batch. */
export const MAX_IN_BATCH = 5000

const payload = z.object({
  season: z.string(),
  applications: z.array(z.object({ id: z.string(), amountFen: z.int().positive() })),
  /** Refunds of payments that go to a card, because they cannot go back the way they came. */
  refunds: z.array(z.object({ refundNo: z.string(), amountFen: z.int().positive() })).default([]),
})

/** What a batch is to hold: applications by id, refunds of payments by number. */
export interface Chosen {
  applications?: readonly string[]
  refunds?: readonly string[]
}

/** Those of what waits that were chosen; undefined when something was chosen that does not wait. */
function chosenOf<T>(waiting: readonly T[], keyOf: (one: T) => string, chosen: readonly string[]): T[] | undefined {
  const byKey = new Map(waiting.map((one) => [keyOf(one), one]))
  const found = [...new Set(chosen)].map((key) => byKey.get(key))
  return found.every((one) => one !== undefined) ? found : undefined
}

/**
 * Proposes to pay all checked refund applications of a season to their cards, and with them what waits of refunds to bank
 * cards (faults.md, Refunds: other route), or those that are `chosen`; another person approves it (BZ3). Refused:
 * `not-found`, `nothing-to-pay-out`, `not-awaiting` when one of the chosen does not wait (any more), `already-proposed`,
 * `file-refused` when a name cannot stand in the bank's file.
 */
export function createProposePayout(ports: {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  layout: PayoutLayout
}) {
  const { database, rulebooks, layout } = ports

  return (
    company: string,
    maker: Pick<Clerk, 'id' | 'loginName'>,
    season: string,
    chosen?: Chosen,
  ): Promise<
    Approval | Refusal<'already-proposed' | 'file-refused' | 'not-awaiting' | 'not-found' | 'nothing-to-pay-out'>
  > =>
    allOrNothing(
      database,
      async (
        store,
      ): Promise<
        Approval | Refusal<'already-proposed' | 'file-refused' | 'not-awaiting' | 'not-found' | 'nothing-to-pay-out'>
      > => {
        const rulebook = rulebooks.get(company)
        if (!rulebook) return refuse('not-found')
        const checked = await store.refundApplications.waiting(company, season, MAX_IN_BATCH)
        const held = await waitingForRedLetters(
          store,
          checked.map(({ id }) => id),
        )
        const free = checked.filter(({ id }) => !held.has(id))
        const waiting = chosen ? chosenOf(free, ({ id }) => id, chosen.applications ?? []) : free
        if (!waiting) return refuse('not-awaiting')
        const freeCards = await store.refundCards.waiting(company, MAX_IN_BATCH - (chosen ? 0 : waiting.length))
        const cards = chosen ? chosenOf(freeCards, ({ refundNo }) => refundNo, chosen.refunds ?? []) : freeCards
        if (!cards) return refuse('not-awaiting')
        if (waiting.length + cards.length === 0) return refuse('nothing-to-pay-out')
        const unfit = waiting.find(
          ({ owner, cardCheck }) => !layout.fits(owner) || !layout.fits(cardCheck?.bankName ?? ''),
        )
        if (unfit) {
          const household = await store.households.byId(unfit.householdId)
          return refuse('file-refused', { reason: `用户 ${household?.userCode ?? ''} 的户名含有银行文件写不出的字符` })
        }
        const cardsFen = sumFen(cards.map(({ amountFen }) => amountFen))
        const totalFen = sumFen(waiting.map(({ amountFen }) => amountFen)) + cardsFen
        const before = refundCalendar(rulebook, season)?.payoutBefore
        return propose(
          store,
          {
            company,
            deed: 'payout',
            subject: season,
            summary:
              `${season} 采暖季热计量退费代发：${waiting.length} 户，共 ${formatYuan(totalFen - cardsFen)}` +
              `${before === undefined ? '' : `，应在 ${before} 前付到登记的银行卡`}` +
              `${cards.length === 0 ? '' : `；缴费退款付到银行卡 ${cards.length} 笔，共 ${formatYuan(cardsFen)}`}。`,
            amountFen: totalFen,
            payload: {
              season,
              applications: waiting.map(({ id, amountFen }) => ({ id, amountFen })),
              refunds: cards.map(({ refundNo, amountFen }) => ({ refundNo, amountFen })),
            },
            maker,
          },
          ports,
        )
      },
    )
}

/** The job that writes a batch's file and, where there is a line to the bank, hands it in. */
function writePayoutJob(batch: PayoutBatch): Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> {
  return {
    key: `write-payout:${batch.id}`,
    company: batch.company,
    kind: 'write-payout',
    subject: batch.id,
    dueAt: batch.approvedAt,
  }
}

/** Executes `payout`: every application that was proposed goes into a batch, or none does. */
export const makePayout: Executor<'payout-changed'> = async (store, approval, ports) => {
  const { season, applications: proposed, refunds } = payload.parse(approval.payload)
  const found = await store.refundApplications.byIds(proposed.map(({ id }) => id))
  const byId = new Map(found.map((application) => [application.id, application]))
  const applications: RefundApplication[] = []
  for (const { id, amountFen } of proposed) {
    const application = byId.get(id)
    if (application?.status !== 'checked' || application.amountFen !== amountFen) return refuse('payout-changed')
    applications.push(application)
  }
  if ((await waitingForRedLetters(store, [...byId.keys()])).size > 0) return refuse('payout-changed')
  const cards = await waitingCards(store, refunds)
  if (!cards) return refuse('payout-changed')
  const isOthers = ({ cardCheck }: RefundApplication): boolean => cardCheck !== null && !cardCheck.sameBank
  for (const bank of ['same', 'other'] as const) {
    const own = applications.filter((application) => isOthers(application) === (bank === 'other'))
    const ownCards = cards.filter(({ cardCheck }) => (cardCheck !== null && !cardCheck.sameBank) === (bank === 'other'))
    if (own.length + ownCards.length === 0) continue
    const outcome = await batchOf(store, approval, { season, bank, applications: own, cards: ownCards }, ports)
    if (outcome !== 'done') return outcome
  }
  return 'done'
}

/** The cards that were proposed, if all of them still wait. */
async function waitingCards(
  store: Pick<Store, 'refundCards'>,
  proposed: readonly { refundNo: string; amountFen: number }[],
): Promise<RefundCard[] | undefined> {
  const found = await store.refundCards.byNos(proposed.map(({ refundNo }) => refundNo))
  const byNo = new Map(found.map((card) => [card.refundNo, card]))
  const cards = proposed.map(({ refundNo, amountFen }) => {
    const card = byNo.get(refundNo)
    return card?.status === 'waiting' && card.amountFen === amountFen ? card : undefined
  })
  return cards.every((card) => card !== undefined) ? cards : undefined
}

interface Payees {
  season: string
  bank: PayoutBatch['bank']
  applications: RefundApplication[]
  cards: RefundCard[]
}

async function batchOf(
  store: Pick<Store, 'jobs' | 'payouts' | 'refundApplications' | 'refundCards' | 'sequences' | 'settlements'>,
  approval: Approval,
  { season, bank, applications, cards }: Payees,
  { clock, ids }: ExecutorPorts,
): Promise<'done' | Refusal<'payout-changed'>> {
  const { company } = approval
  const madeOn = clock.today()
  const number = await store.sequences.next(company, payoutNumbers(madeOn))
  const batch: PayoutBatch = {
    id: ids.next(),
    company,
    season,
    bank,
    number,
    madeOn,
    fileName: requestFileName({ madeOn, number, bank }),
    count: applications.length + cards.length,
    totalFen: sumFen([...applications, ...cards].map(({ amountFen }) => amountFen)),
    status: 'approved',
    approvalId: approval.id,
    makerName: approval.makerName,
    checkerName: approval.checkerName ?? '',
    approvedAt: clock.now(),
  }
  if ((await store.payouts.insertBatch(batch)) === 'duplicate')
    throw new ConcurrencyConflict(`payout batch ${batch.fileName}`)
  for (const { id, settlementId, amountFen } of applications) {
    if (!(await store.refundApplications.change(id, ['checked'], { status: 'in-batch' })))
      return refuse('payout-changed')
    const settlement = await store.settlements.byId(settlementId)
    if (!settlement || settlement.payableFen < amountFen) return refuse('payout-changed')
    await takeStep(store, settlement, { step: 'in-batch', byKind: 'staff', by: batch.checkerName }, { clock, ids })
  }
  await store.payouts.insertItems(
    applications.map(({ id, settlementId, amountFen }, index) => ({
      id: ids.next(),
      company,
      batchId: batch.id,
      applicationId: id,
      settlementId,
      serial: payoutSerial(batch, index + 1),
      amountFen,
      state: 'sent',
      bankSerial: null,
      failCode: null,
      failReason: null,
      paidOn: null,
      returnedOn: null,
    })),
  )
  for (const [index, { refundNo }] of cards.entries()) {
    const serial = payoutSerial(batch, applications.length + index + 1)
    const to = { status: 'in-batch', batchId: batch.id, serial } as const
    if (!(await store.refundCards.change(refundNo, 'waiting', to))) return refuse('payout-changed')
  }
  await store.jobs.add(writePayoutJob(batch))
  return 'done'
}
