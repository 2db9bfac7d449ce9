import { type Case, HOUR, type MerchantView } from '../../../support/channels/contractRooms'

const YEAR_AND_A_DAY = 366 * 24 * HOUR

/** What time takes away (formats.md 1.7, 3.7). The market's clock is not set back afterwards. */
export function afterAYearCases(test: Case, merchant: MerchantView): void {
  test('a refund past the channel’s window is refused; the payment stays paid', async () => {
    const of = await merchant.paid()
    await merchant.market.pass(YEAR_AND_A_DAY)
    expect(await merchant.room.refund(merchant.refundOf(of, 100))).toMatchObject({ outcome: 'refused' })
    expect(await merchant.room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid' })
    expect(await merchant.truth(of)).toEqual([expect.objectContaining({ refundedFen: 0 })])
  })
}
