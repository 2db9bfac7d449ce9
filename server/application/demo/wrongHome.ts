import { fen } from '../../../contract/money'
import { addDays, type CivilDate } from '../../domain/calendar/civilDate'
import { seasonDates } from '../../domain/calendar/season'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { bookPayment } from '../bookPayment'
import { createClaims } from '../claims/claimPayment'
import { createOpenSeasonBills } from '../openSeasonBills'
import type { Clock, Database, Ids } from '../ports'
import { isSeasonBill } from '../season/changeBill'
import type { DemoApplication } from './applicationRows'
import { demoPerson, onDay } from './demoPerson'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks }

const HALF_AN_HOUR_MS = 1_800_000

const orderOf = (season: string, userCode: string): string => `HPDEMO${season.slice(0, 4)}${userCode}`

/**
 * Tells who paid a season for a home that is not his, by WeChat: the home's bill, his order, the payment. Done before the days
 * of that season are locked, since no channel's file of them exists anywhere. Told once.
 */
export async function payForWrongHome(
  ports: Ports,
  rulebook: Rulebook,
  season: string,
  { userCode, value: meant }: DemoApplication,
  actor: string,
): Promise<void> {
  const { database } = ports
  const company = rulebook.id
  const wrong = await database.read.households.byUserCode(company, userCode)
  const own = await database.read.households.byUserCode(company, meant)
  if (!wrong || !own) return
  const seasonBill = async () => (await database.read.bills.byHousehold(wrong.id)).find(isSeasonBill(season))
  if (await seasonBill()) return
  const { startsOn } = seasonDates(rulebook, season)
  const opening = { ...ports, clock: onDay(addDays(startsOn, -30)) }
  await createOpenSeasonBills(opening)({ company, season, actor, userCodes: new Set([userCode]) })
  const bill = await seasonBill()
  if (!bill) return
  const then = { ...ports, clock: onDay(addDays(startsOn, -20)) }
  const resident = await demoPerson(own, then)
  const [orderNo, amountFen, paidAt] = [orderOf(season, userCode), fen(bill.billedFen), then.clock.now()]
  const transactionId = `42000000${season.slice(0, 4)}${userCode.padStart(16, '0')}`
  await database.transaction(async (store) => {
    await store.orders.insert({
      ...{ orderNo, company, channel: 'wechat', residentId: resident.id, householdId: wrong.id, season, kind: 'whole' },
      ...{ amountFen, status: 'paying', description: `${season}采暖季采暖费`, prepayId: null, transactionId: null },
      ...{ paidAt: null, clientOutcome: 'paid', createdAt: paidAt, expiresAt: paidAt + HALF_AN_HOUR_MS },
    })
    const payment = { orderNo, transactionId, amountFen, paidAt, payer: undefined }
    await bookPayment(store, { company, channel: 'wechat', payment }, then)
  })
}

/** The one who paid for a home that is not his finds out, and asks that the money be moved to his own. */
export async function claimPayment(
  ports: Ports,
  company: string,
  season: string,
  { userCode, value: meant, words }: DemoApplication,
  on: CivilDate,
): Promise<void> {
  const own = await ports.database.read.households.byUserCode(company, meant)
  if (!own) return
  const then = { ...ports, clock: onDay(on) }
  const resident = await demoPerson(own, then)
  await createClaims(then).ask(resident, { orderNo: orderOf(season, userCode), userCode: meant, reason: words })
}
