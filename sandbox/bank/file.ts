import { encode } from 'iconv-lite'
import { dayEnd } from '../beijingTime'
import type { BankPayment } from '../store/bankPayments'
import type { Merchant, World } from '../world'
import { BANK_LAYOUTS, type BankLayout, collectionText } from './layouts'

export interface BankFile {
  name: string
  bytes: Buffer
}

/** The first byte of a character with a digit where its second should be: no decoder of GBK or GB18030 can read it. */
const NOT_GBK = Buffer.from([0x81, 0x30])

/**
 * Takes a merchant, a bank and a civil day; gives the day's file in GBK, or undefined while the day is not over (or the file is
 * late), or where the sandbox does not play that bank. A day without payments has a file, too.
 */
export function bankFile(world: World, merchant: Merchant, bank: string, day: string): BankFile | undefined {
  const { faults, store, clock } = world
  const place = { company: merchant.id }
  const layout = BANK_LAYOUTS[bank]
  if (!layout || clock.now() < dayEnd(day) || faults.strikes('bankFileLate', place)) return undefined
  const payments = store.bankPayments.of(merchant.id, bank, day)
  const about = { company: merchant.name, day }
  const text = collectionText(layout, payments, about, {
    moreFen: faults.strikes('bankTotalWrong', place) ? 1 : 0,
    print: misprinted(world, merchant, layout, payments.length),
  })
  const bytes = encode(text, 'gbk')
  const name = layout.name(merchant.name, day)
  if (!faults.strikes('bankByteBroken', place)) return { name, bytes }
  // Near the end, in the partner bank's file into an empty field of the last line, so that nothing else is wrong with it.
  const at = bytes.length - 4
  return { name, bytes: Buffer.concat([bytes.subarray(0, at), NOT_GBK, bytes.subarray(at)]) }
}

/** How payments are printed: one line each, but for one seeded payment under a fault. */
function misprinted(
  { faults }: World,
  merchant: Merchant,
  { line, short }: BankLayout,
  count: number,
): (payment: BankPayment, index: number) => string[] {
  const name = (['bankRowDoubled', 'bankRowShort'] as const).find((fault) =>
    faults.strikes(fault, { company: merchant.id }),
  )
  const target = name ? Math.floor(faults.chance(name) * count) : -1
  return (payment, index) => {
    const printed = line(payment)
    if (index !== target) return [printed]
    return name === 'bankRowDoubled' ? [printed, printed] : [short(printed)]
  }
}
