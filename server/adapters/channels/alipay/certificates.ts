import { createHash, X509Certificate } from 'node:crypto'

/** Alipay's certificate mode (formats.md 3.3): serial numbers that are worked out, and whom to trust. */

/** 1.2.840.113549.1.1, the RSA family of signature algorithms, as its DER bytes begin. */
const RSA_FAMILY = Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01])
const MAX_CHAIN = 5

/** Every certificate of a PEM text, in its order. Throws when one cannot be read. */
export function certificatesOf(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block) => new X509Certificate(block))
}

/**
 * The number by which Alipay names a certificate: md5, in hexadecimal digits, of the issuer's attributes in reverse of
 * their order in the certificate and the decimal serial.
 */
export function certificateSn(certificate: X509Certificate): string {
  const issuer = certificate.issuer.split('\n').reverse().join(',')
  return createHash('md5')
    .update(`${issuer}${BigInt(`0x${certificate.serialNumber}`)}`)
    .digest('hex')
}

/** The numbers of all RSA certificates among the roots, joined by `_`; SM2 roots are passed over. */
export function rootSn(roots: readonly X509Certificate[]): string {
  return roots
    .filter((root) => signatureAlgorithm(root.raw).subarray(0, RSA_FAMILY.length).equals(RSA_FAMILY))
    .map(certificateSn)
    .join('_')
}

/** The bytes of the object identifier in `Certificate ::= SEQUENCE { tbs, SEQUENCE { algorithm OID, … }, … }`. */
function signatureAlgorithm(der: Buffer): Buffer {
  const certificate = element(der, 0)
  const tbs = element(der, certificate.content)
  const algorithm = element(der, tbs.end)
  const oid = element(der, algorithm.content)
  return der.subarray(oid.content, oid.end)
}

/** Where the content of the DER element at `at` begins and where the element ends. */
function element(der: Buffer, at: number): { content: number; end: number } {
  const first = der[at + 1] ?? 0
  if (first < 0x80) return { content: at + 2, end: at + 2 + first }
  const digits = first & 0x7f
  const content = at + 2 + digits
  return { content, end: content + der.readUIntBE(at + 2, digits) }
}

/** Whether a certificate is in force at a moment (epoch milliseconds). */
export function isInForce(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo)
}

/** Whether `issuer` signed this certificate, and is one who may. */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
}

/** Whether a certificate goes back to one of the roots, through others that came with it; all in force at `now`. */
export function isTrusted(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  now: number,
): boolean {
  let at = certificate
  for (let links = 0; links < MAX_CHAIN; links++) {
    if (!isInForce(at, now)) return false
    const below = at
    if (roots.some((root) => isInForce(root, now) && isIssuedBy(below, root))) return true
    const issuer = others.find((other) => other.fingerprint256 !== below.fingerprint256 && isIssuedBy(below, other))
    if (!issuer) return false
    at = issuer
  }
  return false
}
