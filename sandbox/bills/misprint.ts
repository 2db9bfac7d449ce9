import type { FaultName } from '../faults/catalogue'
import type { Place, Switchboard } from '../faults/switchboard'
import type { BillRow } from './dayRows'

/** What is printed for a row: normally itself. Totals are always those of the true rows, so that a misprint shows. */
export type Printed = (row: BillRow, index: number) => BillRow[]

export const truthful: Printed = (row) => [row]

/** The misprint that faults call for, on one seeded row of `count`. */
export function misprint(faults: Switchboard, place: Place, count: number): Printed {
  const struck = (['billAmountOff', 'billRowMissing', 'billRowDoubled'] as const).filter((name) =>
    faults.strikes(name, place),
  )
  if (struck.length === 0) return truthful
  const targets = new Map<number, FaultName>(struck.map((name) => [Math.floor(faults.chance(name) * count), name]))
  return (row, index) => {
    switch (targets.get(index)) {
      case 'billRowMissing':
        return []
      case 'billRowDoubled':
        return [row, row]
      case 'billAmountOff':
        return [row.refund ? { ...row, refund: oneFenMore(row.refund) } : { ...row, order: paidOneFenMore(row.order) }]
      default:
        return [row]
    }
  }
}

const oneFenMore = <T extends { amountFen: number }>(refund: T): T => ({ ...refund, amountFen: refund.amountFen + 1 })
const paidOneFenMore = <T extends { paidFen: number | null }>(order: T): T => ({
  ...order,
  paidFen: (order.paidFen ?? 0) + 1,
})
