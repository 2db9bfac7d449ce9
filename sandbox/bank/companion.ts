import { createHash } from 'node:crypto'
import type { Merchant, World } from '../world'
import { type BankFile, bankFile } from './file'
import { BANK_LAYOUTS } from './layouts'

/** The files as they were handed out last, so that a digest is of the very bytes that somebody has. */
const handedOut = new WeakMap<World, Map<string, BankFile>>()

const keyOf = (merchant: Merchant, bank: string, day: string) => `${merchant.id} ${bank} ${day}`

/** A bank's file of a day as bankFile gives it, remembered for its companion. */
export function handOut(world: World, merchant: Merchant, bank: string, day: string): BankFile | undefined {
  const file = bankFile(world, merchant, bank, day)
  const files = handedOut.get(world) ?? new Map<string, BankFile>()
  handedOut.set(world, files)
  if (file) files.set(keyOf(merchant, bank, day), file)
  return file
}

/**
 * The second file by which a bank says that a day's file is whole: its MD5 and its name, as `md5sum` prints them (formats.md 5.0).
 * `none`: this bank sends no such file; `not-ready`: it, or the file itself, has not come.
 */
export function companionFile(
  world: World,
  merchant: Merchant,
  bank: string,
  day: string,
): BankFile | 'none' | 'not-ready' {
  const ending = BANK_LAYOUTS[bank]?.companion
  if (ending === undefined) return 'none'
  const file = handedOut.get(world)?.get(keyOf(merchant, bank, day)) ?? handOut(world, merchant, bank, day)
  if (!file || world.faults.strikes('bankFlagMissing', { company: merchant.id })) return 'not-ready'
  const digest = createHash('md5').update(file.bytes).digest('hex')
  return { name: `${file.name}.${ending}`, bytes: Buffer.from(`${digest}  ${file.name}\n`) }
}
