import { isRefusal } from '../../../server/application/common/refusal'
import { createRecordRun } from '../../../server/application/runs/recordRun'
import { addDays } from '../../../server/domain/calendar/civilDate'
import type { Difference } from '../../../server/domain/reconciliation/run'
import { checker, maker } from '../../support/desk'
import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, type DifferenceStory, NEXT_DAY, NOON, onEachDifferenceStory } from '../../support/resolutions'

onEachDifferenceStory('a claim on a channel', (story) => {
  /** A refund of a payment of nobody's, which becomes a claim of this amount. */
  async function claimed(
    { ports, desk }: DifferenceStory,
    amountFen: number,
    number: string,
    on = DAY,
  ): Promise<string> {
    ports.clock.set(addDays(on, 1))
    desk.channel.refunded(number, amountFen, NOON)
    const row = { ...paymentRow({ key: number, orderNo: `O${number}`, amountFen }, on), kind: 'refund' as const }
    const [item] = (await desk.reconcile(on, [row])).filter(({ key }) => key === number)
    await desk.resolve(item?.id ?? '', 'claim-refund')
    const [claim] = await ports.database.read.channelClaims.ofDifference(item?.id ?? '')
    if (!claim) throw new Error('no claim')
    return claim.id
  }

  /** The channel's fund flow of a day has a movement without an order. */
  async function movement(
    { ports }: DifferenceStory,
    amountFen: number,
    key: string,
    date = NEXT_DAY,
  ): Promise<Difference> {
    const day = { company: COMPANY, channel: 'wechat', bill: 'fundflow', date } as const
    const difference = {
      ...{
        kind: 'channel-only' as const,
        subKind: 'movement' as const,
        rowKind: 'payment' as const,
        key,
        orderNo: null,
        channelNo: key,
      },
      ...{ ourFen: null, theirFen: amountFen, reason: '“其他收入”', seen: { ours: null, theirs: null } },
    }
    const result = { matched: 0, differences: [difference], ourTotalFen: 0, theirTotalFen: amountFen }
    const books = { exact: 0, matched: {}, differences: [difference], cut: { matched: 0, closes: [], movedFen: 0 } }
    const whole = { ...result, status: 'differences' as const, reason: null }
    await createRecordRun(ports)(
      { day, fileId: null, books: { ...books, ourTotalFen: 0 }, result: whole, actor: 'li' },
      [],
    )
    const items = await ports.database.read.reconciliation.itemsOf(day)
    const item = items.find((one) => one.key === key)
    if (!item) throw new Error('no movement')
    return item
  }

  const possible = async ({ desk }: DifferenceStory, id: string) => {
    const shown = await desk.differences.show({ company: '*' }, COMPANY, id)
    if (isRefusal(shown)) throw new Error(shown.refused)
    return shown.possible.map(({ resolution }) => resolution)
  }
  const claims = ({ desk }: DifferenceStory, openOnly = false) =>
    desk.differences.claims({ company: COMPANY, openOnly }, 0, 100)

  test('ends when the channel puts the money back: once, on its clearing account', async () => {
    const all = story()
    const { desk, balance, ports } = all
    const claim = await claimed(all, 10_000, 'RX1')
    expect(await balance('channel-claims')).toBe(10_000)
    const back = await movement(all, 10_000, 'FLOW1')
    expect(await possible(all, back.id)).toEqual(['claim-returned', 'to-suspense'])
    await desk.entries()
    const { summary } = await desk.resolve(back.id, 'claim-returned')
    expect(summary).toContain('渠道退回的追索款')
    expect(await desk.entries()).toEqual(['claim-returned clearing:wechat channel-claims 10000'])
    expect([await balance('channel-claims'), await balance('clearing:wechat')]).toEqual([0, 0])
    expect(await claims(all, true)).toMatchObject({ rows: [], total: 0, channels: [], openFen: 0 })
    expect((await claims(all)).rows).toMatchObject([
      {
        id: claim,
        status: 'ended',
        statusName: '已全部退回',
        openFen: 0,
        returns: [{ amountFen: 10_000, differenceId: back.id }],
      },
    ])
    // Opened again, the same money ends nothing a second time.
    await claimed(all, 10_000, 'RX2')
    await desk.differences.reopen(COMPANY, maker, back.id, '再看一次')
    expect(await desk.propose(back.id, 'claim-returned')).toEqual({ refused: 'resolution-does-not-fit' })
    expect(await balance('channel-claims')).toBe(10_000)
    expect(ports.clock.today()).toBe(NEXT_DAY)
  })

  test('comes back in parts, the oldest first; the desk shows what is open where and since when', async () => {
    const all = story()
    const { desk, balance, ports } = all
    const old = await claimed(all, 6_000, 'RX1', addDays(DAY, -1))
    const young = await claimed(all, 5_000, 'RX2')
    await desk.resolve((await movement(all, 8_000, 'FLOW1')).id, 'claim-returned')
    ports.clock.set(addDays(NEXT_DAY, 5))
    const { rows, channels, openFen } = await claims(all)
    expect(rows.map(({ id, status, returnedFen, openFen }) => [id, status, returnedFen, openFen])).toEqual([
      [old, 'ended', 6_000, 0],
      [young, 'partly', 2_000, 3_000],
    ])
    expect(channels).toEqual([
      { channel: 'wechat', channelName: '微信支付', count: 1, openFen: 3_000, oldestOn: NEXT_DAY, ageDays: 5 },
    ])
    expect([openFen, await balance('channel-claims')]).toEqual([3_000, 3_000])
    const shown = await desk.differences.show({ company: '*' }, COMPANY, rows[1]?.differenceId ?? '')
    expect(shown).toMatchObject({ claim: { id: young, statusName: '部分退回', openFen: 3_000 } })
  })

  test('never ends with more than is open: when proposed, and when approved after another', async () => {
    const all = story()
    const { desk, balance } = all
    const claim = await claimed(all, 5_000, 'RX1')
    const more = await movement(all, 5_001, 'FLOW1')
    expect(await possible(all, more.id)).toEqual(['to-suspense'])
    expect(await desk.propose(more.id, 'claim-returned')).toEqual({
      refused: 'claims-too-small',
      facts: { openFen: 5_000, amountFen: 5_001 },
    })
    const [first, second] = [
      await movement(all, 5_000, 'FLOW2', DAY),
      await movement(all, 3_000, 'FLOW3', addDays(DAY, -1)),
    ]
    const one = await desk.propose(first.id, 'claim-returned')
    const other = await desk.propose(second.id, 'claim-returned')
    expect(await desk.approve(one)).toMatchObject({ status: 'executed' })
    expect(await desk.approve(other)).toEqual({ refused: 'books-changed' })
    expect(await balance('channel-claims')).toBe(0)
    expect(await all.read().channelClaims.byIds([claim])).toMatchObject([{ returnedFen: 5_000 }])
  })

  test('is named by the maker where he knows it; another channel’s, or one ended, is refused', async () => {
    const all = story()
    const { desk } = all
    const old = await claimed(all, 6_000, 'RX1', addDays(DAY, -1))
    const young = await claimed(all, 5_000, 'RX2')
    const { id } = await movement(all, 4_000, 'FLOW1')
    const asked = { id, resolution: 'claim-returned' as const, reason: '渠道来函' }
    const named = (...of: string[]) => desk.differences.propose(COMPANY, maker, { ...asked, claims: of })
    expect(await named('NOBODY')).toEqual({ refused: 'no-such-claim' })
    await desk.approve(await named(young))
    expect((await claims(all)).rows.map(({ id: claim, openFen }) => [claim, openFen])).toEqual([
      [old, 6_000],
      [young, 1_000],
    ])
    expect(checker.id).not.toBe(maker.id)
  })

  test('what no channel owes ends nothing: without a claim it waits in suspense', async () => {
    const all = story()
    const { id } = await movement(all, 4_000, 'FLOW1')
    expect(await possible(all, id)).toEqual(['to-suspense'])
    for (const word of ['claim-returned', 'acknowledge'] as const) {
      expect(await all.desk.propose(id, word)).toEqual({ refused: 'resolution-does-not-fit' })
    }
    await all.desk.entries()
    await all.desk.resolve(id, 'to-suspense')
    expect(await all.desk.entries()).toEqual(['payment-suspended clearing:wechat suspense 4000'])
    // Opened again, it is in the books: a word is all that is left, and nothing is booked twice.
    await all.desk.differences.reopen(COMPANY, maker, id, '再看一次')
    expect(await possible(all, id)).toEqual(['acknowledge'])
  })
})
