import { isRefusal } from '../../../server/application/common/refusal'
import type { CardGiven } from '../../../server/application/refunds/cardGiven'
import { shownPayload } from '../../../server/domain/approval/approval'
import { checker, desk, maker } from '../../support/desk'
import { onEachEngine } from '../../support/engines'
import { CARD, done, refundStory, SIGNED } from '../../support/refunds'
import { later } from '../../support/staff'
import { eventually } from '../../support/world'

onEachEngine('refunds that cannot go back the way they came', (newPlace) => {
  const { world, read, faults, work, balances, sound, paid, refundOf, asked, decided, payOut } = refundStory(newPlace)

  test('Older than the channel’s window (1 year for WeChat) → other route (bank card, next season)', async () => {
    const { household, payment } = await paid({ paidOn: '2025-11-20' })
    expect(await asked(payment.id, 'original')).toEqual({ refused: 'refund-window-over' })
    expect(await asked(payment.id, 'bank-card')).toEqual({ refused: 'card-needed' })
    expect(await asked(payment.id, 'bank-card', { from: 'registered' })).toEqual({ refused: 'card-needed' })

    const proposal = done(await asked(payment.id, 'bank-card', SIGNED))
    expect(proposal.summary).toContain('6217****0012')
    expect(proposal.summary).not.toContain(CARD)
    expect(JSON.stringify(shownPayload(proposal.payload))).not.toContain(CARD)
    const [row] = await world().base.database.writer.query(`SELECT payload FROM approvals WHERE id = '${proposal.id}'`)
    expect(row.payload).not.toMatch(/6217|paymentId/)
    await decided(Promise.resolve(proposal))
    const cards: { bank_card: string }[] = await world().base.database.writer.query(
      'SELECT bank_card FROM refund_cards',
    )
    expect(cards.some(({ bank_card }) => bank_card.includes(CARD))).toBe(false)
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': -6_000, 'clearing:wechat': 10_000 })

    const { file, exchanged } = await payOut()
    expect(file.content.toString('latin1')).toContain(`|${CARD}|`)
    expect(exchanged).toMatchObject({ outcome: 'imported', paid: 1, failed: 0 })
    expect(await refundOf(payment.id)).toMatchObject({ status: 'succeeded', route: 'bank-card', succeededOn: null })
    expect(await balances(household.id)).toMatchObject({
      'refunds-payable': 0,
      bank: -6_000,
      'clearing:wechat': 10_000,
    })
    // It is none of the channel's: its day's bill is not expected to show it.
    const day = { company: 'lanzhou', channel: 'wechat', bill: 'trade', date: world().base.clock.today() } as const
    const shown = await read().reconciliation.oursBetween(day, 0, Number.MAX_SAFE_INTEGER)
    expect(shown.map(({ key }) => key)).not.toContain((await refundOf(payment.id)).refundNo)
    await sound()
  })

  test('within the window a refund goes back the way it came, and to no card', async () => {
    const { payment } = await paid()
    expect(await asked(payment.id, 'bank-card', SIGNED)).toEqual({ refused: 'route-not-open' })
  })

  test('a card that the bank does not know as its holder’s is refused before anybody is asked', async () => {
    const { payment } = await paid({ paidOn: '2025-11-20', bankCard: CARD })
    await faults({ cardNameDiffers: { count: 1 } })
    expect(await asked(payment.id, 'bank-card', SIGNED)).toMatchObject({ refused: 'card-refused' })
    await faults({ cardCheckDown: { count: 1 } })
    expect(await asked(payment.id, 'bank-card', SIGNED)).toEqual({ refused: 'bank-unreachable' })
    expect(await asked(payment.id, 'bank-card', { ...SIGNED, bankCard: '12345' })).toEqual({ refused: 'bad-bank-card' })
    expect(await asked(payment.id, 'bank-card', { ...SIGNED, owner: '张|三' })).toMatchObject({
      refused: 'file-refused',
    })
    expect(done(await asked(payment.id, 'bank-card', { from: 'registered' })).summary).toContain(
      '户名 张建国，合作银行',
    )
  })

  test('the bank could not pay → a work item, still owed; another card makes it good, once', async () => {
    const { household, payment } = await paid({ paidOn: '2025-11-20' })
    await decided(asked(payment.id, 'bank-card', SIGNED))
    await faults({ payoutFails: { count: 1 } })
    expect((await payOut()).exchanged).toMatchObject({ paid: 0, failed: 1 })
    const failed = await refundOf(payment.id)
    expect(failed).toMatchObject({ status: 'failed', owner: 'finance-desk' })
    expect((await balances(household.id))['refunds-payable']).toBe(-6_000)
    expect((await work().waiting('lanzhou')).failedRefunds.map(({ refundNo }) => refundNo)).toContain(failed.refundNo)
    await sound()

    const other = { ...SIGNED, bankCard: '6222020200000000006' }
    const again = () =>
      work().retryRefund('lanzhou', maker, { refundNo: failed.refundNo, route: 'bank-card', card: other })
    expect(await work().retryRefund('lanzhou', maker, { refundNo: failed.refundNo, route: 'original' })).toEqual({
      refused: 'refund-window-over',
    })
    const proposal = done(await again())
    // Two people approve at once: one route, once.
    const approve = (id: string) =>
      desk(world().base).approvals.approve({ ...checker, id }, proposal.id, { payloadHash: proposal.payloadHash })
    const outcomes = await Promise.all([approve('S-ONE'), approve('S-TWO')])
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1)
    expect(await again()).toEqual({ refused: 'already-resolved' })
    expect((await payOut()).batch).toMatchObject({ bank: 'other', count: 1, totalFen: 6_000 })
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, bank: -6_000 })
    await sound()
  })

  test('paid, and returned days later (退汇) → owed again with a work item, and kept as credit', async () => {
    const { household, payment } = await paid({ paidOn: '2025-11-20' })
    await decided(asked(payment.id, 'bank-card', SIGNED))
    await faults({ payoutReturns: { count: 1 } })
    const { exchange, exchanged } = await payOut()
    expect(exchanged).toMatchObject({ paid: 1, returned: 0 })
    await later(world(), 3 * 86_400_000)
    expect(await exchange()).toMatchObject({ returned: 1 })
    expect(await exchange()).toMatchObject({ returned: 0 })
    const returned = await refundOf(payment.id)
    expect(returned).toMatchObject({ status: 'failed', owner: 'finance-desk' })
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': -6_000, bank: 0 })
    await sound()
    await decided(work().retryRefund('lanzhou', maker, { refundNo: returned.refundNo, route: 'next-season' }))
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, 'household-credit': -6_000 })
    await sound()
  })

  test('suspense that its channel cannot refund → to a card, by two; not while its way is open', async () => {
    const { body } = await world().sandboxCall<{ order: { orderNo: string } }>('POST', '/sandbox/api/strays', {
      channel: 'wechat',
      company: 'lanzhou',
      amountFen: 700,
    })
    const item = await eventually(
      async () =>
        (await world().base.database.read.suspense.open('lanzhou')).find(({ amountFen }) => amountFen === 700),
      (found) => found !== undefined,
    )
    const exit = (card?: CardGiven) =>
      work().resolveSuspense('lanzhou', maker, { itemId: item?.id ?? '', exit: 'refund-original-route', card })
    expect(body.order.orderNo).toMatch(/./)
    expect(await exit(SIGNED)).toEqual({ refused: 'route-not-open' })
    await world().base.database.bulk((runner) =>
      runner.query(`UPDATE payments SET paid_on = '2025-11-20' WHERE id = '${item?.paymentId}'`),
    )
    expect(await exit({ from: 'registered' })).toEqual({ refused: 'card-needed' })
    await decided(exit(SIGNED))
    expect((await payOut()).exchanged).toMatchObject({ paid: 1 })
    expect(await refundOf(item?.paymentId ?? '')).toMatchObject({
      status: 'succeeded',
      route: 'bank-card',
      amountFen: 700,
    })
    await sound()
  })

  test('a registered card is put right by two people; what is kept of the proposal names no card', async () => {
    const { household, payment } = await paid({ paidOn: '2025-11-20' })
    const correct = (bankCard: string) =>
      work().correctBankCard('lanzhou', maker, { userCode: household.userCode, bankCard, paper: '更正申请 8' })
    expect(await correct('12ab')).toEqual({ refused: 'bad-bank-card' })
    const proposal = done(await correct('6217 0000 0000 0000 012'))
    expect(proposal.summary).toContain('由 没有登记 更正为 6217****0012')
    expect((await read().households.byId(household.id))?.bankCard).toBeNull()
    await decided(Promise.resolve(proposal))
    expect((await read().households.byId(household.id))?.bankCard).toBe(CARD)
    expect(await correct(CARD)).toEqual({ refused: 'nothing-changed' })
    expect(done(await asked(payment.id, 'bank-card', { from: 'registered' })).summary).toContain('6217****0012')
  })
})
