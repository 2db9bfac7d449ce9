import type { FeeLine, FeeSheet } from '../../../contract/estimates'
import { type Fen, fen, sumFen, yuanText } from '../../../contract/money'
import { type LateFeeTerms, withoutLateFee } from '../billing/lateFee'
import { outstanding } from '../billing/owed'
import type { CivilDate } from '../calendar/civilDate'
import type { Bill, BillApplication, Raise } from './bill'

/**
 * Why a bill was calculated again: BO6 and TS6, TS5, BO9, TS7; after the season, because the settlement lowers what is still
 * owed, or what nobody paid in time is merged into the next season's bill (BZ4). Two people agreed to reckon a season's bills by
 * another version of the rulebook, or to take them back. It was paid early, or what had paid it early was taken back (C13).
 */
export type BillChangeCause =
  | (typeof FEE_CAUSES)[number]
  | 'moved-out'
  | 'reduced'
  | 'settled'
  | 'carried-over'
  | 'paid-early'
  | 'not-paid-early'

/** Causes after which the season has another fee by the rules. */
const FEE_CAUSES = ['suspended', 'resumed', 'use-changed', 'repriced', 'taken-back'] as const

/** One time that a bill was calculated again: a reversal with a new entry (architecture.md, rule 5). Amounts in fen. */
export interface BillChange {
  id: string
  company: string
  billId: string
  householdId: string
  season: string
  /** 1, 2, 3 … within the bill. */
  sequence: number
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
  const rewritten = changes.filter(({ cause }) => FEE_CAUSES.some((one) => one === cause)).at(-1)
  const last = changes.at(-1)
  return {
    feeFen: last?.feeFen ?? opened,
    beforeMovingOutFen: rewritten?.feeFen ?? opened,
    reductionFen: last?.reductionFen ?? 0,
  }
}

/**
 * What a bill is to become: another fee by the rules; the same one less an amount that two people agreed on (TS7) or that
 * the settlement found; or the same one and, beside it, what an earlier season left unpaid (BZ4); or without the discount for
 * early payment that it had (C13). Another fee keeps what was taken off, but for the discount of who takes no heat.
 */
export type BillTarget =
  | { kind: 'fee'; sheet: FeeSheet; title: string; withoutDiscount?: boolean }
  | { kind: 'reduction'; amountFen: number; line: Omit<FeeLine, 'amountFen'> }
  | { kind: 'extra'; line: FeeLine }
  | { kind: 'discount-lost'; line: Omit<FeeLine, 'amountFen'> }

export interface PlannedChange extends Pick<FeeState, 'feeFen' | 'reductionFen'> {
  /** All lines of the bill afterwards; their sum is what it charges. */
  lines: FeeLine[]
  reversedFen: Fen
  addedFen: Fen
  takenBackFen: Fen
  lateFeeBackFen: Fen
  /** What the bill charges from a later day on only. */
  raises: Raise[]
  /** What is taken out of each payment's share in the bill; amounts 0 or above. */
  takenBack: TakenBack[]
}

export interface TakenBack {
  /** The payment, or the use of credit, from which it is taken. */
  paymentId: string
  /** The day of that payment: from then on it pays less. */
  on: CivilDate
  principalFen: number
  lateFeeFen: number
}

export interface BillToChange {
  bill: Bill
  changes: readonly BillChange[]
  applications: readonly BillApplication[]
}

/**
 * Plans a change of a bill on a day. A smaller fee counts from the season's beginning, what is put on counts from that day
 * (decided, in the household's favour): payments beyond the fee are taken back, the latest first, and so is late fee that
 * would not have run up; both become credit. `terms`: the rules by which the bill's late fee runs. Undefined when the bill charges the same as before. A reduction may be at most what the bill charges: a RangeError is a bug of the caller.
 */
export function planBillChange(
  terms: LateFeeTerms,
  { bill, changes, applications }: BillToChange,
  target: BillTarget,
  on: CivilDate,
): PlannedChange | undefined {
  const before = feeStateOf(bill, changes)
  const charged = before.feeFen - Math.min(before.reductionFen, before.feeFen)
  const discountFen = standingDiscount(bill.lines)
  const after = stateAfter(before, target, discountFen)
  const chargedAfter = after.feeFen - Math.min(after.reductionFen, after.feeFen)
  if (target.kind === 'fee' && after.feeFen === before.feeFen) return undefined
  if (target.kind === 'reduction' && (target.amountFen <= 0 || target.amountFen > charged)) {
    throw new RangeError(`a reduction of ${target.amountFen} on a bill of ${charged}`)
  }
  if (target.kind === 'discount-lost' && chargedAfter <= charged) return undefined
  const addedFen = addedBy(target, chargedAfter - charged)
  const onTop = target.kind === 'extra' || target.kind === 'discount-lost'
  const reversedFen = onTop ? fen(0) : fen(charged + addedFen - chargedAfter)
  const owed = { ...bill, billedFen: bill.billedFen + addedFen, reversedFen: bill.reversedFen + reversedFen }
  const own = applications.filter(({ billId }) => billId === bill.id)
  const takenBackFen = fen(Math.max(0, bill.appliedFen - (owed.billedFen - owed.reversedFen)))
  const raises = raisesAfter(bill.raises ?? [], addedFen - reversedFen, on)
  const shares = sharesLatestFirst(own)
  const principal = takeOut(takenBackFen, shares, 'principalFen')
  const applied = [
    ...own,
    ...shares.map(({ on }, at) => ({ on, principalFen: 0 - (principal[at] ?? 0), lateFeeFen: 0 })),
  ]
  const overpaid = (of: Pick<Bill, 'billedFen' | 'reversedFen' | 'raises'>, by: typeof applied): number => {
    const chargedFen = of.billedFen - of.reversedFen
    const withoutLateFeeFen = withoutLateFee(bill.lines)
    const debt = { season: bill.season, chargedFen, raises: of.raises ?? [], applied: by, withoutLateFeeFen }
    return outstanding(terms, debt, on).overpaidLateFeeFen
  }
  const notRunUp = Math.max(0, overpaid({ ...owed, raises }, applied) - overpaid(bill, own))
  const lateFee = takeOut(notRunUp, shares, 'lateFeeFen')
  return {
    feeFen: after.feeFen,
    reductionFen: after.reductionFen,
    lines: [...bill.lines, ...newLines(target, bill.lines, { charged, after, addedFen, discountFen })],
    reversedFen,
    addedFen,
    takenBackFen,
    lateFeeBackFen: sumFen(lateFee),
    raises,
    takenBack: shares
      .map(({ paymentId, on }, at) => ({
        paymentId,
        on,
        principalFen: principal[at] ?? 0,
        lateFeeFen: lateFee[at] ?? 0,
      }))
      .filter(({ principalFen, lateFeeFen }) => principalFen > 0 || lateFeeFen > 0),
  }
}

