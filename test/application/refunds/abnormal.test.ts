import { createAfterSeason } from '../../../server/application/heatSettlement'
import type { RefundRoute } from '../../../server/domain/payment/refund'
import { afterSeasonPorts } from '../../../server/wiring/season'
import { maker } from '../../support/desk'
import { onEachEngine } from '../../support/engines'
import { done, refundStory, SEASON, SIGNED } from '../../support/refunds'
import { eventually } from '../../support/world'

onEachEngine('refunds that WeChat reports as abnormal', (newPlace) => {
  const {
    world,
    read,
    faults,
    work,
    balances,
    sound,
    paid,
    refundOf,
    asked,
    decided,
    payOut,
    abnormal,
    succeedsAfterAll,
  } = refundStory(newPlace)

  test('abnormal at WeChat → the channel gives it to another card of the payer’s, named by staff', async () => {
    const { household, payment, failed, retry } = await abnormal()
    expect(await retry({ route: 'payer-card', card: SIGNED })).toEqual({ refused: 'card-needed' })
    await decided(retry({ route: 'payer-card', card: SIGNED, bankType: 'ICBC_DEBIT' }))
    await eventually(
      () => refundOf(payment.id),
      ({ status }) => status === 'succeeded',
    )
    expect(await refundOf(payment.id)).toMatchObject({ route: 'payer-card', replaces: failed.refundNo })
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, 'clearing:wechat': 4_000 })
    await sound()
  })

  test('abnormal at WeChat → back to the company’s account; the payer is owed, paid by the bank', async () => {
    const { household, payment, failed, retry } = await abnormal()
    await decided(retry({ route: 'own-account' }))
    await eventually(
      () => refundOf(payment.id),
      ({ status }) => status === 'failed',
    )
    const back = await refundOf(payment.id)
    expect(back).toMatchObject({ route: 'own-account', replaces: failed.refundNo, owner: 'finance-desk' })
    expect(await balances(household.id)).toMatchObject({
      'refunds-payable': -6_000,
      'clearing:wechat': 4_000,
      bank: 6_000,
    })
    await sound()
    const retried = (route: RefundRoute) =>
      work().retryRefund('lanzhou', maker, { refundNo: back.refundNo, route, card: SIGNED })
    expect(await retried('original')).toEqual({ refused: 'route-not-open' })
    expect(await retried('own-account')).toEqual({ refused: 'route-not-open' })
    await decided(retried('bank-card'))
    await payOut()
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, 'clearing:wechat': 4_000, bank: 0 })
    await sound()
  })

  test('a channel that redirects nothing, and a refund that is not abnormal, have no such route', async () => {
    const { payment } = await paid()
    await faults({ refundClosed: { count: 1 } })
    await decided(asked(payment.id, 'original'))
    const closed = await eventually(
      () => refundOf(payment.id),
      ({ status }) => status === 'failed',
    )
    for (const route of ['payer-card', 'own-account'] as const) {
      const request = { refundNo: closed.refundNo, route, card: SIGNED, bankType: 'ICBC_DEBIT' }
      expect(await work().retryRefund('lanzhou', maker, request)).toEqual({ refused: 'route-not-open' })
    }
  })

  test('paid by one way: the abnormal refund succeeds while its card waits → the card is not paid', async () => {
    const { household, payment, failed, retry } = await abnormal()
    await decided(retry({ route: 'bank-card', card: SIGNED }))
    await succeedsAfterAll(failed.refundNo)
    await eventually(
      () => refundOf(payment.id),
      ({ status }) => status === 'succeeded',
    )
    expect(await read().refundCards.byNo((await refundOf(payment.id)).refundNo)).toMatchObject({ status: 'stopped' })
    const after = createAfterSeason(afterSeasonPorts(world().base)).desk
    expect(await after.proposePayout('lanzhou', maker, SEASON)).toEqual({ refused: 'nothing-to-pay-out' })
    expect(await balances(household.id)).toMatchObject({ 'refunds-payable': 0, 'clearing:wechat': 4_000 })
    await sound()
  })

  test('the abnormal refund succeeds after its card was paid → a work item, and nothing is booked', async () => {
    const { household, failed, retry } = await abnormal()
    await decided(retry({ route: 'bank-card', card: SIGNED }))
    await payOut()
    const before = await read().ledger.ofHousehold(household.id)
    await succeedsAfterAll(failed.refundNo)
    const strays = await eventually(
      async () => (await work().waiting('lanzhou')).strayRefunds.filter(({ refundNo }) => refundNo === failed.refundNo),
      ({ length }) => length > 0,
    )
    expect(strays).toMatchObject([
      { reasonName: '渠道已退，本系统又按别的方式处理过', amountFen: 6_000, owner: 'finance-desk' },
    ])
    expect(await read().ledger.ofHousehold(household.id)).toEqual(before)
    await sound()
  })

  test('the abnormal refund succeeds while the bank has its card → paid twice, somebody must look', async () => {
    const { household, failed, retry } = await abnormal()
    await decided(retry({ route: 'bank-card', card: SIGNED }))
    const after = createAfterSeason(afterSeasonPorts(world().base)).desk
    await decided(Promise.resolve(done(await after.proposePayout('lanzhou', maker, SEASON))))
    await succeedsAfterAll(failed.refundNo)
    await eventually(
      async () => (await work().waiting('lanzhou')).strayRefunds.filter(({ refundNo }) => refundNo === failed.refundNo),
      ({ length }) => length === 1,
    )
    const [batch] = (await read().payouts.batches('lanzhou', 0, 1)).rows
    expect(done(await after.exchangePayouts(maker, batch?.id ?? ''))).toMatchObject({ paid: 1 })
    expect(await balances(household.id)).toMatchObject({
      'refunds-payable': 0,
      'clearing:wechat': 10_000,
      bank: -6_000,
    })
    await sound()
  })
})
