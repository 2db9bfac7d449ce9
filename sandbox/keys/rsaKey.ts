import { generateKeyPairSync } from 'node:crypto'

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
