import { type KeyObject, verify } from 'node:crypto'
import { canonicalBase64 } from '../wire'
import type { AlipayKeys } from './keyring'

/** RSA2: RSA-SHA256 over the text, the signature in base64 (formats.md 3.1). */
function isSigned(text: string, signature: string, key: KeyObject): boolean {
  const bytes = canonicalBase64(signature)
  return bytes !== undefined && verify('RSA-SHA256', Buffer.from(text), key, bytes)
}

/** The index after the JSON value that begins at `start`; undefined when the text ends before. Only for text that is JSON. */
function endOfValue(json: string, start: number): number | undefined {
  let depth = 0
  let inText = false
  for (let at = start; at < json.length; at++) {
    const sign = json[at]
    if (inText) {
      if (sign === '\\') at++
      else if (sign === '"') {
        inText = false
        if (depth === 0) return at + 1
      }
    } else if (sign === '"') inText = true
    else if (sign === '{' || sign === '[') depth++
    else if (sign === '}' || sign === ']') {
      if (depth === 0) return at
      depth--
      if (depth === 0) return at + 1
    } else if (sign === ',' && depth === 0) return at
  }
  return undefined
}

/**
 * The members of a JSON object, each as the exact text that was received: Alipay signs that text, and parsing and writing
 * it again would change it (formats.md 3.2). Undefined when the text is no JSON object, or when a name comes twice: then
 * what is verified need not be what a parser reads.
 */
export function memberTexts(json: string): Map<string, string> | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(json)
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined
  const members = new Map<string, string>()
  let at = json.indexOf('{') + 1
  for (;;) {
    const nameStart = json.indexOf('"', at)
    if (nameStart < 0) break
    const nameEnd = endOfValue(json, nameStart)
    if (nameEnd === undefined) return undefined
    const name: unknown = JSON.parse(json.slice(nameStart, nameEnd))
    let valueStart = json.indexOf(':', nameEnd) + 1
    while (/\s/.test(json[valueStart] ?? '')) valueStart++
    const valueEnd = endOfValue(json, valueStart)
    if (valueEnd === undefined || typeof name !== 'string' || members.has(name)) return undefined
    members.set(name, json.slice(valueStart, valueEnd).trimEnd())
    at = valueEnd
  }
  return members
}

/** Whether one of the keys that a message may have been signed by has signed this text. */
function isSignedByOneOf(text: string, signature: string, keys: readonly KeyObject[]): boolean {
  return keys.some((key) => isSigned(text, signature, key))
}

export interface AnswerVerdict {
  verdict: 'genuine' | 'unsigned-error' | 'unknown-key' | 'bad-signature' | 'malformed'
  /** The certificate named, where it is not known: `unknown-key`. */
  unknownSn?: string
}

/**
 * Judges the raw text of an answer. `responseKey` is the method with underscores and `_response`. In certificate mode the
 * key is that of the certificate which the answer names. The gateway's own `error_response` may come unsigned, and then says
 * only that nothing was done (formats.md 3.2); a business answer never.
 */
export function judgeAnswer(raw: string, responseKey: string, keys: AlipayKeys): AnswerVerdict {
  const members = memberTexts(raw.trim())
  if (!members) return { verdict: 'malformed' }
  const business = members.get(responseKey)
  const error = members.get('error_response')
  const sign = members.get('sign')
  const signed = business ?? error
  if (signed === undefined || (business !== undefined && error !== undefined)) return { verdict: 'malformed' }
  if (sign === undefined) return { verdict: business === undefined ? 'unsigned-error' : 'bad-signature' }
  const signature: unknown = JSON.parse(sign)
  const sn: unknown = JSON.parse(members.get('alipay_cert_sn') ?? 'null') ?? undefined
  if (typeof signature !== 'string' || (sn !== undefined && typeof sn !== 'string')) return { verdict: 'bad-signature' }
  const candidates = keys.keysFor(sn)
  if (candidates.length === 0 && sn !== undefined) return { verdict: 'unknown-key', unknownSn: sn }
  return { verdict: isSignedByOneOf(signed, signature, candidates) ? 'genuine' : 'bad-signature' }
}

/** `k=v&k=v`, names in ASCII order, values decoded (formats.md 3.8). */
function noticeText(fields: ReadonlyMap<string, string>, left: readonly string[]): string {
  return [...fields.keys()]
    .filter((name) => !left.includes(name))
    .sort()
    .map((name) => `${name}=${fields.get(name)}`)
    .join('&')
}

export type NoticeVerdict = 'genuine' | 'missing-header' | 'unknown-key' | 'bad-signature'

/**
 * Judges a notification's fields. Only RSA2 is accepted: the official verifier would take the sender's word for the weaker
 * RSA (SHA-1). Like it, a signature that includes sign_type is tolerated. Unknown fields take part; one of them may name the
 * certificate, in certificate mode. Never throws.
 */
export function judgeNotice(fields: ReadonlyMap<string, string>, keys: AlipayKeys): NoticeVerdict {
  const sign = fields.get('sign')
  const type = fields.get('sign_type')
  if (!sign || !type) return 'missing-header'
  if (type !== 'RSA2') return 'bad-signature'
  const sn = fields.get('alipay_cert_sn')
  const candidates = keys.keysFor(sn)
  if (candidates.length === 0 && sn !== undefined) return 'unknown-key'
  const genuine =
    isSignedByOneOf(noticeText(fields, ['sign', 'sign_type']), sign, candidates) ||
    isSignedByOneOf(noticeText(fields, ['sign']), sign, candidates)
  return genuine ? 'genuine' : 'bad-signature'
}
