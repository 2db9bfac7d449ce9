import type { ChosenPhoto } from '../platform/photoPorts'
import { photo } from '../text/applying'

const MEGABYTE = 1024 * 1024

/** As the server's own limit; it looks at the bytes again and decides. */
const LARGEST = 5 * MEGABYTE
const TYPES = /^image\/(jpeg|png|webp)$/

/** Why a picture would not be taken, as far as the telephone can tell; undefined when nothing speaks against it. */
export function photoFault({ bytes, type }: ChosenPhoto): 'tooLarge' | 'wrongType' | undefined {
  if (type !== undefined && !TYPES.test(type)) return 'wrongType'
  return bytes !== undefined && bytes > LARGEST ? 'tooLarge' : undefined
}

/** A size in bytes as "1.2 MB", at least 0.1; nothing when it is not known. */
export function sizeText(bytes: number | undefined): string {
  return bytes === undefined ? '' : photo.size(Math.max(0.1, Math.round((bytes / MEGABYTE) * 10) / 10).toFixed(1))
}
