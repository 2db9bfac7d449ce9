import { type KeyObject, sign } from 'node:crypto'
import { bits, explicit, integer, nothing, octets, oid, printable, sequence, setOf, time, utf8, yes } from './der'

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
const SHA256_WITH_RSA = sequence(oid('1.2.840.113549.1.1.11'), nothing())
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
