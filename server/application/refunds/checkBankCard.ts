import { z } from 'zod'
import type { Actor, Approval } from '../../domain/approval/approval'
import {
  type CardCheck,
  maskCard,
  plainCard,
  type RefundApplication,
} from '../../domain/heatSettlement/refundApplication'
import { type Executor, propose } from '../approvals/approvals'
import { takeStep } from '../bills/settlementSteps'
import { allOrNothing } from '../common/allOrNothing'
import { type Refusal, refuse } from '../common/refusal'
import type { BankCardChecker, CardAnswer } from '../ports/banks'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids, Log } from '../ports/system'
import type { Job } from '../ports/work'

const ASK_AGAIN_MS = 10 * 60_000

/** What a resident reads when the bank does not know his card. */
export const CARD_REASONS: Record<Extract<CardAnswer, { outcome: 'refused' }>['because'], string> = {
  'no-such-card': '银行查无此卡号',
  closed: '银行卡已销户或不能收款',
  'name-differs': '银行卡户名与登记的户主姓名不一致',
}

/** The job that is stored with an application and asks the bank until it has answered. */
export function checkCardJob(
  application: RefundApplication,
): Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> {
  return {
    key: `check-card:${application.id}`,
    company: application.company,
    kind: 'check-bank-card',
    subject: application.id,
    dueAt: application.appliedAt + ASK_AGAIN_MS,
  }
}

/** Asks the bank about an application's card (BZ5). Gives when to ask again, or null when it has answered. */
export function createCheckBankCard(ports: {
  database: Database
  clock: Clock
  ids: Ids
  log: Log
  checker: BankCardChecker
}) {
  const { database, clock, log, checker } = ports

  return async function checkBankCard(applicationId: string): Promise<number | null> {
    const application = await database.read.refundApplications.byId(applicationId)
    if (application?.status !== 'applied') return null
    const { company, bankCard: card, owner, identityNumber, phone } = application
    const answer = await checker.check({ company, card, owner, identityNumber, phone })
    if (answer.outcome === 'unavailable') {
      log.warn({ application: applicationId, code: answer.code }, 'the bank did not say whether it knows a card')
      return clock.now() + ASK_AGAIN_MS
    }
    await database.transaction((store) => recordCardAnswer(store, application, answer, 'bank', ports))
    return null
  }
}

/** Writes down what the bank said of a card, in the caller's transaction; nothing when somebody else was faster. */
export async function recordCardAnswer(
  store: Pick<Store, 'refundApplications' | 'settlements'>,
  application: RefundApplication,
  answer: Exclude<CardAnswer, { outcome: 'unavailable' }>,
  by: string,
  ports: { clock: Clock; ids: Ids },
): Promise<'recorded' | 'too-late'> {
  const settlement = await store.settlements.byId(application.settlementId)
  if (!settlement) throw new ConcurrencyConflict(`settlement ${application.settlementId}`)
  const whose = { byKind: by === 'bank' ? 'system' : 'staff', by } as const
  if (answer.outcome === 'refused') {
    const reason = CARD_REASONS[answer.because]
    const to = { status: 'refused', reason, liveKey: null } as const
    if (!(await store.refundApplications.change(application.id, ['applied'], to))) return 'too-late'
    await takeStep(store, settlement, { step: 'card-refused', ...whose, note: reason }, ports)
    return 'recorded'
  }
  const { bankName, routeNo, sameBank } = answer
  const cardCheck: CardCheck = { bankName, routeNo, sameBank, checkedAt: ports.clock.now(), by }
  const to = { status: 'checked', cardCheck } as const
  if (!(await store.refundApplications.change(application.id, ['applied'], to))) return 'too-late'
  await takeStep(store, settlement, { step: 'card-checked', ...whose, note: bankName }, ports)
  return 'recorded'
}

const payload = z.object({ householdId: z.string(), bankCard: z.string(), paper: z.string() })

/**
 * Proposes to put a household's registered bank card right, by papers; a second person approves it, since refunds go there.
 * Refused: `not-found`, `bad-bank-card`, `nothing-changed`, `already-proposed`.
 */
export function createCorrectBankCard(ports: { database: Database; clock: Clock; ids: Ids }) {
  return (
    company: string,
    maker: Actor,
    request: { userCode: string; bankCard: string; paper: string },
  ): Promise<Approval | Refusal<'already-proposed' | 'bad-bank-card' | 'not-found' | 'nothing-changed'>> =>
    allOrNothing(ports.database, async (store) => {
      const household = await store.households.byUserCode(company, request.userCode)
      if (!household) return refuse('not-found')
      const bankCard = plainCard(request.bankCard)
      if (!/^\d{12,30}$/.test(bankCard)) return refuse('bad-bank-card')
      const before = household.bankCard === null ? null : plainCard(household.bankCard)
      if (before === bankCard) return refuse('nothing-changed')
      const was = before === null ? '没有登记' : maskCard(before)
      return propose(
        store,
        {
          company,
          deed: 'correct-bank-card',
          subject: household.id,
          summary: `用户 ${household.userCode} 登记的银行卡由 ${was} 更正为 ${maskCard(bankCard)}，资料：${request.paper}`,
          payload: { householdId: household.id, bankCard, paper: request.paper, salt: ports.ids.next() },
          maker,
        },
        ports,
      )
    })
}

/** The executor of `correct-bank-card`. */
export const executeCorrectBankCard: Executor<'not-found'> = async (store, approval) => {
  const { householdId, bankCard } = payload.parse(approval.payload)
  const household = await store.households.byId(householdId)
  if (household?.company !== approval.company) return refuse('not-found')
  if (!(await store.households.change(household, { bankCard })))
    throw new ConcurrencyConflict(`household ${householdId}`)
  return 'done'
}
