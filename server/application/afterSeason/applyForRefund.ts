import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { isWithin, refundCalendar, refundsOnline } from '../../domain/settlement/afterSeason'
import { passesLuhn, plainCard } from '../../domain/settlement/bankCard'
import {
  type ApplicantDetails,
  differingDetails,
  FIELD_NAMES,
  type PhotoKind,
  type RefundApplication,
} from '../../domain/settlement/refundApplication'
import { allOrNothing } from '../allOrNothing'
import { type Clock, type Database, type Ids, Outrun, type Store } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { type PublishedResult, resultFor } from './publishedFor'
import { takeInRefund } from './takeInRefund'

export interface RefundRequest extends ApplicantDetails {
  householdId: string
  season?: string
  photoIds: readonly string[]
}

export interface AppliedForRefund {
  application: RefundApplication
  /** The card's check digit is wrong (formats.md 7): the resident is asked to look again; nothing is refused. */
  cardLooksWrong: boolean
}

const PHOTO_NAMES: Record<PhotoKind, string> = { 'identity-card': '身份证', 'bank-card': '银行卡' }

type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  /** Asks the bank about an application's card. */
  checkBankCard(applicationId: string): Promise<number | null>
}

/**
 * A resident agrees with his result and asks for the refund (BZ5). What he says must be what is registered, his photos must
 * be there, and then the bank is asked about the card; until it has answered the application waits. Refused: `bind-first`,
 * `not-found`, `visit-a-hall` (BZ8), `outside-window` (BZ3), `objection-open`, `refund-applied`, `nothing-to-refund`,
 * `details-differ` with the fields' names, `bad-bank-card`, `photo-missing`.
 */
export function createApplyForRefund(ports: Ports) {
  const { database, clock, rulebooks } = ports

  return async function applyForRefund(
    resident: Resident,
    request: RefundRequest,
  ): Promise<AppliedForRefund | Refusal> {
    const taken = await allOrNothing(database, async (store): Promise<RefundApplication | Refusal> => {
      const found = await resultFor(store, rulebooks, resident, request)
      if (isRefusal(found)) return found
      const refused = refusedOnline(found, clock.today()) ?? differs(found, request)
      if (refused) return refused
      const rules = found.rulebook.refunds
      const photoIds = await photosFor(store, resident, request, rules?.photos ?? [])
      if (isRefusal(photoIds)) return photoIds
      const { settlement } = found
      const application = await takeInRefund(
        store,
        {
          rulebook: found.rulebook,
          settlement,
          details: request,
          residentId: resident.id,
          takenBy: null,
          photoIds,
          withoutCheck: !rules?.bankCardCheckedFirst,
          by: { byKind: 'resident', by: resident.id },
        },
        ports,
      )
      if (isRefusal(application)) return application
      for (const id of photoIds) {
        if (!(await store.refundApplications.attachPhoto(id, application.id))) throw new Outrun(`photo ${id}`)
      }
      return application
    })
    if (isRefusal(taken)) return taken
    await ports.checkBankCard(taken.id)
    const application = (await database.read.refundApplications.byId(taken.id)) ?? taken
    return { application, cardLooksWrong: !passesLuhn(plainCard(request.bankCard)) }
  }
}

/** Where refunds are dealt with in person, for a sentence. */
export function hallFacts(rulebook: Rulebook): Record<string, string> {
  const { changes } = rulebook
  return changes ? { where: changes.where, papers: changes.papers } : {}
}

/** Why a household cannot apply online today, apart from what it says. */
export function refusedOnline(
  { rulebook, settlement }: Pick<PublishedResult, 'rulebook' | 'settlement'>,
  today: string,
) {
  const calendar = refundCalendar(rulebook, settlement.season)
  if (!calendar || !refundsOnline(rulebook, settlement.estate)) return refuse('visit-a-hall', hallFacts(rulebook))
  const { from, to } = calendar.applications
  return isWithin(calendar.applications, today) ? undefined : refuse('outside-window', { dates: `${from} 至 ${to}` })
}

function differs({ rulebook, household }: PublishedResult, request: RefundRequest): Refusal | undefined {
  const fields = differingDetails(rulebook.refunds?.mustMatch ?? [], household, request)
  if (fields.length === 0) return undefined
  const names = fields.map((field) => FIELD_NAMES[field]).join('、')
  const { where } = hallFacts(rulebook)
  return refuse('details-differ', { fields: names, ...(where === undefined ? {} : { where }) })
}

/** The photos that the rulebook asks for, each handed in by this resident for this household and not used before. */
async function photosFor(
  store: Store,
  resident: Resident,
  { householdId, photoIds }: RefundRequest,
  wanted: readonly PhotoKind[],
): Promise<string[] | Refusal> {
  const loose = await store.refundApplications.loosePhotos(resident.id, householdId)
  const handed = loose.filter(({ id }) => photoIds.includes(id))
  const found = wanted.map((kind) => ({ kind, id: handed.find((photo) => photo.kind === kind)?.id }))
  const missing = found.filter(({ id }) => id === undefined)
  if (missing.length > 0) {
    return refuse('photo-missing', { photos: missing.map(({ kind }) => PHOTO_NAMES[kind]).join('、') })
  }
  return found.flatMap(({ id }) => id ?? [])
}
