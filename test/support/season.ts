import { createApprovals } from '../../server/application/approvals/approvals'
import { executors } from '../../server/application/approvedActions/executors'
import { createOpenSeasonBills, type OpenedSeason } from '../../server/application/bills/openSeasonBills'
import { createShowBill } from '../../server/application/bills/showBill'
import { applyToHousehold } from '../../server/application/booking/applyPayment'
import { allOrNothing } from '../../server/application/common/allOrNothing'
import type { Clerk } from '../../server/application/common/clerk'
import { isRefusal, type Refusal, type RefusalCode } from '../../server/application/common/refusal'
import { liveRulebooks } from '../../server/application/companies/liveRulebooks'
import type { Store } from '../../server/application/ports/database'
import type { Photos } from '../../server/application/ports/system'
import { createSeason } from '../../server/application/season'
import { changeUse } from '../../server/application/season/changeUse'
import { completeService } from '../../server/application/season/completeService'
import type { HouseholdActionPorts } from '../../server/application/season/householdActions'
import { recordMoveOut } from '../../server/application/season/recordMoveOut'
import { reviewLowIncome } from '../../server/application/season/reviewLowIncome'
import { type ActualDates as Dates, setSeasonDates } from '../../server/application/season/setSeasonDates'
import type { Household } from '../../server/domain/household/household'
import type { Resident } from '../../server/domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../server/domain/rulebook/rulebook'
import { mapRulebooks } from '../../server/domain/rulebook/versions'
import { examine } from './books'
import type { EmptyPlace } from './engines'
import { household } from './households'
import { fiveCompanies, openPorts, type StoryPorts } from './ports'

export const SEASON = '2026-2027'

type DatesSet = Exclude<Awaited<ReturnType<typeof setSeasonDates>>, Refusal<RefusalCode>>

/** A clerk at the counter, and another. */
export const clerk: Clerk = { id: 'S1', company: '*', loginName: 'li' }
export const second: Clerk = { id: 'S2', company: '*', loginName: 'wang' }

/** Photos in memory. */
export function memoryPhotos(): Photos & { kept: Map<string, Buffer> } {
  const kept = new Map<string, Buffer>()
  return {
    kept,
    keep: async (name, bytes) => {
      kept.set(name, bytes)
    },
    read: async (name) => kept.get(name),
    drop: async (name) => {
      kept.delete(name)
    },
  }
}

