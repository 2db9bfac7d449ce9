import { createPublicKey, type KeyObject, type X509Certificate } from 'node:crypto'
import { certificateSn, certificatesOf, isInForce, isTrusted } from './certificates'
import type { AlipayOptions } from './options'

/** The keys by which Alipay may sign. */
export interface AlipayKeys {
  /**
   * Takes the number of the certificate that a message names as its signer's; gives the keys to try. In key mode there is
   * one, and no number. In certificate mode it is that certificate's, or none; a message that names none may be any's.
   */
  keysFor(sn: string | undefined): readonly KeyObject[]
}

export interface GrowingKeys extends AlipayKeys {
  /**
   * Takes the number of a new certificate and its PEM text as the gateway gave it, with those between it and the root. Gives
   * whether it is what was asked for and goes back to our root: only then is it known from now on.
   */
  adopt(sn: string, pem: string): boolean
}

/** Builds the ring from what was configured. Throws when a PEM text is none, or certificate mode has no certificate. */
export function createKeys(options: Pick<AlipayOptions, 'trust' | 'clock'>): GrowingKeys {
  const { trust, clock } = options
  if (trust.mode === 'key') {
    const keys = [createPublicKey(trust.alipayPublicKey)]
    return { keysFor: () => keys, adopt: () => false }
  }
  const roots = certificatesOf(trust.rootCertificates)
  const known = new Map<string, X509Certificate>()
  for (const certificate of certificatesOf(trust.alipayCertificates)) {
    if (!certificate.ca) known.set(certificateSn(certificate), certificate)
  }
  if (known.size === 0 || roots.length === 0)
    throw new Error('certificate mode needs Alipay’s certificate and the root')
  return {
    keysFor(sn) {
      const now = clock()
      const named = sn === undefined ? [...known.values()] : [known.get(sn)]
      return named.flatMap((certificate) => (certificate && isInForce(certificate, now) ? [certificate.publicKey] : []))
    },
    adopt(sn, pem) {
      const sent = readable(pem)
      const certificate = sent.find((one) => certificateSn(one) === sn)
      if (!certificate || certificate.ca || !isTrusted(certificate, sent, roots, clock())) return false
      known.set(sn, certificate)
      return true
    },
  }
}

function readable(pem: string): X509Certificate[] {
  try {
    return certificatesOf(pem)
  } catch {
    // No certificate: an expected outcome of reading what another has sent.
    return []
  }
}
