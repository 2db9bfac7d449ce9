import { encode } from 'iconv-lite'
import { dayEnd } from '../beijingTime'
import type { BankPayment } from '../store/bankPayments'
import type { Merchant, World } from '../world'
import { collectionFile, collectionLine } from './collectionFile'

export interface BankFile {
  /** `<公司名称><yyyyMMdd>.txt` */
  name: string
  bytes: Buffer
}

/** The first byte of a character with a digit where its second should be: no decoder of GBK or GB18030 can read it. */
const NOT_GBK = Buffer.from([0x81, 0x30])

/** Takes a merchant and a civil day; gives the day's file in GBK, or undefined while the day is not over (or the file is late). */
export function bankFile(world: World, merchant: Merchant, day: string): BankFile | undefined {
  const { faults, store, clock } = world
  const place = { company: merchant.id }
  if (clock.now() < dayEnd(day) || faults.strikes('bankFileLate', place)) return undefined
  const payments = store.bankPayments.of(merchant.id, day)
  const text = collectionFile(payments, {
    company: merchant.name,
    day,
    moreFen: faults.strikes('bankTotalWrong', place) ? 1 : 0,
    lines: misprinted(world, merchant, payments.length),
  })
  const bytes = encode([...text].join(''), 'gbk')
  const name = `${merchant.name}${day.replaceAll('-', '')}.txt`
  if (!faults.strikes('bankByteBroken', place)) return { name, bytes }
  // Into an empty field of the last line, so that nothing else is wrong with it.
  const at = bytes.length - 4
  return { name, bytes: Buffer.concat([bytes.subarray(0, at), NOT_GBK, bytes.subarray(at)]) }
}

/** How payments are printed: one line each, but for one seeded payment under a fault. */
function misprinted(
  { faults }: World,
  merchant: Merchant,
  count: number,
): (payment: BankPayment, index: number) => string[] {
  const name = (['bankRowDoubled', 'bankRowShort'] as const).find((fault) =>
    faults.strikes(fault, { company: merchant.id }),
  )
  const target = name ? Math.floor(faults.chance(name) * count) : -1
  return (payment, index) => {
    const line = collectionLine(payment)
    if (index !== target) return [line]
    return name === 'bankRowDoubled' ? [line, line] : [line.replace(/(\|)\|+\n$/, '$1\n')]
  }
}
