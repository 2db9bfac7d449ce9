import { type KeyObject, sign, verify } from 'node:crypto'
import type { World } from '../world'

/** The sandbox's own Alipay RSA2 signing (formats.md 3.1, 3.2, 3.8), apart from the server's. */

/** What a request signs: every parameter with a value except `sign`, sorted by key; `sign_type` takes part. */
export function requestText(params: ReadonlyMap<string, string>): string {
  return join(params, ['sign'])
}

/** What a notification signs: as above, but without `sign_type`. */
export function notificationText(params: ReadonlyMap<string, string>): string {
  return join(params, ['sign', 'sign_type'])
}

function join(params: ReadonlyMap<string, string>, without: readonly string[]): string {
  return [...params]
    .filter(([key, value]) => value !== '' && !without.includes(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join('&')
}

export function rsa2Sign(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text, 'utf8'), key).toString('base64')
}

export function rsa2Verify(text: string, signature: string, key: KeyObject): boolean {
  return verify('sha256', Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'))
}

export interface Signer {
  key: KeyObject
  /** The certificate's number; undefined in key mode. */
  sn: string | undefined
}

/** Under which an app's mode is noted: 1 for certificate mode. */
export const modeOf = (appId: string) => `certificate mode ${appId}`

/** What an app's answers and notifications are signed by now; `certificateRotated` changes Alipay's certificate. */
export function signerFor(world: World, appId: string, company: string): Signer {
  if (world.store.numbers.get(modeOf(appId)) !== 1) return { key: world.keys.alipayPlatform.privateKey, sn: undefined }
  const { platform, next } = world.keys.alipayCertificates
  const now = world.faults.strikes('certificateRotated', { channel: 'alipay', company }) ? next() : platform
  return { key: now.privateKey, sn: now.sn }
}
