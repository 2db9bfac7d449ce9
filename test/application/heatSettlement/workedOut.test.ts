import { createPublishSettlements } from '../../../server/application/heatSettlement/publishSettlements'
import { createSettleSeason } from '../../../server/application/heatSettlement/settleSeason'
import { onEachEngine } from '../../support/engines'
import { type AfterSeasonStory, ENDED, openAfterSeason } from '../../support/heatSettlement'
import { done, refusedWith } from '../../support/season'

onEachEngine('settlements are worked out and made public', (newPlace) => {
  let story: AfterSeasonStory
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
  })
  afterEach(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  test('without a bill, a reading, or an explained bill: listed with the reason; it goes on again', async () => {
    const of = { company: 'binzhou', billing: 'metered' } as const
    const first = await story.home({ ...of, userCode: '37160001' })
    await story.home({ ...of, userCode: '37160002' })
    await story.open('binzhou', ENDED)
    await story.home({ ...of, userCode: '37160003' })
    await story.database.writer.query('UPDATE households SET building_area = ? WHERE id = ?', ['90.00', first.id])
    story.clock.set('2026-05-21')
    done(await story.read('binzhou', [{ userCode: '37160001', kWh: '1' }]))
    expect((await story.settle('binzhou')).withoutSettlement).toEqual([
      { userCode: '37160001', because: 'bill-differs', reason: expect.stringContaining('账单金额') },
      { userCode: '37160002', because: 'no-reading', reason: '没有热表读数' },
      { userCode: '37160003', because: 'no-bill', reason: '本采暖季没有账单' },
    ])
    await story.database.writer.query('UPDATE households SET building_area = ? WHERE id = ?', ['100.00', first.id])
    expect(await story.settle('binzhou')).toMatchObject({ settled: 1, unchanged: 0 })
    expect(await story.settle('binzhou')).toMatchObject({ settled: 0, unchanged: 1 })
  })

  test('BZ3: made public within the days only, estate by estate; twice changes nothing', async () => {
    const of = { company: 'binzhou', billing: 'metered' } as const
    for (const [userCode, estate] of [
      ['37160001', '滨商家园'],
      ['37160002', '阳光海岸'],
    ] as const) {
      await story.home({ ...of, userCode, estate })
    }
    await story.open('binzhou', ENDED)
    story.clock.set('2026-05-20')
    done(
      await story.read(
        'binzhou',
        ['37160001', '37160002'].map((userCode) => ({ userCode, kWh: '9000' })),
      ),
    )
    await story.settle('binzhou')
    const publish = (...estates: string[]) =>
      story.after.publish({ company: 'binzhou', season: ENDED, estates, actor: 'li' })
    const before = await story.everything()
    expect(await publish('滨商家园')).toEqual({
      refused: 'outside-window',
      facts: { dates: '2026-05-21 至 2026-05-30' },
    })
    story.clock.set('2026-05-31')
    expect(refusedWith(await publish('滨商家园'))).toBe('outside-window')
    story.clock.set('2026-05-25')
    expect(refusedWith(await publish('没有的小区'))).toBe('nothing-to-publish')
    expect((await story.everything()) === before).toBe(true)
    const [first, again] = await Promise.all([publish('滨商家园'), publish('滨商家园')])
    expect([first, again].filter((one) => refusedWith(one) === 'not refused')).toHaveLength(1)
    expect(await story.database.read.publications.list('binzhou', ENDED)).toMatchObject([
      { estate: '滨商家园', publishedOn: '2026-05-25', by: 'li' },
    ])
    const owner = await story.owner(
      (await story.database.read.households.byUserCode('binzhou', '37160002')) ?? Object.assign({}),
    )
    const other = await story.database.read.households.byUserCode('binzhou', '37160002')
    expect(await story.people.show(owner, other?.id ?? '')).toEqual({ metered: true, settlement: null })
  })

  test('stopped half-way and run again: each household is settled, published and posted once', async () => {
    const codes = Array.from({ length: 7 }, (_, n) => `3716010${n}`)
    const homes = []
    for (const userCode of codes)
      homes.push(await story.home({ company: 'binzhou', billing: 'metered', userCode, estate: '滨商家园' }))
    await story.open('binzhou', ENDED)
    for (const home of homes) await story.transfer(home, 220_000)
    story.clock.set('2026-05-21')
    done(
      await story.read(
        'binzhou',
        codes.map((userCode) => ({ userCode, kWh: '10000' })),
      ),
    )
    const of = { company: 'binzhou', season: ENDED, actor: 'li' }
    const killed = (after: number) => (reached: number) => {
      if (reached >= after) throw new Error('killed')
    }
    const settle = createSettleSeason({ ...story, pageSize: 2 })
    await expect(settle({ ...of, onProgress: killed(4) })).rejects.toThrow('killed')
    expect(await settle(of)).toMatchObject({ settled: 3, unchanged: 4 })
    const publish = createPublishSettlements({ ...story, pageSize: 2 })
    await expect(publish({ ...of, onProgress: killed(2) })).rejects.toThrow('killed')
    expect(await publish(of)).toMatchObject({ estates: [{ published: 5, refunds: { count: 5, amountFen: 70_000 } }] })
    for (const home of homes) {
      const due = (await story.ledger(home)).filter(({ event }) => event === 'settlement-refund-due')
      expect(due).toEqual([
        { event: 'settlement-refund-due', entry: 'deferred-income → settlement-payable', amountFen: 14_000 },
      ])
    }
  })
})
