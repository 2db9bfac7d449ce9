import { formatYuan } from '../../../contract/money'
import { createOpenSeasonBills } from '../../application/bills/openSeasonBills'
import { createImportHouseholds } from '../../application/households/importHouseholds'
import { addDays, laterOf } from '../../domain/calendar/civilDate'
import { feeDueOn, seasonAfter, seasonDates } from '../../domain/calendar/season'
import { suspensionWindows } from '../../domain/calendar/suspensionWindow'
import type { ColumnName } from '../../domain/household/columns'
import type { NumberedRulebook } from '../../domain/rulebook/rulebook'
import type { Dweller } from './inventHouseholds'
import { type Action, CLERK, type RehearsalVerbs, rehearsalPaper } from './verbs'

const DAYS_BEFORE_DUE = 37

const DAYS_BEFORE_OPENING = 21

const COLUMNS: readonly ColumnName[] = [
  'userCode',
  'owner',
  'identityNumber',
  'phone',
  'bankCard',
  'estate',
  'building',
  'unit',
  'room',
  'use',
  'heatSource',
  'billing',
  'buildingArea',
  'usableArea',
  'storeys',
  'storeyHeight',
]

/** The day on which a rehearsal opens a season's bills: some weeks before they are due. */
export function openingDay(rulebook: NumberedRulebook, season: string): string {
  return addDays(feeDueOn(rulebook, season) ?? seasonDates(rulebook, season).startsOn, -DAYS_BEFORE_DUE)
}

/** The first day of a rehearsal: households are registered. */
export function firstDay(rulebook: NumberedRulebook, season: string): string {
  return addDays(openingDay(rulebook, season), -DAYS_BEFORE_OPENING)
}

/** Registering, stopping and starting heat in each window, the low-income review, and the bills. */
export function openingActions(verbs: RehearsalVerbs): Action[] {
  const { rulebook, season } = verbs
  const opening = openingDay(rulebook, season)
  return [
    { on: firstDay(rulebook, season), order: 0, do: () => register(verbs) },
    ...suspensionActions(verbs),
    { on: opening, order: 1, do: () => openBills(verbs, season) },
    ...(rulebook.lowIncomeReview ? [{ on: addDays(opening, 10), order: 1, do: () => reviewLowIncome(verbs) }] : []),
    { on: openingDay(rulebook, seasonAfter(season)), order: 1, do: () => openBills(verbs, seasonAfter(season)) },
  ]
}

async function register({ ports, company, cast, note }: RehearsalVerbs): Promise<void> {
  const rows = cast.map(({ cells }, index) => ({
    line: index + 2,
    cells: COLUMNS.map((column) => cells[column] ?? ''),
  }))
  const table = { headings: [...COLUMNS], rows }
  const actor = CLERK.loginName
  const done = await createImportHouseholds(ports)({ company, table, actor, fileName: 'rehearsal.csv' })
  if (done.outcome !== 'imported') throw new Error(`the rehearsal's households were not taken: ${JSON.stringify(done)}`)
  note(`导入 ${done.imported} 户`)
}

async function openBills({ ports, company, note }: RehearsalVerbs, season: string): Promise<void> {
  const opened = await createOpenSeasonBills(ports)({ company, season, actor: CLERK.loginName })
  if (opened.outcome !== 'opened') throw new Error(`the rehearsal's bills were not opened: ${opened.outcome}`)
  const waiting = opened.withoutBill.length > 0 ? `，${opened.withoutBill.length} 户暂不开单` : ''
  note(`开出 ${season} 采暖季账单 ${opened.opened} 份，${formatYuan(opened.billedFen)}${waiting}`)
}

/** Homes charged by area, from the end of the cast: they play no other part. */
export function spare({ cast }: Pick<RehearsalVerbs, 'cast'>, place: number): Dweller | undefined {
  return cast.filter(({ use, billing }) => use === 'residential' && billing === 'area').at(-1 - place)
}

/** In each window one home has its heat stopped: looked at first where the household does the work itself (BO6, TS6). */
function suspensionActions(verbs: RehearsalVerbs): Action[] {
  const { rulebook, season } = verbs
  const earliest = addDays(firstDay(rulebook, season), 1)
  return suspensionWindows(rulebook, season).flatMap((window, place): Action[] => {
    const dweller = spare(verbs, place)
    const asksOn = laterOf(earliest, addDays(window.to, -6))
    const doneOn = addDays(asksOn, 3)
    if (!dweller || doneOn > window.to || asksOn < window.from) return []
    let application = ''
    return [
      {
        on: asksOn,
        order: 2,
        do: async () => {
          application = await askToStop(verbs, dweller)
        },
      },
      {
        on: doneOn,
        order: 2,
        do: async () => {
          if (window.inspected) {
            verbs.must(await verbs.desk.service.inspect(CLERK, application, { on: doneOn, passed: true, note: null }))
          }
          const work = { applicationId: application, on: doneOn, note: null }
          const paper = rehearsalPaper('停热施工单', doneOn)
          await verbs.approve(verbs.must(await verbs.desk.proposeServiceDone(CLERK, work, paper)))
          verbs.note(`停热生效：1 户（${window.work === 'company' ? '供热单位施工' : '用户自行施工，已验收'}）`)
        },
      },
    ]
  })
}

async function askToStop(verbs: RehearsalVerbs, dweller: Dweller, acceptCharged = false): Promise<string> {
  const resident = await verbs.residentOf(dweller)
  const householdId = await verbs.idOf(dweller)
  const asked = await verbs.residents.service.ask(resident, householdId, 'suspension', { acceptCharged })
  verbs.note(`申请停热：1 户${acceptCharged ? '（已过办理时间，本季照常收费）' : ''}`)
  return verbs.must(asked).id
}

/** Asked for too late, where the rulebook then charges as normal (TS6). */
export function lateSuspension(verbs: RehearsalVerbs, on: string): Action[] {
  const dweller = spare(verbs, 5)
  if (verbs.rulebook.suspension?.duringSeason !== 'charged' || !dweller) return []
  return [{ on, order: 3, do: async () => void (await askToStop(verbs, dweller, true)) }]
}

async function reviewLowIncome({
  cast,
  company,
  season,
  desk,
  ports,
  must,
  approve,
  note,
}: RehearsalVerbs): Promise<void> {
  const poor = cast.filter(({ use }) => use === 'low-income')
  let approved = 0
  for (const [index, { userCode }] of poor.entries()) {
    const decision = index === 0 && poor.length > 2 ? ('refused' as const) : ('approved' as const)
    const reason = decision === 'refused' ? '材料不全' : null
    const review = { company, userCode, season, decision, reason }
    const paper = rehearsalPaper('低保证', ports.clock.today())
    await approve(must(await desk.proposeLowIncomeReview(CLERK, review, paper)))
    if (decision === 'approved') approved += 1
  }
  note(`低保资格审核：${approved} 户通过，${poor.length - approved} 户未通过`)
}
