import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { type DistinguishedName, makeCertificate } from '../../../sandbox/keys/certificate'
import { NOW, pemOf } from './wechatPlatform'

/** A little authority for certificate mode (formats.md 3.3): a root, one between, and those who sign. */

const YEAR = 365 * 86_400_000

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })

export const named = (cn: string): DistinguishedName => [
  ['C', 'CN'],
  ['O', 'Ant Financial'],
  ['OU', 'Certification Authority'],
  ['CN', cn],
]

export interface Certified {
  privateKey: KeyObject
  publicKey: KeyObject
  pem: string
  name: DistinguishedName
}

export interface Request {
  by?: Certified
  authority?: boolean
  /** In years from now; default: in force. */
  from?: number
  to?: number
}

/** A key with its certificate; signed by itself unless `by` another. */
export function certified(cn: string, { by, authority = false, from = -1, to = 5 }: Request = {}): Certified {
  const keys = pair()
  const name = named(cn)
  const serial = randomBytes(16)
  serial[0] = 0x21
  const pem = makeCertificate({
    ...{ serial, subject: name, issuer: by?.name ?? name, authority },
    subjectKey: keys.publicKey,
    issuerKey: by?.privateKey ?? keys.privateKey,
    notBefore: NOW + from * YEAR,
    notAfter: NOW + to * YEAR,
  })
  return { ...keys, pem, name }
}

/** A root of another algorithm, as the SM2 ones in Alipay’s file are. */
export function foreignRoot(): string {
  const keys = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const name = named('another algorithm')
  const serial = Buffer.from('21aa', 'hex')
  return makeCertificate({
    ...{ serial, subject: name, issuer: name, authority: true, notBefore: NOW - YEAR, notAfter: NOW + YEAR },
    subjectKey: keys.publicKey,
    issuerKey: keys.privateKey,
  })
}

export const root = certified('Ant Financial Certification Authority R1', { authority: true })

export const between = certified('Ant Financial Certification Authority Class 2 R1', { by: root, authority: true })

export const app = certified('app', { by: between })

export const alipayNow = certified('Alipay', { by: between })

/** An answer of the gateway in certificate mode. */
export function certifiedAnswer(method: string, content: object, by: Certified, sn: string | undefined) {
  const text = JSON.stringify(content)
  const signature = sign('RSA-SHA256', Buffer.from(text), by.privateKey).toString('base64')
  const named = sn === undefined ? '' : `,"alipay_cert_sn":"${sn}"`
  const body = `{"${method.replaceAll('.', '_')}_response":${text}${named},"sign":"${signature}"}`
  return { status: 200, headers: { 'content-type': 'text/html;charset=utf-8' }, body }
}

export const appKey = () => pemOf(app.privateKey)
