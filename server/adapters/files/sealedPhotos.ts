import type { Photos } from '../../application/photoPort'

/** Photos that lie encrypted on the disk, like the personal data in the tables (architecture.md, Decided now). */
export function sealedPhotos(
  photos: Photos,
  sealing: { seal(plain: string): string; open(sealed: string): string },
): Photos {
  return {
    keep: (name, bytes) => photos.keep(name, Buffer.from(sealing.seal(bytes.toString('base64')), 'latin1')),
    async read(name) {
      const sealed = await photos.read(name)
      return sealed && Buffer.from(sealing.open(sealed.toString('latin1')), 'base64')
    },
    drop: (name) => photos.drop(name),
  }
}
