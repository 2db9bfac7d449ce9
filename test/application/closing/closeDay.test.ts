import { isRefusal } from '../../../server/application/common/refusal'
import { pay } from '../../support/books'
import { COMPANY, DAY, NEXT, onEachClosingStory } from '../../support/closing'
import { checker } from '../../support/desk'
import { paymentRow } from '../../support/differences'

onEachClosingStory('what keeps a day open', (story) => {
  test('each thing that keeps a day open is named, and goes away', async () => {
    const { ports, desk, homes, broken, rows, close } = story()
    const blocks = async (date = DAY) => (await desk.closings.state(COMPANY, date)).blocks.map(({ block }) => block)
    expect(await blocks()).toEqual(['not-over'])
    ports.clock.set(NEXT)
    expect(await blocks()).toEqual(['not-reconciled'])
    expect(await close(DAY)).toMatchObject({
      refused: 'day-not-ready',
      facts: { blocks: expect.stringContaining('尚未对账') },
    })

    const [item] = await desk.reconcile(DAY, [])
    expect(await blocks()).toEqual(['open-differences'])
    const proposal = await desk.propose(item?.id ?? '', 'take-back-payment')
    // It waits for a second person now, and is not counted twice.
    expect(await blocks()).toEqual(['awaiting-approval'])
    if (isRefusal(proposal)) throw new Error(proposal.refused)
    await desk.approvals.reject(checker, proposal.id, '再等等')
    await desk.reconcile(DAY, rows())
    expect(await blocks()).toEqual([])

    const other = await pay(ports, { householdId: homes.second, amountFen: 100 })
    ports.clock.set('2026-11-22')
    await desk.reconcile(NEXT, [paymentRow({ key: `42000${other}`, orderNo: other, amountFen: 100 }, NEXT)])
    expect(await blocks(NEXT)).toEqual(['earlier-day-open'])
    expect(await close(NEXT)).toMatchObject({
      refused: 'day-not-ready',
      facts: { blocks: expect.stringContaining(DAY) },
    })
    await close(DAY)
    expect(await blocks()).toEqual(['already-closed'])
    expect(await blocks(NEXT)).toEqual([])
    expect(await close(DAY)).toMatchObject({ refused: 'day-closed' })
    expect(await broken()).toEqual([])
  })

  test('a quarantined file after the last run, or a re-send that waits, keeps the day open', async () => {
    const { ports, desk, rows } = story()
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, rows())
    const file = {
      company: COMPANY,
      channel: 'wechat',
      bill: 'trade',
      date: DAY,
      path: 'x',
      rowCount: 0,
      totalFen: 0,
      reason: '文件没有读完',
      source: 'cli',
      receivedBy: 'li',
      fileName: 'x.csv',
      faultLine: null,
      faultText: null,
    } as const
    const keep = (id: string, status: 'quarantined' | 'awaiting', receivedAt: number) =>
      ports.database.transaction((store) =>
        store.channelFiles.insert({ ...file, id, digest: id.padEnd(64, '0'), version: null, status, receivedAt }),
      )
    const blocks = async () => (await desk.closings.state(COMPANY, DAY)).blocks.map(({ block }) => block)
    await keep('F1', 'quarantined', ports.clock.now() - 1000)
    expect(await blocks()).toEqual([])
    await keep('F2', 'quarantined', ports.clock.now() + 1000)
    await keep('F3', 'awaiting', ports.clock.now() + 1000)
    expect(await blocks()).toEqual(['quarantined', 'awaiting-approval'])
  })

  test('a file in force that the day was not reconciled with wants that, and nobody’s approval', async () => {
    const { ports, desk, rows } = story()
    ports.clock.set(NEXT)
    const file = {
      ...({ company: COMPANY, channel: 'wechat', bill: 'trade', date: DAY } as const),
      ...{ path: 'x', rowCount: 1, totalFen: 1 },
      ...{ reason: null, receivedBy: 'li', fileName: 'x.csv', faultLine: null, faultText: null },
      ...{ id: 'F1', digest: 'F1'.padEnd(64, '0'), version: 1, receivedAt: ports.clock.now() },
    } as const
    await ports.database.transaction((store) =>
      store.channelFiles.insert({ ...file, status: 'imported', source: 'cli' }),
    )
    const told = async () => (await desk.closings.state(COMPANY, DAY)).blocks.map(({ block, says }) => [block, says])
    expect(await told()).toEqual([['not-reconciled', '微信支付：尚未对账，请先对账']])
    // A run with another file, or with none, is not a run with this one.
    await desk.reconcile(DAY, rows())
    expect((await told()).map(([block]) => block)).toEqual(['not-reconciled'])
  })

  test('a row at the day’s cut waits until T+2 and does not keep the day open; after that it does', async () => {
    const { ports, desk } = story()
    const { writer } = ports.database
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, [])
    await writer.query("UPDATE differences SET kind = 'carried-over'")
    const state = async () => {
      const { blocks, channels } = await desk.closings.state(COMPANY, DAY)
      return { blocks: blocks.map(({ block }) => block), waiting: channels[0]?.waiting, open: channels[0]?.open }
    }
    ports.clock.set('2026-11-22')
    expect(await state()).toEqual({ blocks: [], waiting: 1, open: 0 })
    ports.clock.set('2026-11-23')
    expect(await state()).toEqual({ blocks: ['open-differences'], waiting: 0, open: 1 })
    const [row] = (await desk.differences.list({ company: COMPANY }, 0, 1)).rows
    expect(row?.suggestion?.resolution).toBe('take-back-payment')
  })

  test('of two who close at once one does', async () => {
    const { ports, desk, broken, rows, close } = story()
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, rows())
    const outcomes = await Promise.all([close(DAY), close(DAY)])
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1)
    expect((await desk.closings.list(COMPANY, 0, 10)).total).toBe(1)
    expect(await broken()).toEqual([])
  })
})
