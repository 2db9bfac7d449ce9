import { refundCalendar } from '../../domain/heatSettlement/afterSeason'
import {
  type ApplicantDetails,
  differingDetails,
  FIELD_NAMES,
  type RefundApplication,
} from '../../domain/heatSettlement/refundApplication'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { takeStep } from '../bills/settlementSteps'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, householdAtDesk, recordAction, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../common/refusal'
import type { CardAnswer } from '../ports/banks'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import { recordCardAnswer } from '../refunds/checkBankCard'
import { publishedResult } from './publishedFor'
import { takeInRefund } from './takeInRefund'

export interface HallApplication extends ApplicantDetails {
  company: string
  userCode: string
  season?: string
  /** The papers that the clerk has seen. */
  paper: string
}

type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  checkBankCard(applicationId: string): Promise<number | null>
}

/** What staff do about refund applications: take them in, in a hall (BZ8), ask the bank themselves, refuse them. */
export function createRefundDesk(ports: Ports) {
  const { database, clock, rulebooks } = ports

  const told = (id: string): Promise<RefundApplication | Refusal<'not-found'>> =>
    database.read.refundApplications.byId(id).then((application) => application ?? refuse('not-found'))

  /** Does something to an application of the clerk's company and writes it into the audit chain. */
  function decide<Code extends RefusalCode = never>(
    clerk: Clerk,
    id: string,
    deed: string,
    work: (store: Store, application: RefundApplication) => Promise<'done' | Refusal<Code>>,
  ): Promise<RefundApplication | Refusal<'not-found' | Code>> {
    return allOrNothing(database, async (store): Promise<RefundApplication | Refusal<'not-found' | Code>> => {
      const application = visibleTo(clerk, await store.refundApplications.byId(id))
      if (isRefusal(application)) return application
      const outcome = await work(store, application)
      if (outcome !== 'done') return outcome
      const { company } = application
      await recordAction(
        store,
        { company, by: clerk.loginName, deed: 'decide-refund', subject: id, detail: { deed } },
        ports,
      )
      return (await store.refundApplications.byId(id)) ?? application
    })
  }

  return {
    /**
     * Asks the bank about an application's card now, as it is asked by itself every ten minutes until it has answered.
     * Refused: `not-found`, `card-checked-already` when it has.
     */
    async askBank(
      clerk: Clerk,
      id: string,
    ): Promise<{ answered: boolean; application: RefundApplication } | Refusal<'card-checked-already' | 'not-found'>> {
      const asked = await decide(clerk, id, 'ask-bank', async (_, { status }) =>
        status === 'applied' ? 'done' : refuse('card-checked-already'),
      )
      if (isRefusal(asked)) return asked
      const answered = (await ports.checkBankCard(id)) === null
      const application = await told(id)
      return isRefusal(application) ? application : { answered, application }
    },

    /**
     * Takes an application in by papers, also where the rulebook has none online. The owner must be the registered one; the
     * card may be another than the registered one, by the papers. Refused: `not-found`, `outside-window` once unclaimed
     * refunds are merged (BZ4), `details-differ`, and whatever takeInRefund refuses.
     */
    async takeIn(
      clerk: Clerk,
      request: HallApplication,
    ): Promise<
      | RefundApplication
      | Refusal<
          | 'bad-bank-card'
          | 'details-differ'
          | 'invoice-first'
          | 'not-found'
          | 'nothing-to-refund'
          | 'objection-open'
          | 'outside-window'
          | 'refund-applied'
        >
    > {
      const taken = await allOrNothing(
        database,
        async (
          store,
        ): Promise<
          | RefundApplication
          | Refusal<
              | 'bad-bank-card'
              | 'details-differ'
              | 'invoice-first'
              | 'not-found'
              | 'nothing-to-refund'
              | 'objection-open'
              | 'outside-window'
              | 'refund-applied'
            >
        > => {
          const at = await householdAtDesk(store, rulebooks, clerk, request)
          if (isRefusal(at)) return at
          const { household, rulebook } = at
          const result = await publishedResult(store, household, request.season)
          if (!result) return refuse('not-found')
          const calendar = refundCalendar(rulebook, result.settlement.season)
          const { from, to } = calendar?.applications ?? { from: '', to: '' }
          if (calendar && (clock.today() < from || clock.today() >= calendar.mergedFrom)) {
            return refuse('outside-window', { dates: `${from} 至 ${to}` })
          }
          const checked =
            household.identityNumber === null ? (['owner'] as const) : (['owner', 'identity-number'] as const)
          const fields = differingDetails(checked, household, request)
          if (fields.length > 0)
            return refuse('details-differ', { fields: fields.map((one) => FIELD_NAMES[one]).join('、') })
          const { loginName } = clerk
          const application = await takeInRefund(
            store,
            {
              settlement: result.settlement,
              details: request,
              residentId: null,
              takenBy: loginName,
              photoIds: [],
              withoutCheck: false,
              by: { byKind: 'staff', by: loginName },
              note: `资料：${request.paper}`,
            },
            ports,
          )
          if (isRefusal(application)) return application
          const { company, id: subject } = application
          await recordAction(
            store,
            { company, by: loginName, deed: 'decide-refund', subject, detail: { deed: 'take-in' } },
            ports,
          )
          return application
        },
      )
      if (isRefusal(taken)) return taken
      await ports.checkBankCard(taken.id)
      return told(taken.id)
    },

    /** Records what the bank told a member of staff about a card; `card-checked-already` when it is known. */
    recordCheck: (clerk: Clerk, id: string, answer: Exclude<CardAnswer, { outcome: 'unavailable' }>) =>
      decide(clerk, id, `card-${answer.outcome}`, async (store, application) => {
        if (application.status !== 'applied') return refuse('card-checked-already')
        const recorded = await recordCardAnswer(store, application, answer, clerk.loginName, ports)
        if (recorded === 'too-late') throw new ConcurrencyConflict(`refund application ${id}`)
        return 'done'
      }),

    /** Refuses an application that is in no batch yet, with a reason that the resident reads; he may apply again. */
    refuse: (clerk: Clerk, id: string, reason: string) =>
      decide(clerk, id, 'refuse', async (store, application) => {
        const to = { status: 'refused', reason, liveKey: null } as const
        if (!(await store.refundApplications.change(id, ['applied', 'checked'], to))) {
          return refuse('wrong-status', { state: application.status })
        }
        const settlement = await store.settlements.byId(application.settlementId)
        if (!settlement) throw new ConcurrencyConflict(`settlement of refund application ${id}`)
        const by = { byKind: 'staff', by: clerk.loginName } as const
        await takeStep(store, settlement, { step: 'refund-refused', ...by, note: reason }, ports)
        return 'done'
      }),
  }
}
