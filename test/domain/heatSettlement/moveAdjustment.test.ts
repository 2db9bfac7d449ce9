import fc from 'fast-check'
import { moveAdjustment } from '../../../server/domain/heatSettlement/meterTest'

const money = fc.integer({ min: 0, max: 1_000_000 })

describe('where a settlement’s adjustment goes in the books', () => {
  test('BZ2: a refund of what was paid is owed; a top-up is billed', () => {
    const paid = { topUpUnpaidFen: 0, chargedFen: 220_000, unpaidFen: 0, payableFen: 0 }
    expect(moveAdjustment(-14_000, paid)).toMatchObject({ refundDueFen: 14_000, billLoweredFen: 0 })
    expect(moveAdjustment(22_000, paid)).toMatchObject({ topUpBilledFen: 22_000, refundTakenBackFen: 0 })
  })

  test('C6: what was not paid is lowered first, and only what was paid is given back', () => {
    const half = { topUpUnpaidFen: 0, chargedFen: 220_000, unpaidFen: 10_000, payableFen: 0 }
    expect(moveAdjustment(-14_000, half)).toMatchObject({ billLoweredFen: 10_000, refundDueFen: 4_000 })
    const nothing = { ...half, unpaidFen: 220_000 }
    expect(moveAdjustment(-14_000, nothing)).toMatchObject({ billLoweredFen: 14_000, refundDueFen: 0 })
  })

  test('BZ7: from a top-up to a mean refund: the unpaid top-up goes, the rest is owed', () => {
    const before = { topUpUnpaidFen: 20_000, chargedFen: 220_000, unpaidFen: 0, payableFen: 0 }
    expect(moveAdjustment(-29_000, before)).toMatchObject({ topUpLoweredFen: 20_000, refundDueFen: 9_000 })
  })

  test('no fen is lost or made: what moves is the change, and nothing goes below zero', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -500_000, max: 500_000 }),
        money,
        money,
        money,
        money,
        (change, topUp, charged, share, payable) => {
          const unpaidFen = Math.min(charged, share)
          const moves = moveAdjustment(change, {
            topUpUnpaidFen: topUp,
            chargedFen: charged,
            unpaidFen,
            payableFen: payable,
          })
          for (const part of Object.values(moves)) expect(part).toBeGreaterThanOrEqual(0)
          const { topUpLoweredFen, billLoweredFen, refundDueFen, refundTakenBackFen, topUpBilledFen } = moves
          const inFavour = topUpLoweredFen + billLoweredFen + refundDueFen
          expect(topUpLoweredFen).toBeLessThanOrEqual(topUp)
          expect(billLoweredFen).toBeLessThanOrEqual(unpaidFen)
          expect(refundDueFen).toBeLessThanOrEqual(charged - unpaidFen)
          expect(refundTakenBackFen).toBeLessThanOrEqual(payable)
          if (change > 0) expect([inFavour, refundTakenBackFen + topUpBilledFen]).toEqual([0, change])
          // A refund is whole, unless it would be more than the season charged.
          else expect(inFavour).toBe(Math.min(0 - change, topUp + charged))
        },
      ),
    )
  })
})
