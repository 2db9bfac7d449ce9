import type { Message, MessageFacts } from '../../domain/message/message'
import { composed, type Wording } from '../../domain/message/wording'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { householdCard, readHouseholdAccount } from '../households/householdAccount'
import type { Database, Store } from '../ports/database'
import type { MessengerDirectory, OutgoingMessage, SendOutcome } from '../ports/messages'
import type { Clock, Log } from '../ports/system'

type FactsPorts = { clock: Clock; rulebooks: Rulebooks }

async function household(
  store: Pick<Store, 'applications' | 'bills' | 'households' | 'seasonRecords'>,
  company: string,
  householdId: string,
  { clock, rulebooks }: FactsPorts,
) {
  const found = await readHouseholdAccount(store, rulebooks, company, householdId, clock.today())
  return found && { userCode: found.household.userCode, due: householdCard(found, undefined).due }
}

async function aboutPayment(
  store: Pick<Store, 'applications' | 'bills' | 'households' | 'orders' | 'seasonRecords'>,
  { company, subject }: Message,
  ports: FactsPorts,
): Promise<MessageFacts | undefined> {
  const order = await store.orders.byNo(subject)
  const found = order && (await household(store, company, order.householdId, ports))
  if (!order || !found || order.paidAt === null) return undefined
  const { season, amountFen, paidAt, orderNo, householdId } = order
  const { remainingFen, dueOn } = found.due
  return { userCode: found.userCode, season, amountFen, at: paidAt, remainingFen, dueOn, orderNo, householdId }
}

async function aboutRefund(
  store: Pick<Store, 'applications' | 'bills' | 'households' | 'orders' | 'refunds' | 'seasonRecords'>,
  { company, subject }: Message,
  ports: FactsPorts,
): Promise<MessageFacts | undefined> {
  const refund = await store.refunds.byNo(subject)
  const order = refund?.orderNo ? await store.orders.byNo(refund.orderNo) : undefined
  const found = order && (await household(store, company, order.householdId, ports))
  if (!order || !found || !refund || refund.succeededAt === null) return undefined
  const { season, orderNo, householdId } = order
  const { remainingFen, dueOn } = found.due
  const at = refund.succeededAt
  return {
    userCode: found.userCode,
    season,
    amountFen: refund.amountFen,
    at,
    remainingFen,
    dueOn,
    orderNo,
    householdId,
  }
}

async function aboutDue(
  store: Pick<Store, 'applications' | 'bills' | 'households' | 'seasonRecords'>,
  { company, subject }: Message,
  ports: FactsPorts,
): Promise<MessageFacts | undefined> {
  const found = await household(store, company, subject, ports)
  const { season = null, remainingFen = 0, dueOn = null, state } = found?.due ?? {}
  if (!found || season === null || dueOn === null || (state !== 'due' && state !== 'partly-paid')) return undefined
  const at = ports.clock.now()
  const amountFen = remainingFen
  return { userCode: found.userCode, season, amountFen, at, remainingFen, dueOn, orderNo: null, householdId: subject }
}

/** What a message tells as things stand now; undefined when there is nothing to tell any more. */
export function factsOf(
  store: Pick<Store, 'applications' | 'bills' | 'households' | 'orders' | 'refunds' | 'seasonRecords'>,
  message: Message,
  ports: FactsPorts,
): Promise<MessageFacts | undefined> {
  switch (message.event) {
    case 'payment-received':
      return aboutPayment(store, message, ports)
    case 'refund-made':
      return aboutRefund(store, message, ports)
    case 'payment-due':
      return aboutDue(store, message, ports)
  }
}

const AGAIN_AFTER_MS = 60_000

/** A message that the platform could not take for so long is not worth its words any more. */
const GIVE_UP_AFTER_MS = 6 * 3_600_000

type Ports = {
  database: Database
  messengers: MessengerDirectory
  wording: Wording
  rulebooks: Rulebooks
  clock: Clock
  log: Log
}

