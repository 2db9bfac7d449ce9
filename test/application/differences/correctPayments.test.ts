import { pay } from '../../support/books'
import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, NEXT_DAY, NOON, onEachDifferenceStory } from '../../support/resolutions'

onEachDifferenceStory('a payment of which the channel has another amount, or nothing', (story) => {
  test('a payment that the channel knows is not taken back; an unknown one is, and is owed again', async () => {
    const { ports, desk, paid, owed } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const [item] = await desk.reconcile(DAY, [])
    if (!item) throw new Error('no difference')
    expect(item.kind).toBe('ours-only')
    desk.channel.paid(transactionId, orderNo, 223_325, NOON)
    expect(await desk.propose(item.id, 'take-back-payment')).toEqual({ refused: 'channel-knows-it' })
    expect(await owed()).toBe(0)

    desk.channel.payments.clear()
    await desk.resolve(item.id, 'take-back-payment')
    expect(await desk.entries()).toEqual(['payment-corrected receivable clearing:wechat 223325'])
    expect(await owed()).toBe(223_325)
    expect(await desk.reconcile(DAY, [])).toEqual([])
  })

  test('money in suspense that the channel never had leaves suspense, and its work item ends', async () => {
    const { ports, desk, homes, read } = story()
    await pay(ports, { householdId: homes.first, amountFen: 223_325, saysFen: 100 })
    await desk.entries()
    ports.clock.set(NEXT_DAY)
    const [item] = await desk.reconcile(DAY, [])
    await desk.resolve(item?.id ?? '', 'take-back-payment')
    expect(await desk.entries()).toEqual(['payment-corrected suspense clearing:wechat 100'])
    expect(await read().suspense.open(COMPANY)).toEqual([])
  })

  test('the channel’s amount stands: too much waits in suspense, too little is owed again', async () => {
    const { ports, desk, read, paid } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const row = (amountFen: number) => [paymentRow({ key: transactionId, orderNo, amountFen }, DAY)]
    const [more] = await desk.reconcile(DAY, row(223_400))
    expect(more).toMatchObject({ kind: 'amount', ourFen: 223_325, theirFen: 223_400 })
    desk.channel.paid(transactionId, orderNo, 223_325, NOON)
    expect(await desk.propose(more?.id ?? '', 'correct-amount')).toMatchObject({ refused: 'channel-says-ours' })
    desk.channel.paid(transactionId, orderNo, 223_400, NOON)
    await desk.resolve(more?.id ?? '', 'correct-amount')
    expect(await desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 75'])
    expect(await read().suspense.open(COMPANY)).toMatchObject([{ reason: 'channel-excess', amountFen: 75 }])
    expect(await desk.reconcile(DAY, row(223_400))).toEqual([])
  })

  test('the channel took less: the shortfall is taken back from the household', async () => {
    const { ports, desk, paid, owed } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const less = [paymentRow({ key: transactionId, orderNo, amountFen: 223_000 }, DAY)]
    const [item] = await desk.reconcile(DAY, less)
    desk.channel.paid(transactionId, orderNo, 223_000, NOON)
    await desk.resolve(item?.id ?? '', 'correct-amount')
    expect(await desk.entries()).toEqual(['payment-corrected receivable clearing:wechat 325'])
    expect(await owed()).toBe(325)
    expect(await desk.reconcile(DAY, less)).toEqual([])
  })

  test('a row that is there twice moves no money: a person’s word is enough, and it stays', async () => {
    const { ports, desk, paid } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const row = paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY)
    const [item] = await desk.reconcile(DAY, [row, { ...row, line: 99 }])
    expect(item?.kind).toBe('duplicate-row')
    await desk.resolve(item?.id ?? '', 'acknowledge')
    expect(await desk.entries()).toEqual([])
    expect(await desk.reconcile(DAY, [row, { ...row, line: 99 }])).toEqual([])
  })
})
