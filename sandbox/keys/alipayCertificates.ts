import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'
import path from 'node:path'
import { ensureFile } from '../wholeFile'
import { type DistinguishedName, makeCertificate, newRsaKey, randomSerial } from './certificate'

/** A key that Alipay signs by, with its certificate and the number by which it is named. */
export interface SigningCertificate {
  privateKey: KeyObject
  pem: string
  sn: string
}

/** Certificate mode of the stand-in of Alipay (formats.md 3.3): its own authority, which certifies both sides' keys. */
export interface AlipayCertificates {
  /** What a client must send as app_cert_sn and alipay_root_cert_sn. */
  appSn: string
  rootSn: string
  /** Of the usual platform key, so that both modes know one signature. */
  platform: SigningCertificate
  /** The one that Alipay changes over to; made when it is first needed. */
  next(): SigningCertificate
}

const YEAR = 365 * 86_400_000
const ROOT: DistinguishedName = [
  ['C', 'CN'],
  ['O', 'heatpay sandbox'],
  ['OU', 'Certification Authority'],
  ['CN', 'stand-in of Ant Financial Certification Authority R1'],
]
const OTHER_ROOT: DistinguishedName = [
  ['C', 'CN'],
  ['CN', 'a root of another algorithm, as the SM2 ones are'],
]
const named = (what: string): DistinguishedName => [
  ['C', 'CN'],
  ['O', 'heatpay sandbox'],
  ['CN', what],
]

/** Ten years back and twenty ahead: the sandbox's clock may be set to any season. */
function validity() {
  const start = Math.floor(Date.now() / YEAR) * YEAR
  return { notBefore: start - 10 * YEAR, notAfter: start + 20 * YEAR }
}

/** The sandbox's own working-out of a certificate's number, apart from the server's. */
function serialNumberOf(pem: string): string {
  const { issuer, serialNumber } = new X509Certificate(pem)
  const reversed = issuer.split('\n').reverse().join(',')
  return createHash('md5')
    .update(reversed + BigInt(`0x${serialNumber}`).toString(10))
    .digest('hex')
}

function selfSigned(subject: DistinguishedName, keys: { privateKey: KeyObject; publicKey: KeyObject }): string {
  return makeCertificate({
    ...{ serial: randomSerial(16), issuer: subject, subject, authority: true, ...validity() },
    subjectKey: keys.publicKey,
    issuerKey: keys.privateKey,
  })
}

/**
 * Makes what is missing of the certificate mode's files in the folder of keys: alipay-ca.key, alipay-root.crt,
 * alipay-app.crt, alipay-public.crt. Which mode a merchant is in, its own requests say.
 */
export function alipayCertificates(
  folder: string,
  keys: { platform: { privateKey: KeyObject; publicKey: KeyObject }; app: { publicKey: KeyObject } },
): AlipayCertificates {
  const file = (name: string, make: () => string) => ensureFile(path.join(folder, name), make)
  const privateKey = (name: string) => createPrivateKey(file(name, newRsaKey))
  const authority = privateKey('alipay-ca.key')
  const issued = (name: string, what: string, subjectKey: KeyObject) =>
    file(name, () =>
      makeCertificate({
        ...{ serial: randomSerial(16), issuer: ROOT, subject: named(what), authority: false, ...validity() },
        subjectKey,
        issuerKey: authority,
      }),
    )
  const roots = file('alipay-root.crt', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const own = { privateKey: authority, publicKey: createPublicKey(authority) }
    return selfSigned(OTHER_ROOT, other) + selfSigned(ROOT, own)
  })
  const signing = (key: KeyObject, pem: string): SigningCertificate => ({
    privateKey: key,
    pem,
    sn: serialNumberOf(pem),
  })
  const rsaRoot = roots.slice(roots.lastIndexOf('-----BEGIN'))
  return {
    appSn: serialNumberOf(issued('alipay-app.crt', 'a merchant’s app', keys.app.publicKey)),
    rootSn: serialNumberOf(rsaRoot),
    platform: signing(keys.platform.privateKey, issued('alipay-public.crt', 'Alipay', keys.platform.publicKey)),
    next() {
      const key = privateKey('alipay-next.key')
      return signing(key, issued('alipay-next.crt', 'Alipay, next', createPublicKey(key)))
    },
  }
}
