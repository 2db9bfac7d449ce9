/**
 * Base64 in its one canonical spelling, else undefined. Node skips what it does not understand, so that a text with a
 * changed spare bit or a stray letter would decode to the same bytes, and an altered signature would pass.
 */
export function canonicalBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined
}
