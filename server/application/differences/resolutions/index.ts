import type { Resolution } from '../../../../contract/differenceWords'
import type { Item, ResolvingFacts } from '../../../domain/difference/facts'
import type { RefusalCode, RefusedWith } from '../../common/refusal'
import type { ResolutionRule, Resolve } from '../resolve/resolution'
import type { Truth } from '../resolve/truth'
import { acceptFee } from './acceptFee'
import { acknowledge } from './acknowledge'
import { apply } from './apply'
import { askBank } from './askBank'
import { awaitArrival } from './awaitArrival'
import { awaitRest } from './awaitRest'
import { bookBankCharge } from './bookBankCharge'
import { bookInterest } from './bookInterest'
import { bookOwnMovement } from './bookOwnMovement'
import { bookPayment } from './bookPayment'
import { bookRefund } from './bookRefund'
import { bookSecond } from './bookSecond'
import { channelCharge } from './channelCharge'
import { claimDebit } from './claimDebit'
import { claimFee } from './claimFee'
import { claimRefund } from './claimRefund'
import { claimReturned } from './claimReturned'
import { claimSettlement } from './claimSettlement'
import { correctAmount } from './correctAmount'
import { followStatement } from './followStatement'
import { movePayment } from './movePayment'
import { refreshStatus } from './refreshStatus'
import { refund } from './refund'
import { splitDeposit } from './splitDeposit'
import { takeBackPayment } from './takeBackPayment'
import { takeBackRefund } from './takeBackRefund'
import { toSuspense } from './toSuspense'
import { writeOff } from './writeOff'

/** Every resolution, in the order in which those that fit are suggested: what puts the books right first, a mere word last. */
const IN_ORDER = [
  claimReturned,
  followStatement,
  bookPayment,
  bookSecond,
  movePayment,
  bookRefund,
  correctAmount,
  refreshStatus,
  takeBackPayment,
  takeBackRefund,
  claimFee,
  acceptFee,
  awaitRest,
  awaitArrival,
  askBank,
  claimSettlement,
  toSuspense,
  apply,
  refund,
  claimRefund,
  channelCharge,
  bookBankCharge,
  claimDebit,
  writeOff,
  splitDeposit,
  bookInterest,
  bookOwnMovement,
  acknowledge,
] as const

/** Each resolution by its name. One that the contract names and no file describes does not compile here. */
export const RESOLUTION_RULES: Readonly<Record<Resolution, AnyRule>> = byName(IN_ORDER)

type Described = (typeof IN_ORDER)[number]

/** What a resolution may refuse when it is carried out. */
export type ResolutionRefusal = RefusedWith<Awaited<ReturnType<Described['run']>>>

/** What is refused where the word that a resolution rests on is another. */
export type TruthRefusal = RefusedWith<ReturnType<Judging<NonNullable<Described['truth']>>>>
type Judging<Asked> = Asked extends Truth<RefusalCode> ? NonNullable<Asked[keyof Asked]> : never

/** A resolution of which only what all of them have in common is known. */
interface AnyRule extends Omit<ResolutionRule, 'truth' | 'run'> {
  truth: Truth<TruthRefusal> | null
  run: Resolve<ResolutionRefusal>
}

function byName(rules: readonly AnyRule[]): Record<Described['name'], AnyRule> {
  return Object.fromEntries(rules.map((rule) => [rule.name, rule])) as Record<Described['name'], AnyRule>
}

/** The resolutions that fit a difference, the suggested one first. Empty: it is to be waited for, or nothing can be done here. */
export function fittingResolutions(item: Item, facts: ResolvingFacts): Resolution[] {
  const rules: readonly ResolutionRule[] = IN_ORDER
  const fitting = rules
    .filter(({ of }) => of.includes(item.subKind))
    .map((rule) => ({ name: rule.name, fits: rule.fits(item, facts) }))
  return [true, 'last'].flatMap((when) => fitting.filter(({ fits }) => fits === when).map(({ name }) => name))
}