/** What came of a verb that should not be refused. */
export function done<T extends object>(outcome: T | Refusal<RefusalCode>): T {
  if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`)
  return outcome
}

/** Why a verb refused. */
export function refusedWith(outcome: object): RefusalCode | 'not refused' {
  return isRefusal(outcome) ? outcome.refused : 'not refused'
}

/** A season's story over an empty database; `rules` changes a company's rulebook as a sixth company would have it. */
export async function openSeason(
  newPlace: () => Promise<EmptyPlace>,
  day: string,
  rules: Record<string, Partial<Rulebook>> = {},
) {
  const base = await openPorts(newPlace, day)
  const written = mapRulebooks(fiveCompanies(), (rulebook) => ({ ...rulebook, ...rules[rulebook.id] }))
  return seasonStory(base, liveRulebooks(written, base.database.read))
}

/** A season's story by the rulebooks that are given. */
export function seasonStory(base: StoryPorts, rulebooks: Rulebooks) {
  const photos = memoryPhotos()
  const ports = { ...base, rulebooks, photos }
  const desk = createSeason(ports).desk
  /** What two people have agreed on, done at once: these stories are about what it does, not about who may. */
  const agreed =
    <Given, Done extends object, Code extends RefusalCode = RefusalCode>(
      work: (store: Store, clerk: Clerk, given: Given, ports: HouseholdActionPorts) => Promise<Done | Refusal<Code>>,
    ) =>
    (clerk: Clerk, given: Given) =>
      allOrNothing(ports.database, (store) => work(store, clerk, given, ports))
  let people = 0
  let transfers = 0

  return {
    ...ports,
    resident: createSeason(ports).residents,
    desk: {
      ...desk,
      recordMoveOut: agreed(recordMoveOut),
      changeUse: agreed(changeUse),
      reviewLowIncome: agreed(reviewLowIncome),
      async setSeasonDates(...asked: Parameters<ReturnType<typeof agreed<Dates, DatesSet>>>) {
        const outcome = await agreed(setSeasonDates)(...asked)
        await rulebooks.refresh()
        return outcome
      },
      service: {
        ...desk.service,
        async complete(clerk: Clerk, applicationId: string, work: { on: string; note: string | null }) {
          const outcome = await agreed(completeService)(clerk, { applicationId, ...work })
          return isRefusal(outcome) ? outcome : desk.applications.oneAtDesk(clerk, applicationId)
        },
      },
    },
    showBill: createShowBill(ports),
    approvals: createApprovals({ ...ports, executors, afterwards: () => rulebooks.refresh() }),

    /** Registers a household. */
    async home(given: Partial<Household> & Pick<Household, 'company' | 'userCode'>): Promise<Household> {
      const dwelling = household(ports, { buildingArea: '100.00', ...given })
      await ports.database.transaction((store) => store.households.insertMany([dwelling]))
      return dwelling
    },

    /** Opens a season's bills, of one company. */
    async open(company: string, season = SEASON): Promise<OpenedSeason> {
      const opened = await createOpenSeasonBills(ports)({ company, season, actor: 'li' })
      if (opened.outcome !== 'opened') throw new Error(opened.outcome)
      return opened
    },

    /** Somebody who proved that the household is his; `verified: false` has it on his list only. */
    async owner(of: Household, { verified = true } = {}): Promise<Resident> {
      const resident: Resident = {
        id: ports.ids.next(),
        company: of.company,
        platform: 'wechat',
        payerKind: 'openid',
        payerValue: `person-${++people}`,
        createdAt: ports.clock.now(),
      }
      await ports.database.transaction(async (store) => {
        await store.residents.insert(resident)
        await store.bindings.save({
          id: ports.ids.next(),
          company: of.company,
          residentId: resident.id,
          householdId: of.id,
          relation: 'own',
          verifiedAt: verified ? ports.clock.now() : null,
          createdAt: ports.clock.now(),
          endedAt: null,
        })
      })
      return resident
    },

    /** Money that came from a bank for a household: it pays what is owed, and the rest is credit (C6). */
    async transfer(of: Household, amountFen: number): Promise<void> {
      const money = {
        company: of.company,
        source: 'bank:ccb' as const,
        transactionId: `T${++transfers}`,
        orderNo: null,
        householdId: of.id,
        amountFen,
        paidAt: ports.clock.now(),
        paidOn: ports.clock.today(),
      }
      await ports.database.transaction((store) => applyToHousehold(store, money, ports))
    },

    /** The household as it is registered now. */
    async now(of: Household): Promise<Household> {
      const found = await ports.database.read.households.byId(of.id)
      if (!found) throw new Error('no household')
      return found
    },

    /** The bill of a season, by its numbers. */
    async bill(of: Household, season = SEASON) {
      const bills = await ports.database.read.bills.byHousehold(of.id)
      const bill = bills.find((one) => one.season === season && one.kind === 'season')
      if (!bill) return undefined
      const { billedFen, reversedFen, appliedFen, lateFeePaidFen, lines } = bill
      const chargedFen = billedFen - reversedFen
      return { chargedFen, owedFen: chargedFen - appliedFen, appliedFen, lateFeePaidFen, lines, id: bill.id }
    },

    /** The first check of the books that is broken; undefined when all hold. */
    async brokenCheck() {
      const { checks } = await examine(ports)
      return checks.find(({ broken }) => broken)
    },

    /** Everything that is in the database, as one text: a refused operation changes nothing (faults.md). */
    async everything(): Promise<string> {
      const tables = ports.database.writer.entityMetadatas.map(({ tableName }) => tableName).sort()
      const rows: unknown[] = []
      for (const table of tables) {
        rows.push(table, await ports.database.writer.query(`SELECT * FROM ${table}`))
      }
      return JSON.stringify(rows)
    },
  }
}
export type SeasonStory = ReturnType<typeof seasonStory>
