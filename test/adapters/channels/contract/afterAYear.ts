import { type Case, HOUR, type RehearsalVerbs } from '../../../support/channels/contractRooms'

const YEAR_AND_A_DAY = 366 * 24 * HOUR

/** What time takes away (formats.md 1.7, 3.7). The market's clock is not set back afterwards. */
export function afterAYearCases(test: Case, stage: RehearsalVerbs): void {
  test('a refund past the channel’s window is refused; the payment stays paid', async () => {
    const of = await stage.paid()
    await stage.market.pass(YEAR_AND_A_DAY)
    expect(await stage.room.refund(stage.refundOf(of, 100))).toMatchObject({ outcome: 'refused' })
    expect(await stage.room.queryOrder(of.orderNo)).toMatchObject({ outcome: 'paid' })
    expect(await stage.truth(of)).toEqual([expect.objectContaining({ refundedFen: 0 })])
  })
}
