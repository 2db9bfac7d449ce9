import { createHmac, timingSafeEqual } from 'node:crypto'

/** What of a request to 诺诺 is signed: its query's four values and the raw body (formats.md 6.3). */
export interface Signed {
  appKey: string
  senid: string
  nonce: string
  timestamp: string
  body: string
}

/** X-Nuonuo-Sign for the address /open/v1/services, as the platform works it out (formats.md 6.3, 8). */
export function nuonuoSign(secret: string, { appKey, senid, nonce, timestamp, body }: Signed): string {
  const text = `a=services&l=v1&p=open&k=${appKey}&i=${senid}&n=${nonce}&t=${timestamp}&f=${body}`
  return createHmac('sha1', secret).update(text, 'utf8').digest('base64')
}

/** Whether a signature is the one that the secret makes. */
export function nuonuoSignHolds(secret: string, signed: Signed, given: string): boolean {
  const ours = Buffer.from(nuonuoSign(secret, signed))
  const theirs = Buffer.from(given)
  return ours.length === theirs.length && timingSafeEqual(ours, theirs)
}
