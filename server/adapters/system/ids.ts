import { randomBytes } from 'node:crypto'
import { userInfo } from 'node:os'
import type { Clock, Ids } from '../../application/ports/system'

/** Crockford's base 32: no I, L, O, U to be misread over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Chance is drawn from the system in portions: a draw for each name costs more than all the rest of it. */
const PORTION = 4096
let portion = Buffer.alloc(0)
let drawn = 0

function chance(length: number): string {
  if (drawn + length > portion.length) {
    portion = randomBytes(PORTION)
    drawn = 0
  }
  let text = ''
  for (const byte of portion.subarray(drawn, drawn + length)) text += ALPHABET[byte % 32]
  drawn += length
  return text
}

function timeText(epochMs: number): string {
  let rest = epochMs
  let text = ''
  for (let digit = 0; digit < 10; digit++) {
    text = `${ALPHABET[rest % 32]}${text}`
    rest = Math.floor(rest / 32)
  }
  return text
}

const numbered = (prefix: string, today: string) => `${prefix}${today.slice(2).replaceAll('-', '')}${chance(10)}`

/** ULIDs (time first, then chance) and order numbers such as HP261121K3V9Q2M7XA. */
export function randomIds(clock: Clock): Ids {
  return {
    next: () => timeText(clock.now()) + chance(16),
    orderNo: (today) => numbered('HP', today),
    refundNo: (today) => numbered('RF', today),
  }
}

/** 32 letters and digits, never the same twice: for signatures' nonces. */
export const newNonce = (): string => randomBytes(16).toString('hex')

/** A few letters that keep two writers' drafts of one file apart. */
export const newSuffix = (): string => randomBytes(6).toString('hex')

/** Who runs this process, by the machine's own name for him; `system` where the machine has none. */
export function operatorName(): string {
  try {
    return userInfo().username.slice(0, 64) || 'system'
  } catch {
    return 'system'
  }
}
