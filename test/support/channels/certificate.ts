import { generateKeyPairSync } from 'node:crypto'
import { makeCertificate } from '../../../sandbox/keys/certificate'

/** A platform certificate that is new to us, and the key that signs for it. */
export const NEW_SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E2'

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })

const name = [['CN', 'a new platform certificate']] as const

export const NEW_CERTIFICATE = makeCertificate({
  serial: Buffer.from(NEW_SERIAL, 'hex'),
  issuer: name,
  subject: name,
  subjectKey: keys.publicKey,
  issuerKey: keys.privateKey,
  notBefore: Date.parse('2026-01-01T00:00:00Z'),
  notAfter: Date.parse('2031-01-01T00:00:00Z'),
  authority: false,
})

export const newCertificateKey = keys.privateKey
