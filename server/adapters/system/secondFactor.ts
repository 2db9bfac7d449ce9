import { Secret, TOTP } from 'otpauth'
import type { SecondFactor } from '../../application/staffPort'

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
