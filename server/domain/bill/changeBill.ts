import type { FeeLine, FeeSheet } from '../../../contract/estimates'
import { type Fen, fen, sumFen, yuanText } from '../../../contract/money'
import { outstanding } from '../billing/outstanding'
import type { CivilDate } from '../calendar/civilDate'
import type { Rulebook } from '../rulebook/rulebook'
import type { Bill, BillApplication } from './bill'

/** Why a season's bill was reckoned anew: BO6 and TS6, TS5, BO9, TS7. */
export type BillChangeCause = 'suspended' | 'resumed' | 'moved-out' | 'use-changed' | 'reduced'

/** One time that a bill was reckoned anew: a reversal with a new entry (architecture.md, rule 5). Amounts in fen. */
export interface BillChange {
  id: string
  company: string
  billId: string
  householdId: string
  season: string
  cause: BillChangeCause
  /** What led to it, e.g. an application's id; with the cause it is unique, so that nothing changes a bill twice. */
  causeId: string
  /** The season's fee by the rules from then on, before reductions. */
  feeFen: number
  /** All reductions that stand from then on. */
  reductionFen: number
  reversedFen: number
  addedFen: number
  /** What was paid beyond the new fee, and is the household's credit. */
  takenBackFen: number
  lateFeeBackFen: number
  on: CivilDate
  /** Who decided it. */
  by: string
  recordedAt: number
}

/** How a bill came to what it charges: the fee by the rules, and what was taken off by decision. */
export interface FeeState {
  feeFen: number
  /** The fee as if nobody had moved out: what the days heated are a share of (TS5). */
  beforeMovingOutFen: number
  reductionFen: number
}

/** The state of a bill after its changes, in the order in which they were made. */
export function feeStateOf(bill: Pick<Bill, 'billedFen'>, changes: readonly BillChange[]): FeeState {
  const opened = bill.billedFen - sumFen(changes.map(({ addedFen }) => addedFen))
  const rewritten = changes.filter(({ cause }) => cause !== 'moved-out' && cause !== 'reduced').at(-1)
  const last = changes.at(-1)
  return {
    feeFen: last?.feeFen ?? opened,
    beforeMovingOutFen: rewritten?.feeFen ?? opened,
    reductionFen: last?.reductionFen ?? 0,
  }
}

/** What a bill is to become: another fee by the rules, or the same one less an amount that two people agreed on (TS7). */
export type BillTarget =
  | { kind: 'fee'; sheet: FeeSheet; title: string }
  | { kind: 'reduction'; amountFen: number; line: Omit<FeeLine, 'amountFen'> }

export interface PlannedChange extends Pick<FeeState, 'feeFen' | 'reductionFen'> {
  /** All lines of the bill afterwards; their sum is what it charges. */
  lines: FeeLine[]
  reversedFen: Fen
  addedFen: Fen
  takenBackFen: Fen
  lateFeeBackFen: Fen
  /** What is taken out of the bill's applications, by the day of the payment; amounts above 0. */
  takenBack: { on: CivilDate; principalFen: number; lateFeeFen: number }[]
}

export interface BillToChange {
  bill: Bill
  changes: readonly BillChange[]
  applications: readonly BillApplication[]
}

/**
 * Plans a change of a bill on a day. The new fee counts from the season's beginning (decided): payments beyond it are
 * taken back, the latest first, and so is late fee that would not have run up; both become credit. Undefined when the
 * bill charges the same as before. A reduction may be at most what the bill charges: a RangeError is a bug of the caller.
 */
