import { extensionOf, LARGEST_PHOTO_BYTES, photoTypeOf } from '../../domain/gasReport/photo'
import type { Resident } from '../../domain/resident/resident'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import type { PhotoKind, RefundPhoto } from '../../domain/settlement/refundApplication'
import { worksFor } from '../../domain/staff/staff'
import type { Photos } from '../photoPort'
import type { Clock, Database, Ids } from '../ports'
import { isRefusal, type Refusal, refuse } from '../refusal'
import { actsFor } from '../season/actsFor'
import type { Clerk } from '../season/desk'

type Ports = { database: Database; clock: Clock; ids: Ids; rulebooks: Rulebooks; photos: Photos }

/** Photos of identity card and bank card that go with a refund application (BZ5): one at a time, as phones send them. */
export function createRefundPhotos({ database, clock, ids, rulebooks, photos }: Ports) {
  return {
    /**
     * Keeps a photo for the application that follows. One of the same kind that was handed in before, and belongs to no
     * application, is thrown away. Refused: `bind-first`, `not-found`, `bad-photo`.
     */
    async keep(
      resident: Resident,
      { householdId, kind, bytes }: { householdId: string; kind: PhotoKind; bytes: Buffer },
    ): Promise<Pick<RefundPhoto, 'id' | 'kind' | 'type' | 'bytes'> | Refusal> {
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
    ): Promise<{ type: RefundPhoto['type']; content: Buffer } | Refusal> {
      const application = await database.read.refundApplications.byId(applicationId)
      if (!application || !worksFor(clerk, application.company)) return refuse('not-found')
      const kept = await database.read.refundApplications.photosByIds(application.photoIds)
      const photo = kept.find((one) => one.kind === kind)
      const content = photo && (await photos.read(photo.name))
      return photo && content ? { type: photo.type, content } : refuse('not-found')
    },
  }
}
