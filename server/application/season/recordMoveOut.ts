import { z } from 'zod'
import type { FeeSheet } from '../../../contract/estimates'
import { fen, yuanText } from '../../../contract/money'
import type { Bill } from '../../domain/bill/bill'
import { type BillChange, feeStateOf } from '../../domain/bill/changeBill'
import { movedOutFee } from '../../domain/billing/seasonBill'
import { addDays } from '../../domain/calendar/civilDate'
import { seasonDates } from '../../domain/calendar/season'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { isRefused } from '../../domain/tariff/area'
import { citation } from '../../domain/tariff/feeLine'
import { changeBill } from '../bills/changeBill'
import { type Clerk, householdAtDesk, recordAction } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { ConcurrencyConflict, type Store } from '../ports/database'
import { type HouseholdAction, type HouseholdActionPorts, subjectAtDesk } from './householdActions'

/** Papers that are older are looked into first: two years reach over the bills that one usually has. */
const OLDEST_DAYS = 730

export interface MoveOutAtDesk {
  company: string
  userCode: string
  agreedOn: string
  paper: string
  /** Says that an earlier record was wrong. */
  corrects: boolean
}

export interface MovedOut {
  userCode: string
  agreedOn: string
  changes: Pick<BillChange, 'season' | 'reversedFen' | 'addedFen' | 'takenBackFen'>[]
}

/**
 * Records the day of a demolition agreement (domain.md TS5). Bills of the season in which it lies, and of later ones, are
 * calculated again; what was paid beyond them is credit; earlier arrears stay owed. Refused: `not-offered`,
 * `date-out-of-range`, `already-decided` (recorded before, unless this corrects it), `nothing-changed`.
 */
export async function recordMoveOut(
  store: Pick<Store, 'audit' | 'bills' | 'households' | 'ledger' | 'seasonRecords'>,
  clerk: Clerk,
  given: MoveOutAtDesk,
  ports: HouseholdActionPorts,
): Promise<
  | MovedOut
  | Refusal<'already-decided' | 'date-out-of-range' | 'no-price' | 'not-found' | 'not-offered' | 'nothing-changed'>
> {
  const { clock, ids, rulebooks } = ports
  const found = await householdAtDesk(store, rulebooks, clerk, given)
  if (isRefusal(found)) return found
  const { household, rulebook } = found
  const { agreedOn, paper, userCode } = given
  if (!rulebook.movedOut) return refuse('not-offered', { reason: `${rulebook.name}没有公布搬迁用户按天收费的规定` })
  const oldest = addDays(clock.today(), -OLDEST_DAYS)
  if (agreedOn < oldest || agreedOn > clock.today()) {
    return refuse('date-out-of-range', { from: oldest, to: clock.today() })
  }
  if (household.movedOutOn === agreedOn) return refuse('nothing-changed')
  if (household.movedOutOn !== null && !given.corrects) return refuse('already-decided')

  const { company, id: householdId } = household
  const moveOut = { id: ids.next(), company, householdId, agreedOn, paper, by: clerk.loginName }
  await store.seasonRecords.insertMoveOut({ ...moveOut, recordedAt: clock.now() })
  if (!(await store.households.change(household, { movedOutOn: agreedOn }))) {
    throw new ConcurrencyConflict(`household ${householdId}`)
  }
  const earlier = await store.seasonRecords.billChangesOf(householdId)
  const changes: BillChange[] = []
  for (const bill of await store.bills.byHousehold(householdId)) {
    // An earlier date than the one recorded first reaches further back; a later one gives back what was taken off.
    if (bill.kind !== 'season') continue
    const rules = rulebooks.version(company, bill.rulebookVersion)
    if (seasonDates(rules, bill.season).endsOn < earliest(agreedOn, household.movedOutOn)) continue
    const sheet = feeOf(rules, bill, earlier, agreedOn)
    if (isRefusal(sheet)) return sheet
    const target = { kind: 'fee', sheet, title: '已搬迁' } as const
    const change = { bill, target, cause: 'moved-out', causeId: moveOut.id, by: clerk.loginName } as const
    const changed = await changeBill(store, change, ports)
    if (changed) changes.push(changed)
  }
  const detail = { agreedOn, bills: changes.length, corrects: given.corrects }
  await recordAction(
    store,
    { company, by: clerk.loginName, deed: 'record-move-out', subject: householdId, detail },
    ports,
  )
  return {
    userCode,
    agreedOn,
    changes: changes.map(({ season, reversedFen, addedFen, takenBackFen }) => ({
      season,
      reversedFen,
      addedFen,
      takenBackFen,
    })),
  }
}

/** Recording a demolition agreement, as one proposes and another approves it. */
export const MOVE_OUT: HouseholdAction<
  Omit<MoveOutAtDesk, 'paper'>,
  'already-decided' | 'date-out-of-range' | 'no-price' | 'not-found' | 'not-offered' | 'nothing-changed'
> = {
  deed: 'record-move-out',
  given: z.object({ company: z.string(), userCode: z.string(), agreedOn: z.string(), corrects: z.boolean() }),
  find: subjectAtDesk,
  work: recordMoveOut,
  says: ({ agreedOn, corrects }) => `${corrects ? '更正' : '登记'}搬迁协议，签订日 ${agreedOn}`,
}

const earliest = (one: string, other: string | null): string => (other !== null && other < one ? other : one)

/** The season's fee by the days heated, of what its bill charged before anybody moved out. */
function feeOf(
  rulebook: Rulebook,
  bill: Bill,
  earlier: readonly BillChange[],
  agreedOn: string,
): FeeSheet | Refusal<'no-price'> {
  const own = earlier.filter(({ billId }) => billId === bill.id)
  const whole = fen(feeStateOf(bill, own).beforeMovingOutFen)
  const line = {
    label: '采暖季结束后搬迁，按全季收费',
    formula: `${yuanText(whole)} 元`,
    ...(rulebook.movedOut ? citation(rulebook, rulebook.movedOut) : { rule: 'TS5' }),
    amountFen: whole,
  }
  const sheet = movedOutFee(rulebook, { lines: [line], totalFen: whole }, bill.season, agreedOn)
  return isRefused(sheet) ? refuse('no-price', { reason: sheet.reason }) : sheet
}
