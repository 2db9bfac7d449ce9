import type { HomeHousehold, HouseholdsAnswer, PENDING_KINDS } from '../../../contract/resident'
import { type HomeFacts, homeState } from '../../domain/account/homeState'
import { civilDayOf } from '../../domain/calendar/civilDate'
import { isOpen as isOpenOrder, type Order } from '../../domain/payment/order'
import { type Binding, hasProved, type Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isOpen as isOpenRequest } from '../../domain/serviceRequest/serviceRequest'
import { publishedResult } from '../heatSettlement/publishedFor'
import { settlementView } from '../heatSettlement/showSettlement'
import { type HouseholdAccount, householdCard, readHouseholdAccount } from '../households/householdAccount'
import { moneyFate } from '../payments/view'
import type { Database } from '../ports/database'
import type { Clock } from '../ports/system'

/** Orders of one resident that are looked through for one that has not ended: nobody has more than some of them open. */
const LATEST_ORDERS = 30

/** A resident's first page in one answer: his households in the order in which he saved them, and how each stands today. */
export function createShowHome({
  database,
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  const { read } = database

  async function openOrderOf(latest: readonly Order[], householdId: string): Promise<HomeFacts['openOrder']> {
    for (const order of latest.filter((one) => one.householdId === householdId)) {
      const { orderNo, amountFen } = order
      if (isOpenOrder(order)) return { orderNo, amountFen }
      if (order.status !== 'closed') continue
      // The money came after all, and staff still decide where it belongs (M7): nobody is asked to pay a second time.
      const payments = await read.payments.byOrder(orderNo)
      if ((await moneyFate(read, order, payments)) === 'waiting') return { orderNo, amountFen }
    }
    return undefined
  }

  async function pendingOf(householdId: string): Promise<HomeFacts['pending']> {
    const kinds = ['suspension', 'resumption', 'instalment-consent', 'temperature-report', 'gas-report'] as const
    const { rows } = await read.applications.list({ householdId, kinds }, 0, 20)
    const open = rows.find(isOpenRequest)
    if (!open) return undefined
    return {
      requestId: open.id,
      request: open.kind as (typeof PENDING_KINDS)[number],
      askedOn: civilDayOf(open.askedAt),
    }
  }

  /** What the last settlement leaves him to do, as the settlement's own page tells it. */
  async function afterSeason({ household, rulebook }: HouseholdAccount, today: string) {
    const result = await publishedResult(read, household)
    if (!result) return {}
    const view = await settlementView(read, { household, rulebook, ...result }, today)
    const { season, mayApply, mayObject, payableFen } = view
    const refund = mayApply.open && payableFen > 0 ? { season, amountFen: payableFen, until: mayApply.to } : undefined
    const objection = mayObject.open && mayObject.to !== null ? { season, until: mayObject.to } : undefined
    return { refund, objection }
  }

  async function stateOf(latest: readonly Order[], found: HouseholdAccount, binding: Binding, today: string) {
    const { bills, account, payable, awaited, household } = found
    const openOrder = await openOrderOf(latest, household.id)
    const facts = { today, bills, account, payable, awaited, openOrder, suspended: household.service === 'suspended' }
    // Who has not proved that it is his home sees an amount to pay and his own order, and nothing of the household's life.
    const proved = hasProved(binding)
    const own = proved ? await afterSeason(found, today) : {}
    const pending = proved ? await pendingOf(household.id) : undefined
    const state = homeState({ ...facts, pending, refund: own.refund, objection: own.objection })
    if (proved) return state
    if (state.kind === 'owes') return { ...state, lateFeeFen: 0, partlyPaid: false }
    return state.kind === 'suspended' ? homeState({ ...facts, ...NOTHING, suspended: false }) : state
  }

  return async function showHome(resident: Resident): Promise<HouseholdsAnswer> {
    const today = clock.today()
    const latest = await read.orders.byResident(resident.id, LATEST_ORDERS)
    const households: HomeHousehold[] = []
    for (const binding of await read.bindings.ofResident(resident.id)) {
      const found = await readHouseholdAccount(read, rulebooks, resident.company, binding.householdId, today)
      if (!found) continue
      households.push({ ...householdCard(found, binding), state: await stateOf(latest, found, binding, today) })
    }
    return { today, hotline: rulebooks.get(resident.company)?.hotline ?? null, households }
  }
}

const NOTHING = { pending: undefined, refund: undefined, objection: undefined }
