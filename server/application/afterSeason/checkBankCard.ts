import type { CardCheck, RefundApplication } from '../../domain/settlement/refundApplication'
import type { BankCardChecker, CardAnswer } from '../bankPort'
import { type Clock, type Database, type Ids, type Job, type Log, Outrun, type Store } from '../ports'
import { takeStep } from './steps'

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
  store: Store,
  application: RefundApplication,
  answer: Exclude<CardAnswer, { outcome: 'unavailable' }>,
  by: string,
  ports: { clock: Clock; ids: Ids },
): Promise<'recorded' | 'too-late'> {
  const settlement = await store.settlements.byId(application.settlementId)
  if (!settlement) throw new Outrun(`settlement ${application.settlementId}`)
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
