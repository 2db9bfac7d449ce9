import { postFees } from '../../../server/application/bankMatching/fees'
import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, NEXT_DAY, NOON, onEachDifferenceStory } from '../../support/resolutions'

onEachDifferenceStory('a fee beyond its rate', (story) => {
  test('a fee beyond its rate is accepted, or claimed once the day’s fees are in the books', async () => {
    const { ports, desk, read, paid } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const fee = { milliFen: 500_000, ratePpm: 2000, onFen: 223_325 }
    const rows = [paymentRow({ key: transactionId, orderNo, amountFen: 223_325, fee }, DAY)]
    const [item] = await desk.reconcile(DAY, rows)
    expect(item).toMatchObject({ kind: 'fee', ourFen: 447, theirFen: 500 })
    expect(await desk.approve(await desk.propose(item?.id ?? '', 'claim-fee'))).toEqual({ refused: 'fee-not-booked' })
    await desk.approvals.reject(
      { id: 'S-CHECKER', loginName: 'checker', company: '*' },
      (await read().differences.openProposals(COMPANY, [item?.id ?? ''])).get(item?.id ?? '') ?? '',
      '先入账',
    )
    await desk.resolve(item?.id ?? '', 'accept-fee')
    expect(await desk.entries()).toEqual([])
    expect(await desk.reconcile(DAY, rows)).toEqual([])
  })

  test('a fee beyond its rate is claimed from the channel: the excess, once', async () => {
    const { ports, desk, paid } = story()
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const fee = { milliFen: 500_000, ratePpm: 2000, onFen: 223_325 }
    const [item] = await desk.reconcile(DAY, [
      paymentRow({ key: transactionId, orderNo, amountFen: 223_325, fee }, DAY),
    ])
    const day = { company: COMPANY, channel: 'wechat', bill: 'trade', date: DAY } as const
    const file = { ...day, id: 'F1', digest: 'd'.repeat(64), version: 1, status: 'imported', path: 'x' } as const
    const came = { source: 'cli', receivedBy: 'li', fileName: 'x.csv', faultLine: null, faultText: null } as const
    await ports.database.transaction(async (store) => {
      const kept = { ...file, ...came, rowCount: 1, totalFen: 223_325, reason: null, receivedAt: NOON }
      await store.channelFiles.insert(kept)
      await postFees(store, kept, 500_000, ports)
    })
    await desk.entries()
    const id = item?.id ?? ''
    await desk.resolve(id, 'claim-fee')
    expect(await desk.entries()).toEqual(['fee-claimed channel-claims channel-fees 53'])
    await desk.differences.reopen(COMPANY, { id: 'S-MAKER', loginName: 'maker' }, id, '再看一次')
    expect(await desk.approve(await desk.propose(id, 'claim-fee'))).toEqual({ refused: 'books-changed' })
    expect(await desk.entries()).toEqual([])
  })
})
