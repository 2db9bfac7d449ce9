import { RESOLUTION_NAMES, type Resolution } from '../../../contract/differenceWords'
import type { Actor, Approval } from '../../domain/approval/approval'
import { MAX_DAYS_TO_WAIT } from '../../domain/bankMatching/transit'
import { addDays } from '../../domain/calendar/civilDate'
import type { Difference } from '../../domain/reconciliation/run'
import { propose } from '../approvals/approvals'
import { allOrNothing, previewOutcome } from '../common/allOrNothing'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { landingInWords, watchedLedger } from '../common/watchedLedger'
import type { Database } from '../ports/database'
import type { Ids } from '../ports/system'
import type { AskTruth } from './askTruth'
import { chooseClaims } from './channelClaims'
import { executeResolution } from './execute'
import { type FactPorts, resolvingFacts } from './facts'
import { invoicedFirst } from './invoicedFirst'
import type { ResolutionPayload } from './payload'
import { fittingResolutions, RESOLUTION_RULES } from './resolutions'
import { chooseShares } from './shares'

export interface ResolutionRequest {
  id: string
  resolution: Resolution
  reason: string
  /** For `apply`: whose bills it pays. */
  userCode?: string
  /** For `claim-returned`: which claims the money ends; without them the oldest of the one channel that owes so much. */
  claims?: readonly string[]
  /** For `split-deposit`: whose bills it pays, each with how much of it; they come to the whole. */
  shares?: readonly { userCode: string; amountFen: number }[]
  /** For `book-second`: how the bank confirmed that the second row is real. */
  evidence?: string
  /** For `await-arrival` and `ask-bank`: a civil day after today. */
  remindOn?: string
}

/** Resolutions by which money is booked as if it had come by itself: the books decide where it lands. */
const LANDS_SOMEWHERE = new Set<Resolution>(['book-payment', 'book-second'])

type Ports = FactPorts & { database: Database; ids: Ids; askTruth: AskTruth }

/**
 * Proposes how a difference is resolved; another person approves it. The channel is asked first, and what it says goes into
 * the proposal: what cannot be done is refused before anybody is asked to check it.
 */
export function createProposeResolution(ports: Ports) {
  const { database, askTruth } = ports

  /** Where the money would land by the books of this moment: the executor is asked, in a transaction of which nothing is kept. */
  async function landingOf(item: Difference, payload: ResolutionPayload, amountFen: number | null, maker: Actor) {
    const approval = unsigned({ company: item.company, subject: item.id, amountFen, payload, maker }, ports)
    const { words } = await previewOutcome(database, async (store) => {
      const { store: watching, posted } = watchedLedger(store)
      const done = await executeResolution(watching, approval, ports)
      if (done !== 'done') return { words: '' }
      const ids = posted.flatMap(({ householdId }) => householdId ?? [])
      const households = await store.households.byIds([...new Set(ids)])
      return { words: landingInWords(posted, new Map(households.map(({ id, userCode }) => [id, userCode]))) }
    })
    return words === '' ? '' : `，${words}`
  }

  return async function proposeResolution(
    company: string,
    maker: Actor,
    { id, resolution, reason, userCode, claims, shares, evidence, remindOn }: ResolutionRequest,
  ): Promise<
    | Approval
    | Refusal<
        | 'already-proposed'
        | 'channel-knows-it'
        | 'channel-not-paid'
        | 'channel-says-otherwise'
        | 'channel-says-ours'
        | 'channel-silent'
        | 'claim-needed'
        | 'claims-too-small'
        | 'difference-closed'
        | 'evidence-needed'
        | 'invoice-first'
        | 'no-such-claim'
        | 'no-such-user-code'
        | 'not-found'
        | 'payment-unknown'
        | 'refund-not-done'
        | 'remind-day-needed'
        | 'shares-needed'
        | 'resolution-does-not-fit'
        | 'user-code-needed'
      >
  > {
    const { read } = database
    const item = await read.differences.byId(id)
    if (!item || item.company !== company) return refuse('not-found')
    if (item.status !== 'open') return refuse('difference-closed')
    const facts = (await resolvingFacts(read, [item], ports))(item)
    const rule = RESOLUTION_RULES[resolution]
    const chosen = rule.needs.includes('claims') ? chooseClaims(item, facts.claims, claims) : null
    if (chosen && isRefusal(chosen)) return chosen
    if (!fittingResolutions(item, facts).includes(resolution)) return refuse('resolution-does-not-fit')
    if (rule.needs.includes('user-code') && userCode === undefined) return refuse('user-code-needed')
    if (rule.needs.includes('evidence') && evidence === undefined) return refuse('evidence-needed')
    const until = addDays(facts.today, MAX_DAYS_TO_WAIT)
    const reminds = rule.needs.includes('remind-day')
    if (reminds && (remindOn === undefined || remindOn <= facts.today || remindOn > until)) {
      return refuse('remind-day-needed', { until })
    }
    const household = userCode === undefined ? undefined : await read.households.byUserCode(company, userCode)
    if (userCode !== undefined && !household) return refuse('no-such-user-code')
    const split = rule.needs.includes('shares') ? await chooseShares(read, item, shares ?? []) : null
    if (split && isRefusal(split)) return split
    const asked = await askTruth(item, resolution)
    if ('refused' in asked) return asked
    const invoiced = await invoicedFirst(read, item, resolution, asked.truth)
    if (invoiced) return invoiced
    const payload: ResolutionPayload = {
      differenceId: item.id,
      resolution,
      reason,
      householdId: household?.id ?? null,
      ourFen: item.ourFen,
      theirFen: item.theirFen,
      claims: chosen,
      shares: split?.shares ?? null,
      evidence: rule.needs.includes('evidence') ? (evidence ?? null) : null,
      remindOn: reminds ? (remindOn ?? null) : null,
      truth: asked.truth,
    }
    const lands = LANDS_SOMEWHERE.has(resolution) ? await landingOf(item, payload, rule.amount(item), maker) : ''
    const proof = payload.evidence === null ? '' : `（银行确认：${payload.evidence}）`
    const when = payload.remindOn === null ? '' : `（提醒日 ${payload.remindOn}）`
    const to = household ? `（用户 ${household.userCode}）` : (split?.told ?? '')
    return allOrNothing(database, (store) =>
      propose(
        store,
        {
          company,
          deed: 'resolve-difference',
          subject: item.id,
          summary: `${RESOLUTION_NAMES[resolution]}：${rule.sentence(item, facts)}${lands}${to}${when}${proof}。原因：${reason}`,
          amountFen: rule.amount(item) ?? undefined,
          payload,
          maker,
        },
        ports,
      ),
    )
  }
}
/** A proposal as its executor would be given it, signed by nobody. */
function unsigned(
  of: { company: string; subject: string; amountFen: number | null; payload: ResolutionPayload; maker: Actor },
  { clock, ids }: Pick<Ports, 'clock' | 'ids'>,
): Approval {
  const { maker, ...proposed } = of
  return {
    ...{ ...proposed, id: ids.next(), deed: 'resolve-difference', summary: '', payloadHash: '', status: 'approved' },
    ...{ makerId: maker.id, makerName: maker.loginName, makerNumber: maker.id, madeAt: clock.now() },
    ...{ checkerId: null, checkerName: null, checkerNumber: null, decidedAt: clock.now(), comment: null },
  }
}

export type ProposeResolution = ReturnType<typeof createProposeResolution>