/** What paying early has taken off a bill and still stands, in fen (C13). */
export function standingDiscount(lines: readonly FeeLine[]): number {
  return -lines.reduce((sum, line) => sum + (line.earlyPayment ? line.amountFen : 0), 0)
}

function addedBy(target: BillTarget, growthFen: number): Fen {
  switch (target.kind) {
    case 'fee':
      return fen(target.sheet.totalFen)
    case 'extra':
      return fen(target.line.amountFen)
    case 'discount-lost':
      return fen(growthFen)
    case 'reduction':
      return fen(0)
  }
}

function stateAfter(before: FeeState, target: BillTarget, discountFen: number): FeeState {
  const withoutDiscount = { ...before, reductionFen: before.reductionFen - discountFen }
  switch (target.kind) {
    case 'extra':
      return before
    case 'discount-lost':
      return withoutDiscount
    case 'fee':
      return { ...(target.withoutDiscount ? withoutDiscount : before), feeFen: target.sheet.totalFen }
    case 'reduction':
      return { ...before, reductionFen: before.reductionFen + target.amountFen }
  }
}

/** More is owed from the day on; what is taken off is taken off what was put on last. */
function raisesAfter(raises: readonly Raise[], growthFen: number, on: CivilDate): Raise[] {
  if (growthFen > 0) return [...raises, { on, amountFen: growthFen }]
  let rest = -growthFen
  return [...raises]
    .reverse()
    .flatMap((raise) => {
      const taken = Math.min(rest, raise.amountFen)
      rest -= taken
      return taken < raise.amountFen ? [{ ...raise, amountFen: raise.amountFen - taken }] : []
    })
    .reverse()
}

/** The lines that are added, so that all lines together still add up to what the bill charges (domain.md C1, C9). */
function newLines(
  target: BillTarget,
  printed: readonly FeeLine[],
  {
    charged,
    after,
    addedFen,
    discountFen,
  }: { charged: number; after: FeeState; addedFen: number; discountFen: number },
): FeeLine[] {
  if (target.kind === 'extra') return [target.line]
  if (target.kind === 'discount-lost') return [{ ...target.line, amountFen: addedFen, earlyPayment: true }]
  if (target.kind === 'reduction') return [{ ...target.line, amountFen: -target.amountFen }]
  const { lines } = target.sheet
  const cited = { rule: lines[0]?.rule ?? 'C9', source: lines[0]?.source }
  const off = (label: string, amountFen: number): FeeLine[] =>
    amountFen > 0 ? [{ label, formula: `− ${yuanText(amountFen)} 元`, ...cited, amountFen: -amountFen }] : []
  const early = (line: FeeLine): FeeLine => ({ ...line, earlyPayment: true })
  const standing = Math.min(after.reductionFen, after.feeFen)
  const discount = target.withoutDiscount ? 0 : Math.min(discountFen, standing)
  const back = { label: `${target.title}，冲回早缴优惠`, formula: `${yuanText(discountFen)} 元`, ...cited }
  const isPrinted = (label: string): boolean => printed.some((line) => line.label === label)
  return [
    ...(discountFen > 0 ? [early({ ...back, amountFen: discountFen })] : []),
    ...off(`${target.title}，冲回原热费`, charged + discountFen),
    ...lines.map((line) => (isPrinted(line.label) ? { ...line, label: `${target.title}：${line.label}` } : line)),
    ...off(`${target.title}，减免继续有效`, standing - discount),
    ...off(`${target.title}，早缴优惠继续有效`, discount).map(early),
  ]
}

/** What each payment still pays of a bill, the latest first, so that on no day more is applied than was owed. */
function sharesLatestFirst(applications: readonly BillApplication[]): TakenBack[] {
  const shares = new Map<string, TakenBack>()
  for (const { paymentId, ofPayment, on, principalFen, lateFeeFen } of applications) {
    const of = ofPayment
    const share = shares.get(of) ?? { paymentId: of, on, principalFen: 0, lateFeeFen: 0 }
    shares.set(of, {
      ...share,
      on: ofPayment === paymentId ? on : share.on,
      principalFen: share.principalFen + principalFen,
      lateFeeFen: share.lateFeeFen + lateFeeFen,
    })
  }
  return [...shares.values()].sort((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0))
}

/** Takes an amount out of the shares in their order; gives how much of each, at most what it has. */
function takeOut(amountFen: number, shares: readonly TakenBack[], of: 'principalFen' | 'lateFeeFen'): number[] {
  let rest = amountFen
  return shares.map((share) => {
    const taken = Math.max(0, Math.min(rest, share[of]))
    rest -= taken
    return taken
  })
}
