/** Kinds of picture that are taken; told by what is inside, never by a name or a header that the sender chose. */
const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'] as const
export type PhotoType = (typeof PHOTO_TYPES)[number]

/** A telephone's picture is smaller than this. */
export const LARGEST_PHOTO_BYTES = 5 * 1024 * 1024

const EXTENSIONS: Record<PhotoType, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }

/** The kind of picture that the bytes are, by their first ones; undefined when they are none that we take. */
export function photoTypeOf(bytes: Uint8Array): PhotoType | undefined {
  const hex = Buffer.from(bytes.subarray(0, 12)).toString('hex')
  if (hex.startsWith('ffd8ff')) return 'image/jpeg'
  if (hex.startsWith('89504e470d0a1a0a')) return 'image/png'
  // RIFF, four bytes of length, WEBP.
  if (hex.startsWith('52494646') && hex.slice(16) === '57454250') return 'image/webp'
  return undefined
}

/** How a kept photo's file ends. */
export function extensionOf(type: PhotoType): string {
  return EXTENSIONS[type]
}