export function planBillChange(
  rulebook: Pick<Rulebook, 'season' | 'lateFee'>,
  { bill, changes, applications }: BillToChange,
  target: BillTarget,
  on: CivilDate,
): PlannedChange | undefined {
  const before = feeStateOf(bill, changes)
  const charged = before.feeFen - Math.min(before.reductionFen, before.feeFen)
  const after = stateAfter(before, target)
  const chargedAfter = after.feeFen - Math.min(after.reductionFen, after.feeFen)
  if (target.kind === 'fee' && after.feeFen === before.feeFen) return undefined
  if (target.kind === 'reduction' && (target.amountFen <= 0 || target.amountFen > charged)) {
    throw new RangeError(`a reduction of ${target.amountFen} on a bill of ${charged}`)
  }
  const addedFen = target.kind === 'fee' ? fen(target.sheet.totalFen) : fen(0)
  const reversedFen = fen(charged + addedFen - chargedAfter)
  const owed = { ...bill, billedFen: bill.billedFen + addedFen, reversedFen: bill.reversedFen + reversedFen }
  const own = applications.filter(({ billId }) => billId === bill.id)
  const principal = takenBackByDay(Math.max(0, bill.appliedFen - (owed.billedFen - owed.reversedFen)), own)
  const takenBackFen = sumFen(principal.map(({ principalFen }) => principalFen))
  const overpaid = (of: Pick<Bill, 'billedFen' | 'reversedFen'>, applied: typeof principal): number =>
    outstanding(rulebook, { season: bill.season, chargedFen: of.billedFen - of.reversedFen, applied }, on)
      .overpaidLateFeeFen
  const negative = principal.map((part) => ({ ...part, principalFen: -part.principalFen }))
  const lateFeeBackFen = fen(
    Math.max(0, Math.min(bill.lateFeePaidFen, overpaid(owed, [...own, ...negative]) - overpaid(bill, own))),
  )
  return {
    feeFen: after.feeFen,
    reductionFen: after.reductionFen,
    lines: [...bill.lines, ...newLines(target, bill.lines, { charged, after })],
    reversedFen,
    addedFen,
    takenBackFen,
    lateFeeBackFen,
    takenBack: withLateFee(principal, on, lateFeeBackFen),
  }
}

function stateAfter(before: FeeState, target: BillTarget): FeeState {
  return target.kind === 'fee'
    ? { ...before, feeFen: target.sheet.totalFen }
    : { ...before, reductionFen: before.reductionFen + target.amountFen }
}

/** The lines that are added, so that all lines together still add up to what the bill charges (domain.md C1, C9). */
function newLines(
  target: BillTarget,
  printed: readonly FeeLine[],
  { charged, after }: { charged: number; after: FeeState },
): FeeLine[] {
  if (target.kind === 'reduction') return [{ ...target.line, amountFen: -target.amountFen }]
  const { lines } = target.sheet
  const cited = { rule: lines[0]?.rule ?? 'C9', source: lines[0]?.source }
  const off = (label: string, amountFen: number): FeeLine[] =>
    amountFen > 0 ? [{ label, formula: `− ${yuanText(amountFen)} 元`, ...cited, amountFen: -amountFen }] : []
  const standing = Math.min(after.reductionFen, after.feeFen)
  const isPrinted = (label: string): boolean => printed.some((line) => line.label === label)
  return [
    ...off(`${target.title}，冲回原热费`, charged),
    ...lines.map((line) => (isPrinted(line.label) ? { ...line, label: `${target.title}：${line.label}` } : line)),
    ...off(`${target.title}，减免继续有效`, standing),
  ]
}

/** Takes an amount out of what was applied, the latest days first, so that on no day more is applied than was owed. */
function takenBackByDay(
  amountFen: number,
  applications: readonly BillApplication[],
): { on: CivilDate; principalFen: number; lateFeeFen: number }[] {
  const byDay = new Map<CivilDate, number>()
  for (const { on, principalFen } of applications) byDay.set(on, (byDay.get(on) ?? 0) + principalFen)
  let rest = amountFen
  const latestFirst = [...byDay].sort(([one], [other]) => (one < other ? 1 : -1))
  return latestFirst.flatMap(([on, applied]) => {
    const taken = Math.max(0, Math.min(rest, applied))
    rest -= taken
    return taken > 0 ? [{ on, principalFen: taken, lateFeeFen: 0 }] : []
  })
}

function withLateFee(principal: PlannedChange['takenBack'], on: CivilDate, lateFeeFen: Fen): PlannedChange['takenBack'] {
  if (lateFeeFen === 0) return principal
  const same = principal.find((part) => part.on === on)
  if (!same) return [...principal, { on, principalFen: 0, lateFeeFen }]
  return principal.map((part) => (part === same ? { ...part, lateFeeFen } : part))
}
