import type { Message, MessageFacts } from '../../domain/message/message'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { readHouseholdAccount } from '../householdAccount'
import type { Clock, Store } from '../ports'
import { householdCard } from '../views/household'

type Ports = { clock: Clock; rulebooks: Rulebooks }

async function household(store: Store, company: string, householdId: string, { clock, rulebooks }: Ports) {
  const found = await readHouseholdAccount(store, rulebooks, company, householdId, clock.today())
  return found && { userCode: found.household.userCode, due: householdCard(found, undefined).due }
}

async function aboutPayment(
  store: Store,
  { company, subject }: Message,
  ports: Ports,
): Promise<MessageFacts | undefined> {
  const order = await store.orders.byNo(subject)
  const found = order && (await household(store, company, order.householdId, ports))
  if (!order || !found || order.paidAt === null) return undefined
  const { season, amountFen, paidAt, orderNo, householdId } = order
  const { remainingFen, dueOn } = found.due
  return { userCode: found.userCode, season, amountFen, at: paidAt, remainingFen, dueOn, orderNo, householdId }
}

async function aboutRefund(
  store: Store,
  { company, subject }: Message,
  ports: Ports,
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

async function aboutDue(store: Store, { company, subject }: Message, ports: Ports): Promise<MessageFacts | undefined> {
  const found = await household(store, company, subject, ports)
  const { season = null, remainingFen = 0, dueOn = null, state } = found?.due ?? {}
  if (!found || season === null || dueOn === null || (state !== 'due' && state !== 'partly-paid')) return undefined
  const at = ports.clock.now()
  const amountFen = remainingFen
  return { userCode: found.userCode, season, amountFen, at, remainingFen, dueOn, orderNo: null, householdId: subject }
}

/** What a message tells as things stand now; undefined when there is nothing to tell any more. */
export function factsOf(store: Store, message: Message, ports: Ports): Promise<MessageFacts | undefined> {
  switch (message.event) {
    case 'payment-received':
      return aboutPayment(store, message, ports)
    case 'refund-made':
      return aboutRefund(store, message, ports)
    case 'payment-due':
      return aboutDue(store, message, ports)
  }
}
