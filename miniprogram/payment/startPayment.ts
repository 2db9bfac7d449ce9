import type { OrderRequest, PayParameters } from '../../contract/resident'
import type { ResidentApi } from '../api/resident'
import type { Failure } from '../api/send'
import { platformPay } from '../platform/pay'
import { type Intention, intentionFor, keptIntention, newKey } from './intention'
import type { PayOutcome } from './outcome'

/** How a payment began. `done` names the order whose result is to be shown; `left` means gone to the cashier. */
export type Started =
  | { kind: 'done'; orderNo: string; outcome: PayOutcome | undefined }
  | { kind: 'left' }
  | { kind: 'failed'; failure: Failure }

/** Orders what the resident wishes to pay (or goes on with the order he has), and opens the payment sheet. */
export async function startPayment(api: ResidentApi, request: OrderRequest): Promise<Started> {
  const intention = intend(api, request, keptIntention.get())
  return intention.order ? goOn(api, intention.order.no, request) : order(api, intention, request)
}

/** Goes on with an order that was not paid yet. */
export async function resumePayment(api: ResidentApi, orderNo: string): Promise<Started> {
  const answer = await api.resume(orderNo)
  return answer.ok ? openSheet(api, orderNo, answer.value.pay) : { kind: 'failed', failure: answer.failure }
}

function intend(api: ResidentApi, request: OrderRequest, before: Intention | undefined): Intention {
  const who = `${api.who.company}.${api.who.channel}`
  const intention = intentionFor(before, who, request, Date.now(), newKey)
  keptIntention.set(intention)
  return intention
}

async function order(api: ResidentApi, intention: Intention, request: OrderRequest): Promise<Started> {
  const answer = await api.order(request, intention.key)
  if (!answer.ok) {
    if (isFinal(answer.failure)) keptIntention.end()
    return { kind: 'failed', failure: answer.failure }
  }
  const { orderNo, expiresAt } = answer.value.order
  keptIntention.set({ ...intention, order: { no: orderNo, expiresAt } })
  return openSheet(api, orderNo, answer.value.pay)
}

/** The same wish has an order already: a second one beside it could be paid twice. */
async function goOn(api: ResidentApi, orderNo: string, request: OrderRequest): Promise<Started> {
  const resumed = await api.resume(orderNo)
  if (resumed.ok) return openSheet(api, orderNo, resumed.value.pay)
  if (resumed.failure.kind !== 'refused') return { kind: 'failed', failure: resumed.failure }
  const view = await api.orderView(orderNo)
  if (!view.ok && view.failure.kind !== 'refused') return { kind: 'failed', failure: view.failure }
  if (view.ok && view.value.state === 'unpaid') return { kind: 'failed', failure: resumed.failure }
  if (view.ok && view.value.state !== 'closed') return { kind: 'done', orderNo, outcome: undefined }
  return order(api, intend(api, request, undefined), request)
}

/** Whether a refusal settles the wish, so that the next try needs a new key. In flight (409) and too often (429) do not. */
function isFinal(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.problem.status !== 409 && failure.problem.status !== 429
}

async function openSheet(api: ResidentApi, orderNo: string, parameters: PayParameters): Promise<Started> {
  const outcome = await platformPay.pay(parameters, orderNo)
  if (outcome === 'left') return { kind: 'left' }
  // Lets the server ask the channel at once; nothing depends on its arrival.
  await api.tellOutcome(orderNo, outcome)
  return { kind: 'done', orderNo, outcome }
}
