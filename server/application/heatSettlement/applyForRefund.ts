import { extensionOf, LARGEST_PHOTO_BYTES, photoTypeOf } from '../../domain/gasReport/gasReport'
import { isWithin, refundCalendar, refundsOnline } from '../../domain/heatSettlement/afterSeason'
import {
  type ApplicantDetails,
  differingDetails,
  FIELD_NAMES,
  type PhotoKind,
  passesLuhn,
  plainCard,
  type RefundApplication,
  type RefundPhoto,
} from '../../domain/heatSettlement/refundApplication'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { allOrNothing } from '../common/allOrNothing'
import { type Clerk, visibleTo } from '../common/clerk'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import { actsFor } from '../households/households'
import { ConcurrencyConflict, type Database, type Store } from '../ports/database'
import type { Clock, Ids, Photos } from '../ports/system'
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
  ): Promise<
    | AppliedForRefund
    | Refusal<
        | 'bad-bank-card'
        | 'bind-first'
        | 'details-differ'
        | 'invoice-first'
        | 'not-found'
        | 'nothing-to-refund'
        | 'objection-open'
        | 'outside-window'
        | 'photo-missing'
        | 'refund-applied'
        | 'visit-a-hall'
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
            | 'bind-first'
            | 'details-differ'
            | 'invoice-first'
            | 'not-found'
            | 'nothing-to-refund'
            | 'objection-open'
            | 'outside-window'
            | 'photo-missing'
            | 'refund-applied'
            | 'visit-a-hall'
          >
      > => {
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
          if (!(await store.refundApplications.attachPhoto(id, application.id)))
            throw new ConcurrencyConflict(`photo ${id}`)
        }
        return application
      },
    )
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

function differs(
  { rulebook, household }: PublishedResult,
  request: RefundRequest,
): Refusal<'details-differ'> | undefined {
  const fields = differingDetails(rulebook.refunds?.mustMatch ?? [], household, request)
  if (fields.length === 0) return undefined
  const names = fields.map((field) => FIELD_NAMES[field]).join('、')
  const { where } = hallFacts(rulebook)
  return refuse('details-differ', { fields: names, ...(where === undefined ? {} : { where }) })
}

/** The photos that the rulebook asks for, each handed in by this resident for this household and not used before. */
async function photosFor(
  store: Pick<Store, 'refundApplications'>,
  resident: Resident,
  { householdId, photoIds }: RefundRequest,
  wanted: readonly PhotoKind[],
): Promise<string[] | Refusal<'photo-missing'>> {
  const loose = await store.refundApplications.loosePhotos(resident.id, householdId)
  const handed = loose.filter(({ id }) => photoIds.includes(id))
  const found = wanted.map((kind) => ({ kind, id: handed.find((photo) => photo.kind === kind)?.id }))
  const missing = found.filter(({ id }) => id === undefined)
  if (missing.length > 0) {
    return refuse('photo-missing', { photos: missing.map(({ kind }) => PHOTO_NAMES[kind]).join('、') })
  }
  return found.flatMap(({ id }) => id ?? [])
}

type RefundPhotosPorts = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; photos: Photos }

/** Photos of identity card and bank card that go with a refund application (BZ5): one at a time, as phones send them. */
export function createRefundPhotos({ database, clock, ids, rulebooks, photos }: RefundPhotosPorts) {
  return {
    /**
     * Keeps a photo for the application that follows. One of the same kind that was handed in before, and belongs to no
     * application, is thrown away. Refused: `bind-first`, `not-found`, `bad-photo`.
     */
    async keep(
      resident: Resident,
      { householdId, kind, bytes }: { householdId: string; kind: PhotoKind; bytes: Buffer },
    ): Promise<
      Pick<RefundPhoto, 'id' | 'kind' | 'type' | 'bytes'> | Refusal<'bad-photo' | 'bind-first' | 'not-found'>
    > {
      const own = await actsFor(database.read, rulebooks, resident, householdId)
      if (isRefusal(own)) return own
      const type = photoTypeOf(bytes)
      if (!type || bytes.length > LARGEST_PHOTO_BYTES) return refuse('bad-photo')
      const id = ids.next()
      const photo: RefundPhoto = {
        id,
        company: resident.company,
        residentId: resident.id,
        householdId,
        kind,
        type,
        bytes: bytes.length,
        name: `${id}.${extensionOf(type)}`,
        uploadedAt: clock.now(),
        applicationId: null,
      }
      await photos.keep(photo.name, bytes)
      const dropped = await database.transaction(async (store) => {
        const earlier = await store.refundApplications.loosePhotos(resident.id, householdId)
        const gone: string[] = []
        for (const loose of earlier.filter((one) => one.kind === kind)) {
          if (await store.refundApplications.dropPhoto(loose.id)) gone.push(loose.name)
        }
        await store.refundApplications.insertPhoto(photo)
        return gone
      })
      for (const name of dropped) await photos.drop(name)
      return { id, kind, type, bytes: photo.bytes }
    },

    /** A photo of an application, for staff of its company. */
    async show(
      clerk: Pick<Clerk, 'company'>,
      applicationId: string,
      kind: PhotoKind,
    ): Promise<{ type: RefundPhoto['type']; content: Buffer } | Refusal<'not-found'>> {
      const application = visibleTo(clerk, await database.read.refundApplications.byId(applicationId))
      if (isRefusal(application)) return application
      const kept = await database.read.refundApplications.photosByIds(application.photoIds)
      const photo = kept.find((one) => one.kind === kind)
      const content = photo && (await photos.read(photo.name))
      return photo && content ? { type: photo.type, content } : refuse('not-found')
    },
  }
}
