import { formatYuan } from '../../../contract/money'
import { readHouseholdAccount } from '../../application/households/householdAccount'
import { createResolveSuspense } from '../../application/suspense/resolveSuspense'
import { balanceDueOn } from '../../domain/billing/instalments'
import { addDays, daysFromTo } from '../../domain/calendar/civilDate'
import { feeDueOn, seasonDates } from '../../domain/calendar/season'
import type { Dweller } from './inventHouseholds'
import { lateSuspension, openingDay, spare } from './opening'
import { type Action, CLERK, type RehearsalVerbs, rehearsalPaper } from './verbs'

const STRAYED_FEN = 12_345

/** Payments in both channels and at a bank: in time, late, in parts; a stray one; what happens in the season beside. */
export function payingActions(stage: RehearsalVerbs): Action[] {
  const { rulebook, season, cast } = stage
  const { startsOn } = seasonDates(rulebook, season)
  const due = feeDueOn(rulebook, season) ?? startsOn
  return [
    ...cast.flatMap((dweller) => payments(stage, dweller, due)),
    ...strayed(stage, due),
    ...lateSuspension(stage, addDays(startsOn, 20)),
    ...movedOut(stage, addDays(startsOn, 40)),
  ]
}

/** A day between two, drawn by the household's own chance. */
function dayBetween({ chance }: Dweller, from: string, to: string): string {
  return addDays(from, chance.between(0, Math.max(0, daysFromTo(from, to))))
}

function payments(stage: RehearsalVerbs, dweller: Dweller, due: string): Action[] {
  const { rulebook, season } = stage
  const { endsOn } = seasonDates(rulebook, season)
  const early = dayBetween(dweller, addDays(openingDay(rulebook, season), 11), due)
  const late = dayBetween(dweller, addDays(due, 1), addDays(endsOn, -10))
  const whole = (on: string): Action => ({ on, order: 5, do: async () => void (await stage.pay(dweller)) })
  switch (dweller.pays) {
    case 'never':
      return []
    case 'late':
      return [whole(late)]
    case 'early':
      return [whole(early)]
    case 'parts': {
      const last = balanceDueOn(rulebook, season)
      if (last === undefined || dweller.by === 'bank') return [whole(early)]
      const first: Action = { on: early, order: 5, do: () => firstPart(stage, dweller) }
      return [first, whole(dayBetween(dweller, addDays(early, 7), last))]
    }
  }
}

/** The least that the rulebook asks for as a first part; all of it where parts are not offered. */
async function firstPart(stage: RehearsalVerbs, dweller: Dweller): Promise<void> {
  const { ports, company } = stage
  const id = await stage.idOf(dweller)
  const found = await readHouseholdAccount(ports.database.read, ports.rulebooks, company, id, ports.clock.today())
  const payable = found?.payable
  await stage.pay(dweller, payable?.offer.allowed && payable.wholeFen > 0 ? payable.minimumFen : undefined)
}

/** Money for a user code that nobody has: kept in suspense, and given to a household by two people (M7). */
function strayed(stage: RehearsalVerbs, due: string): Action[] {
  const { ports, company } = stage
  const dweller = spare(stage, 6) ?? stage.cast[0]
  if (!dweller) return []
  return [
    {
      on: due,
      order: 6,
      do: async () => {
        await stage.strangerPays('REHEARSAL-NOBODY', STRAYED_FEN)
        stage.note(`银行代收一笔查无此户，${formatYuan(STRAYED_FEN)} 转入待查`)
      },
    },
    {
      on: addDays(due, 2),
      order: 6,
      do: async () => {
        const [item] = await ports.database.read.suspense.open(company)
        if (!item) throw new Error('the stray payment is not in suspense')
        const request = { itemId: item.id, exit: 'apply-to-bill' as const, userCode: dweller.userCode }
        await stage.approve(stage.must(await createResolveSuspense(ports)(company, CLERK, request)))
        stage.note(`待查款查明：两人经办，${formatYuan(STRAYED_FEN)} 抵缴或转预存`)
      },
    },
  ]
}

/** One household moves out for demolition in the season, where the rulebook says what it then owes (TS5). */
function movedOut(stage: RehearsalVerbs, on: string): Action[] {
  const dweller = spare(stage, 4)
  if (!stage.rulebook.movedOut || !dweller) return []
  const { company } = stage
  const agreement = { company, userCode: dweller.userCode, agreedOn: on, corrects: false }
  return [
    {
      on,
      order: 4,
      do: async () => {
        const paper = rehearsalPaper('搬迁协议', on)
        const moved = stage.orNothing(await stage.desk.proposeMoveOut(CLERK, agreement, paper))
        if (!moved) return
        await stage.approve(moved)
        stage.note('搬迁协议登记：1 户，两人经办，按用热天数重算')
      },
    },
  ]
}
