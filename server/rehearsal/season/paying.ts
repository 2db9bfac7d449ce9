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
export function payingActions(verbs: RehearsalVerbs): Action[] {
  const { rulebook, season, cast } = verbs
  const { startsOn } = seasonDates(rulebook, season)
  const due = feeDueOn(rulebook, season) ?? startsOn
  return [
    ...cast.flatMap((dweller) => payments(verbs, dweller, due)),
    ...strayed(verbs, due),
    ...lateSuspension(verbs, addDays(startsOn, 20)),
    ...movedOut(verbs, addDays(startsOn, 40)),
  ]
}

/** A day between two, drawn by the household's own chance. */
function dayBetween({ chance }: Dweller, from: string, to: string): string {
  return addDays(from, chance.between(0, Math.max(0, daysFromTo(from, to))))
}

function payments(verbs: RehearsalVerbs, dweller: Dweller, due: string): Action[] {
  const { rulebook, season } = verbs
  const { endsOn } = seasonDates(rulebook, season)
  const early = dayBetween(dweller, addDays(openingDay(rulebook, season), 11), due)
  const late = dayBetween(dweller, addDays(due, 1), addDays(endsOn, -10))
  const whole = (on: string): Action => ({ on, order: 5, do: async () => void (await verbs.pay(dweller)) })
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
      const first: Action = { on: early, order: 5, do: () => firstPart(verbs, dweller) }
      return [first, whole(dayBetween(dweller, addDays(early, 7), last))]
    }
  }
}

/** The least that the rulebook asks for as a first part; all of it where parts are not offered. */
async function firstPart(verbs: RehearsalVerbs, dweller: Dweller): Promise<void> {
  const { ports, company } = verbs
  const id = await verbs.idOf(dweller)
  const found = await readHouseholdAccount(ports.database.read, ports.rulebooks, company, id, ports.clock.today())
  const payable = found?.payable
  await verbs.pay(dweller, payable?.offer.allowed && payable.wholeFen > 0 ? payable.minimumFen : undefined)
}

/** Money for a user code that nobody has: kept in suspense, and given to a household by two people (M7). */
function strayed(verbs: RehearsalVerbs, due: string): Action[] {
  const { ports, company } = verbs
  const dweller = spare(verbs, 6) ?? verbs.cast[0]
  if (!dweller) return []
  return [
    {
      on: due,
      order: 6,
      do: async () => {
        await verbs.strangerPays('REHEARSAL-NOBODY', STRAYED_FEN)
        verbs.note(`银行代收一笔查无此户，${formatYuan(STRAYED_FEN)} 转入待查`)
      },
    },
    {
      on: addDays(due, 2),
      order: 6,
      do: async () => {
        const [item] = await ports.database.read.suspense.open(company)
        if (!item) throw new Error('the stray payment is not in suspense')
        const request = { itemId: item.id, exit: 'apply-to-bill' as const, userCode: dweller.userCode }
        await verbs.approve(verbs.must(await createResolveSuspense(ports)(company, CLERK, request)))
        verbs.note(`待查款查明：两人经办，${formatYuan(STRAYED_FEN)} 抵缴或转预存`)
      },
    },
  ]
}

/** One household moves out for demolition in the season, where the rulebook says what it then owes (TS5). */
function movedOut(verbs: RehearsalVerbs, on: string): Action[] {
  const dweller = spare(verbs, 4)
  if (!verbs.rulebook.movedOut || !dweller) return []
  const { company } = verbs
  const agreement = { company, userCode: dweller.userCode, agreedOn: on, corrects: false }
  return [
    {
      on,
      order: 4,
      do: async () => {
        const paper = rehearsalPaper('搬迁协议', on)
        const moved = verbs.orNothing(await verbs.desk.proposeMoveOut(CLERK, agreement, paper))
        if (!moved) return
        await verbs.approve(moved)
        verbs.note('搬迁协议登记：1 户，两人经办，按用热天数重算')
      },
    },
  ]
}
