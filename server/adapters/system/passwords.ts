import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Passwords } from '../../application/staffPort'

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane; about 30 ms. The library's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const ONE_TIME_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Passwords hashed with argon2id. */
export function createPasswords(): Passwords {
  // Verified against when there is no such person, so that the answer takes as long.
  const nobody = hash(randomBytes(24).toString('base64'), COST)
  return {
    hash: (password) => hash(password, COST),
    async verify(hashed, password) {
      const right = await verify(hashed ?? (await nobody), password)
      return right && hashed !== undefined
    },
    oneTime() {
      const signs = [...randomBytes(16)].map((byte) => ONE_TIME_SIGNS[byte % ONE_TIME_SIGNS.length])
      return signs.join('').replace(/(.{4})(?=.)/g, '$1-')
    },
  }
}
