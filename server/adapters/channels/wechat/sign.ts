import { constants, createDecipheriv, type KeyObject, publicEncrypt, verify } from 'node:crypto'
import { canonicalBase64 } from '../wire'
import type { Keyring } from './keyring'
import type { Sealed } from './wire'

/** Further off than this, in either direction, and a signed message is refused (formats.md 1.3). */
const WINDOW_MS = 300_000
const SIGNATURE_TYPE = 'WECHATPAY2-SHA256-RSA2048'
const TAG_BYTES = 16
const NONCE = /^[\x21-\x7e]{1,128}$/

export interface SignedMessage {
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  /** Exactly as it came. */
  body: Buffer
}

export type SignatureVerdict = 'genuine' | 'missing-header' | 'stale' | 'unknown-key' | 'bad-signature'

/**
 * Judges an answer or a notification by its five Wechatpay-* headers, over the raw bytes (formats.md 1.3). `now` in epoch
 * milliseconds. The key is the one that the message names, and no other is tried; a probe signature
 * (WECHATPAY/SIGNTEST/…) fails like any wrong one. Never throws.
 */
export function judgeSignature(message: SignedMessage, keys: Keyring, now: number): SignatureVerdict {
  const timestamp = message.headers['wechatpay-timestamp'] ?? ''
  const nonce = message.headers['wechatpay-nonce'] ?? ''
  const serial = message.headers['wechatpay-serial'] ?? ''
  const signature = message.headers['wechatpay-signature'] ?? ''
  if (!timestamp || !nonce || !serial || !signature) return 'missing-header'
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) >= WINDOW_MS) return 'stale'
  const key = keys.keyFor(serial)
  if (!key) return 'unknown-key'
  if ((message.headers['wechatpay-signature-type'] ?? SIGNATURE_TYPE) !== SIGNATURE_TYPE) return 'bad-signature'
  const bytes = canonicalBase64(signature)
  if (!bytes || !NONCE.test(nonce)) return 'bad-signature'
  const signed = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), message.body, Buffer.from('\n')])
  return verify('RSA-SHA256', signed, key, bytes) ? 'genuine' : 'bad-signature'
}

/**
 * Decrypts an AEAD_AES_256_GCM resource with the APIv3 key (formats.md 1.8). Gives the plain text, or undefined when the
 * authentication tag does not fit: a changed bit, or another merchant's key. The tag is always all 16 bytes.
 */
export function decryptResource(
  sealed: Pick<Sealed, 'ciphertext' | 'associated_data' | 'nonce'>,
  apiV3Key: string,
): string | undefined {
  const bytes = canonicalBase64(sealed.ciphertext)
  if (!bytes || bytes.length <= TAG_BYTES) return undefined
  const split = bytes.length - TAG_BYTES
  try {
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(sealed.nonce), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAuthTag(bytes.subarray(split))
    decipher.setAAD(Buffer.from(sealed.associated_data))
    return Buffer.concat([decipher.update(bytes.subarray(0, split)), decipher.final()]).toString('utf8')
  } catch {
    // Node says "wrong tag" by throwing; here it is an expected outcome.
    return undefined
  }
}

/** Seals a field for the platform's eyes only: RSA-OAEP with SHA-1, in base64 (formats.md 1.2). At most 214 bytes for RSA-2048. */
export function sealField(plain: string, key: KeyObject): string {
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  return publicEncrypt({ key, padding, oaepHash: 'sha1' }, Buffer.from(plain)).toString('base64')
}
