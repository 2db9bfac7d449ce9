import type { Household } from '../../server/domain/household/household'
import { withBill } from './households'
import { enter, eventually, type World } from './world'

type Platform = 'wechat' | 'alipay'
let households = 0

/** 4.00 m² owe 100.00 yuan. */
export const SMALL = { buildingArea: '4.00' }

/**
 * A new Lanzhou household that owes 1,250.00 yuan for its 50.00 m², or what the given facts make of it; `serial` tells it from those
 * before it.
 */
export async function owing(
  world: World,
  given: Partial<Household> = {},
): Promise<{ household: Household; serial: number }> {
  const serial = ++households
  const dwelling = { company: 'lanzhou', userCode: `62${String(serial).padStart(8, '0')}`, buildingArea: '50.00' }
  return { household: await withBill(world.base, { ...dwelling, ...given }, '2026-2027', '2026-10-31'), serial }
}

/** Such a household, and its whole ordered in a channel by somebody whose home it is: nothing is paid yet. */
export async function ordered(world: World, platform: Platform = 'wechat', given: Partial<Household> = {}) {
  const { household, serial } = await owing(world, given)
  const resident = await enter(world, 'lanzhou', platform, `person ${serial}`)
  await resident.proves(household.userCode)
  const { body } = await resident.order({ kind: 'whole', householdId: household.id })
  const transactionId = `42000029992026112100${String(serial).padStart(8, '0')}`
  return { household, resident, orderNo: body.order.orderNo, amountFen: body.order.amountFen, transactionId }
}

/** Such a household whose order was paid in the channel, and the payment as we booked it. */
export async function paid(world: World, platform: Platform = 'wechat', given: Partial<Household> = {}) {
  const order = await ordered(world, platform, given)
  await order.resident.pay(order.orderNo)
  await eventually(
    () => order.resident.show(order.orderNo),
    (seen) => seen.body.state === 'paid',
  )
  const [payment] = await world.base.database.read.payments.byOrder(order.orderNo)
  if (!payment) throw new Error('paid, yet no payment')
  return { ...order, payment }
}
