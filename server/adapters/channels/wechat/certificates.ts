import { X509Certificate } from 'node:crypto'
import type { Exchange } from '../exchange'
import { parseJson } from '../wire'
import { decryptResource } from './sign'
import { certificatesBody } from './wire'

/**
 * Reads an answer of GET /v3/certificates: each certificate decrypted with the APIv3 key, PEM by serial (formats.md 1.3).
 * Undefined when the answer is none, one does not open, or one's own serial is not the one it is listed under.
 */
export function readCertificates(exchange: Exchange, apiV3Key: string): Map<string, string> | undefined {
  if (exchange.kind === 'failed' || exchange.status !== 200) return undefined
  const answer = certificatesBody.safeParse(parseJson(exchange.body.toString('utf8')))
  if (!answer.success) return undefined
  const certificates = new Map<string, string>()
  for (const { serial_no, encrypt_certificate } of answer.data.data) {
    const pem = decryptResource(encrypt_certificate, apiV3Key)
    if (pem === undefined || serialOf(pem) !== serial_no.toUpperCase()) return undefined
    certificates.set(serial_no, pem)
  }
  return certificates
}

/** A certificate's serial in upper-case hexadecimal digits; undefined when the text is no certificate. */
export function serialOf(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).serialNumber.toUpperCase()
  } catch {
    // Not a certificate: an expected outcome of reading what another has sent.
    return undefined
  }
}
