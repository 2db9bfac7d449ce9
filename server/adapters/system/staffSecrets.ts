import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Secret, TOTP } from 'otpauth'
import type { Passwords, SecondFactor, SessionTokens } from '../../application/ports/staff'

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

const ISSUER = '热缴通'

const PERIOD_SECONDS = 30

const SECRET_BYTES = 20

const totpOf = (secret: string, label: string) =>
  new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(secret),
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
  })

/** RFC 6238 with the parameters that every authenticator app knows: SHA-1, 6 digits, 30 seconds. */
export const secondFactor: SecondFactor = {
  newSecret: () => new Secret({ size: SECRET_BYTES }).base32,
  enrolmentUrl: (secret, loginName) => totpOf(secret, loginName).toString(),
  codeAt: (secret, now) => totpOf(secret, 'staff').generate({ timestamp: now }),
  stepOf(secret, code, now) {
    if (!/^\d{6}$/.test(code)) return undefined
    const delta = totpOf(secret, 'staff').validate({ token: code, timestamp: now, window: 1 })
    return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_SECONDS) + delta
  },
}

/** Opaque tokens of 256 bits of chance, kept as SHA-256. */
export const sessionTokens: SessionTokens = {
  newToken: () => randomBytes(32).toString('base64url'),
  hashOf: (token) => createHash('sha256').update(token).digest('hex'),
}
