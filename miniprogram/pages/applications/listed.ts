import type { ApplicationView } from '../../../contract/applications'
import type { ClaimView } from '../../../contract/claims'
import type { SettlementView } from '../../../contract/settlements'
import type { Tone } from '../../components/Card'
import { APPLICATION_TONE, CLAIM_TONE, OBJECTION_TONE, REFUND_TONE } from '../../components/Timeline'
import { settlement as settlementText } from '../../text/afterSeason'
import { applications as text } from '../../text/applying'
import { stateOf } from '../application/ApplicationFoot'

/** One line of the list; `at` is epoch ms, for the order and the day. */
export interface Listed {
  key: string
  at: number
  title: string
  about: string
  state: string
  tone: Tone
  page: 'application' | 'settlement'
  query: Record<string, string>
}

/** A household with its published result. */
export interface Settled {
  household: string
  owner: string
  settlement: SettlementView
}

interface All {
  applications: readonly ApplicationView[]
  claims: readonly ClaimView[]
  settled: readonly Settled[]
}

/** All that was applied for, newest first, whatever it was. */
export function listedOf({ applications, claims, settled }: All): Listed[] {
  const all = [...applications.map(ofApplication), ...claims.map(ofClaim), ...settled.flatMap(ofSettlement)]
  return all.sort((one, other) => other.at - one.at)
}

function ofApplication(application: ApplicationView): Listed {
  const { id, kind, status, household, steps } = application
  return {
    key: id,
    at: steps[0]?.at ?? 0,
    title: text.kinds[kind],
    about: household.owner,
    state: stateOf(application),
    tone: APPLICATION_TONE[status],
    page: 'application',
    query: { id },
  }
}

function ofClaim({ id, orderNo, status, askedAt }: ClaimView): Listed {
  return {
    key: id,
    at: askedAt,
    title: text.claim,
    about: orderNo,
    state: text.claimStatuses[status],
    tone: CLAIM_TONE[status],
    page: 'application',
    query: { claim: id },
  }
}

function ofSettlement({ household, owner, settlement }: Settled): Listed[] {
  const { objection, refunds, steps } = settlement
  const atOf = (step: string, on: string) => steps.find((one) => one.step === step && one.on === on)?.at ?? 0
  const common = { about: owner, page: 'settlement' as const, query: { household } }
  return [
    ...(objection
      ? [
          {
            ...common,
            key: objection.id,
            at: atOf('objected', objection.madeOn),
            title: text.objection,
            state: settlementText.objectionStates[objection.state],
            tone: OBJECTION_TONE[objection.state],
          },
        ]
      : []),
    ...refunds.map((refund) => ({
      ...common,
      key: refund.id,
      at: atOf('refund-applied', refund.appliedOn),
      title: text.refund,
      state: settlementText.refundStates[refund.state],
      tone: REFUND_TONE[refund.state],
    })),
  ]
}
