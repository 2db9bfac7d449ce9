import { seasonName } from '../../../contract/estimates'
import { sumFen } from '../../../contract/money'
import type { Bill } from '../../domain/bill/bill'
import { billToOpen } from '../../domain/bill/openBill'
import type { NumberedRulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import type { Database, Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { mergeIntoNewBills } from './carryOver'
import { spendCreditOnNewBill } from './earlyPayment'
import { insertBills, newBill } from './openOneBill'

export interface OpenSeasonBillsInput {
  company: string
  /** `2026-2027` */
  season: string
  /** Who opens, for the audit log. */
  actor: string
  /** Only these households; absent: all of the company's. */
  userCodes?: ReadonlySet<string>
  /** Called after each page that is committed. */
  onProgress?: (done: number, total: number) => void
}

export interface OpenedSeason {
  outcome: 'opened'
  season: string
  /** Bills opened now, of which `nothingOwed` bill nothing. */
  opened: number
  nothingOwed: number
  /** Bills that were there before. */
  alreadyOpen: number
  billedFen: number
  withoutBill: { userCode: string; because: 'no-price' | 'awaiting-review' | 'moved-out'; reason: string }[]
}

export type OpenSeasonOutcome = OpenedSeason | { outcome: 'unknown-company' } | { outcome: 'no-such-season' }

/** Small enough to let payments in between two pages, large enough that a commit costs little. */
const PAGE = 500

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; pageSize?: number }

/**
 * Opens the bills of a season for a company's households, page by page, each page with its ledger entries in one
 * transaction. A household has at most one bill a season, so it may be run again: after a crash it goes on where it
 * stopped, by the version of the rulebook that is in force then. Households without a price, or awaiting a review, are listed with the reason and get no bill.
 */
export function createOpenSeasonBills(ports: Ports) {
  const { database, rulebooks, pageSize = PAGE } = ports

  return async function openSeasonBills(input: OpenSeasonBillsInput): Promise<OpenSeasonOutcome> {
    await rulebooks.refresh()
    if (!rulebooks.get(input.company)) return { outcome: 'unknown-company' }
    if (!seasonName.safeParse(input.season).success) return { outcome: 'no-such-season' }
    const rulebook = rulebooks.ofSeason(input.company, input.season)
    if (!rulebook) return { outcome: 'unknown-company' }
    const total = await database.read.households.count(rulebook.id)
    const sum: OpenedSeason = {
      outcome: 'opened',
      season: input.season,
      opened: 0,
      nothingOwed: 0,
      alreadyOpen: 0,
      billedFen: 0,
      withoutBill: [],
    }
    let after = ''
    for (let done = 0; ; ) {
      const page = await database.transaction((store) => openPage(store, rulebook, input, after, pageSize, ports))
      if (page.last === undefined) return sum
      after = page.last
      done += page.households
      sum.opened += page.bills.length
      sum.nothingOwed += page.bills.filter(({ billedFen }) => billedFen === 0).length
      sum.alreadyOpen += page.alreadyOpen
      sum.billedFen += sumFen(page.bills.map(({ billedFen }) => billedFen))
      sum.withoutBill.push(...page.withoutBill)
      input.onProgress?.(done, Math.max(total, done))
    }
  }
}

async function openPage(
  store: Store,
  rulebook: NumberedRulebook,
  { season, actor, userCodes }: OpenSeasonBillsInput,
  after: string,
  pageSize: number,
  ports: Pick<Ports, 'clock' | 'ids' | 'rulebooks'>,
) {
  const { clock, ids } = ports
  // Two who open the same season wait for each other here (M2): the second then sees the bills of the first.
  await store.sequences.next(rulebook.id, `open-bills:${season}`)
  const all = await store.households.page(rulebook.id, after, pageSize)
  const households = userCodes ? all.filter(({ userCode }) => userCodes.has(userCode)) : all
  const present = await store.bills.byHouseholds(households.map(({ id }) => id))
  const billed = new Set(
    present.filter((bill) => bill.season === season && bill.kind === 'season').map(({ householdId }) => householdId),
  )
  const openedAt = clock.now()
  const bills: Bill[] = []
  const withCredit: string[] = []
  const withoutBill: OpenedSeason['withoutBill'] = []
  const toOpen = households.filter(({ id }) => !billed.has(id))
  for (const household of toOpen) {
    const worked = billToOpen(rulebook, household, season)
    if (worked.outcome === 'bill') {
      bills.push(newBill(household, season, worked, ports))
      if (household.creditFen > 0) withCredit.push(household.id)
    } else withoutBill.push({ userCode: household.userCode, because: worked.because, reason: worked.reason })
  }
  await insertBills(store, bills, ports)
  const billedIds = bills.map(({ householdId }) => householdId)
  await mergeIntoNewBills(store, rulebook, billedIds, actor, ports)
  for (const householdId of withCredit) await spendCreditOnNewBill(store, householdId, ports)
  const last = all.at(-1)?.userCode
  if (bills.length > 0) {
    const detail = {
      opened: bills.length,
      billedFen: sumFen(bills.map(({ billedFen }) => billedFen)),
      upTo: last ?? '',
      rulebookVersion: rulebook.version,
    }
    await store.audit.append({
      id: ids.next(),
      company: rulebook.id,
      at: openedAt,
      actor,
      deed: 'open-bills',
      subject: season,
      detail,
    })
  }
  return { last, households: all.length, bills, alreadyOpen: billed.size, withoutBill }
}
