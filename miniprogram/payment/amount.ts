import { type Fen, fen, parseYuan } from '../../contract/money'

export type PartAmount =
  | { kind: 'good'; amount: Fen; rest: Fen }
  | { kind: 'not-an-amount' }
  | { kind: 'too-little' }
  | { kind: 'too-much' }

/**
 * Reads the amount (in yuan) of a part payment as it was typed, against the least and the most in fen. It is a hint for
 * the person who types: the server decides (M8).
 */
export function readPart(typed: string, leastFen: number, wholeFen: number): PartAmount {
  const amount = parseYuan(
    typed
      .replace(/[,，\s]/g, '')
      .replace(/[。．]/g, '.')
      .replace(/\.$/, ''),
  )
  if (amount === undefined) return { kind: 'not-an-amount' }
  if (amount <= 0 || amount < leastFen) return { kind: 'too-little' }
  if (amount > wholeFen) return { kind: 'too-much' }
  return { kind: 'good', amount, rest: fen(wholeFen - amount) }
}
