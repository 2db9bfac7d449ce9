import { createHash, randomBytes } from 'node:crypto'
import type { SessionTokens } from '../../application/staffPort'

/** Opaque tokens of 256 bits of chance, kept as SHA-256. */
export const sessionTokens: SessionTokens = {
  newToken: () => randomBytes(32).toString('base64url'),
  hashOf: (token) => createHash('sha256').update(token).digest('hex'),
}
