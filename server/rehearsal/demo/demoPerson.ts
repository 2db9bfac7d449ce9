import { fen } from '../../../contract/money'
import { isSeasonBill } from '../../application/bills/changeBill'
import { createOpenSeasonBills } from '../../application/bills/openSeasonBills'
import { bookPayment } from '../../application/booking/bookPayment'
import { createClaims } from '../../application/claims/paymentClaims'
import type { Clerk } from '../../application/common/clerk'
import type { Database } from '../../application/ports/database'
import type { Clock, Ids, Table } from '../../application/ports/system'
import { addDays, type CivilDate, daysFromTo } from '../../domain/calendar/civilDate'
import { seasonDates } from '../../domain/calendar/season'
import type { Household } from '../../domain/household/household'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'

/** Anyone who of the staff does something in what the demo tells. */
export const DEMO_CLERK: Clerk = { id: 'demo', company: '*', loginName: 'demo' }

/** The other one, where it takes two. */
export const DEMO_CHECKER: Clerk = { id: 'demo-checker', company: '*', loginName: 'demo-manager' }

/** Ten in the morning of a day, for what the demo shows of the past. */
export const onDay = (day: CivilDate): Clock => ({
  today: () => day,
  now: () => daysFromTo('1970-01-01', day) * 86_400_000 + 2 * 3_600_000,
})

/** Somebody who has proved that a demo household is his: the same person every time. */
export function demoPerson(
  { id: householdId, company, userCode }: Household,
  { database, clock, ids }: { database: Database; clock: Clock; ids: Ids },
): Promise<Resident> {
  return database.transaction(async (store) => {
    const payer = { company, platform: 'wechat', payerKind: 'openid', payerValue: `demo-${userCode}` } as const
    const known = await store.residents.byPayer(payer)
    const resident = known ?? { ...payer, id: ids.next(), createdAt: clock.now() }
    if (!known) await store.residents.insert(resident)
    const { id: residentId } = resident
    const binding = await store.bindings.find(residentId, householdId)
    if (!binding) {
      const at = clock.now()
      const own = { id: ids.next(), company, residentId, householdId, relation: 'own', endedAt: null } as const
      await store.bindings.save({ ...own, verifiedAt: at, createdAt: at })
    }
    return resident
  })
}

const DEMO_KINDS = [
  'suspension',
  'resumption',
  'gas-report',
  'temperature-report',
  'instalment-consent',
  'claim',
  'objection',
  'refund',
  'refund-checked',
  'refund-in-batch',
] as const

export type DemoKind = (typeof DEMO_KINDS)[number]

/** One line of sandbox/demo/applications.csv: what somebody asks for on a day of the season, or after it. */
export interface DemoApplication {
  userCode: string
  kind: DemoKind
  /** Month and day. */
  on: string
  /** A gas meter's reading, measured temperatures, the result of an inspection, why staff refuse a refund, or whose home was meant. */
  value: string
  words: string
}

/** The lines about one company; throws on a kind that there is not: the file is part of the product. */
export function demoApplications({ headings, rows }: Table, company: string): DemoApplication[] {
  const at = (name: string) => headings.indexOf(name)
  return rows.flatMap(({ line, cells }) => {
    const cell = (name: string) => cells[at(name)] ?? ''
    if (cell('company') !== company) return []
    const kind = DEMO_KINDS.find((one) => one === cell('kind'))
    if (!kind) throw new Error(`applications.csv:${line}: no such kind: ${cell('kind')}`)
    return [{ userCode: cell('userCode'), kind, on: cell('on'), value: cell('value'), words: cell('words') }]
  })
}

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
