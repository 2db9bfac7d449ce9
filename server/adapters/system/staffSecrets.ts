import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { type ZxcvbnFactory as Estimator, ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common'
import { Secret, TOTP } from 'otpauth'
import type { Passwords, SecondFactor, SessionTokens } from '../../application/ports/staff'

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane; about 30 ms. The library's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const ONE_TIME_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** zxcvbn's highest score: more than 10^10 guesses by who knows the common passwords, names, dates and keyboards. */
const HARD = 4

/** Passwords hashed with argon2id, and estimated with zxcvbn and its list of common ones. */
export function createPasswords(): Passwords {
  // Verified against when there is no such person, so that the answer takes as long.
  const nobody = hash(randomBytes(24).toString('base64'), COST)
  let estimator: Estimator | undefined
  return {
    isEasy(password, ownWords) {
      // Unpacking its words takes a while: only where somebody chooses a password.
      estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
      return estimator.check(password, [...ownWords, 'heatpay', '热缴通']).score < HARD
    },
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
