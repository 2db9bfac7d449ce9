import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** The few DER encodings that an X.509 certificate is built from (ITU-T X.690). */

function tagged(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), length(content.length), content])
}

function length(n: number): Buffer {
  if (n < 0x80) return Buffer.from([n])
  const bytes: number[] = []
  for (let rest = n; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}

export const sequence = (...parts: Buffer[]): Buffer => tagged(0x30, Buffer.concat(parts))

export const setOf = (...parts: Buffer[]): Buffer => tagged(0x31, Buffer.concat(parts))

export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text, 'utf8'))

export const printable = (text: string): Buffer => tagged(0x13, Buffer.from(text, 'ascii'))

export const octets = (content: Buffer): Buffer => tagged(0x04, content)

export const yes = (): Buffer => tagged(0x01, Buffer.from([0xff]))

export const asn1Null = (): Buffer => tagged(0x05, Buffer.alloc(0))

/** A bit string; `unused` is the number of unused bits at its end. */
export const bits = (content: Buffer, unused = 0): Buffer =>
  tagged(0x03, Buffer.concat([Buffer.from([unused]), content]))

/** An explicitly tagged, constructed context field, as `[0] version` and `[3] extensions`. */
export const explicit = (n: number, content: Buffer): Buffer => tagged(0xa0 | n, content)

/** A non-negative integer, big endian; a leading zero keeps the sign bit clear. */
export function integer(bytes: Buffer): Buffer {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const trimmed = bytes.subarray(start)
  return tagged(0x02, (trimmed[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), trimmed]) : trimmed)
}

/** An object identifier in dotted notation, e.g. `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const arc of rest) {
    const group = [arc & 0x7f]
    for (let left = arc >>> 7; left > 0; left >>>= 7) group.unshift((left & 0x7f) | 0x80)
    bytes.push(...group)
  }
  return tagged(0x06, Buffer.from(bytes))
}

/** Epoch milliseconds as UTCTime up to 2049, GeneralizedTime after, as RFC 5280 4.1.2.5 wants. */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)
  return Number(digits.slice(0, 4)) < 2050
    ? tagged(0x17, Buffer.from(`${digits.slice(2)}Z`))
    : tagged(0x18, Buffer.from(`${digits}Z`))
}

/** A distinguished name, in the order in which the certificate lists it. */
export type DistinguishedName = readonly (readonly ['C' | 'O' | 'OU' | 'CN', string])[]

export interface CertificateRequest {
  /** 20 bytes; the first is kept below 0x80 by the caller so that the hexadecimal serial has exactly 40 digits. */
  serial: Buffer
  issuer: DistinguishedName
  subject: DistinguishedName
  subjectKey: KeyObject
  issuerKey: KeyObject
  /** Epoch milliseconds. */
  notBefore: number
  notAfter: number
  authority: boolean
}

const NAME_OIDS = { C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11', CN: '2.5.4.3' } as const

const SHA256_WITH_RSA = sequence(oid('1.2.840.113549.1.1.11'), asn1Null())

const SHA256_WITH_ECDSA = sequence(oid('1.2.840.10045.4.3.2'))

function name(dn: DistinguishedName): Buffer {
  // RFC 5280: countryName is a PrintableString, the rest UTF-8.
  return sequence(
    ...dn.map(([key, value]) => setOf(sequence(oid(NAME_OIDS[key]), key === 'C' ? printable(value) : utf8(value)))),
  )
}

function extensions(authority: boolean): Buffer {
  const basicConstraints = sequence(oid('2.5.29.19'), yes(), octets(sequence(...(authority ? [yes()] : []))))
  // digitalSignature for all; keyCertSign and cRLSign too for an authority, which a self-signed certificate is to itself.
  const use = authority ? bits(Buffer.from([0x86]), 1) : bits(Buffer.from([0x80]), 7)
  return explicit(3, sequence(basicConstraints, sequence(oid('2.5.29.15'), yes(), octets(use))))
}

/** Builds and signs an X.509 v3 certificate (RSA or ECDSA, SHA-256); gives it as PEM. Node has a reader for these but no writer. */
export function makeCertificate(request: CertificateRequest): string {
  const algorithm = request.issuerKey.asymmetricKeyType === 'ec' ? SHA256_WITH_ECDSA : SHA256_WITH_RSA
  const tbs = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(request.serial),
    algorithm,
    name(request.issuer),
    sequence(time(request.notBefore), time(request.notAfter)),
    name(request.subject),
    request.subjectKey.export({ type: 'spki', format: 'der' }),
    extensions(request.authority),
  )
  const der = sequence(tbs, algorithm, bits(sign('sha256', tbs, request.issuerKey)))
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** A certificate serial: its first byte is 0x10–0x7f, so that it is positive and has exactly two hexadecimal digits a byte. */
export function randomSerial(length: number): Buffer {
  const bytes = randomBytes(length)
  bytes[0] = 0x10 + ((bytes[0] ?? 0) % 0x70)
  return bytes
}

/**
 * The public exponent of every RSA key that a sandbox makes. Platforms and their tools use 65537, so production tells a key
 * of ours wherever it was copied to, without a list: the next prime is as good for signatures, and every client of RSA takes it.
 */
export const SANDBOX_EXPONENT = 65_539

/** Makes an RSA key of 2048 bits; gives the private half as PEM (PKCS#8), from which the public one follows. */
export function newRsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: SANDBOX_EXPONENT })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}