/**
 * Sends a message once: one consent of the resident is one message (formats.md 4.1). Where he has not agreed it stays
 * quiet. Its end is written down; gives when to come back, or null.
 */
export function createSendMessage(ports: Ports) {
  const { database, messengers, wording, clock, log } = ports

  async function end(
    message: Message,
    status: Exclude<Message['status'], 'waiting' | 'sending'>,
    detail: string | null = null,
  ): Promise<null> {
    await database.transaction((store) =>
      store.messages.change(message.id, ['waiting', 'sending'], { status, detail, endedAt: clock.now() }),
    )
    return null
  }

  /** Takes a consent for this message, and this message from everybody else who would send it. */
  async function take(message: Message, templateId: string): Promise<'taken' | 'no-consent' | 'gone'> {
    // Most messages wait in vain: those cost no write.
    if ((await database.read.messageConsents.unused(message.residentId, templateId)) === 0) return 'no-consent'
    return database.transaction(async (store) => {
      if (!(await store.messages.change(message.id, ['waiting'], { status: 'sending' }))) return 'gone'
      if (await store.messageConsents.use(message.residentId, templateId)) return 'taken'
      await store.messages.change(message.id, ['sending'], { status: 'waiting' })
      return 'no-consent'
    })
  }

  async function conclude(message: Message, templateId: string, outcome: SendOutcome): Promise<number | null> {
    const { residentId } = message
    const giveBack = () => database.transaction((store) => store.messageConsents.giveBack(residentId, templateId))
    switch (outcome.outcome) {
      case 'sent':
        return end(message, 'sent')
      case 'not-allowed':
        await database.transaction((store) => store.messageConsents.exhaust(residentId, templateId))
        return end(message, 'not-allowed', 'refused-by-resident')
      case 'not-sent': {
        await giveBack()
        if (clock.now() - message.createdAt > GIVE_UP_AFTER_MS) return end(message, 'failed', outcome.code)
        await database.transaction((store) => store.messages.change(message.id, ['sending'], { status: 'waiting' }))
        return clock.now() + AGAIN_AFTER_MS
      }
      case 'unfit':
        await giveBack()
        log.error(
          { company: message.company, event: message.event, what: outcome.what, field: outcome.message },
          'a message template does not fit',
        )
        return end(message, 'failed', `${outcome.what} ${outcome.message}`.trim())
      case 'refused':
        await giveBack()
        log.error({ company: message.company, event: message.event, code: outcome.code }, 'a message was refused')
        return end(message, 'failed', outcome.code)
      case 'unknown':
        // It may have arrived: neither it nor its consent is used again.
        return end(message, 'unknown', outcome.code)
    }
  }

  return async function sendMessage(messageId: string): Promise<number | null> {
    const message = await database.read.messages.byId(messageId)
    if (!message || message.endedAt !== null) return null
    // Somebody died in the middle of sending it, and nobody knows whether it went out.
    if (message.status === 'sending') return end(message, 'unknown', 'interrupted')
    const resident = await database.read.residents.byId(message.residentId)
    const messenger = resident && messengers.messenger(message.company, resident.platform)
    const templateId = messenger?.templates[message.event]
    if (!resident || !messenger || templateId === undefined) return end(message, 'not-allowed', 'no-template')
    const facts = await factsOf(database.read, message, ports)
    if (!facts) return end(message, 'not-needed')
    const words = composed(wording, message.event, resident.platform, facts)
    if (!words) return end(message, 'failed', 'words')
    const taken = await take(message, templateId)
    if (taken === 'gone') return null
    if (taken === 'no-consent') {
      return clock.now() < message.waitsUntil ? message.waitsUntil : end(message, 'not-allowed', 'no-consent')
    }
    return conclude(message, templateId, await messenger.sendMessage({ to: payerOf(resident), templateId, ...words }))
  }
}

const payerOf = ({ payerKind, payerValue }: Resident): OutgoingMessage['to'] => ({ kind: payerKind, value: payerValue })
