import { createPublishSettlements } from '../../../server/application/afterSeason/publishSettlements'
import { createSettleSeason } from '../../../server/application/afterSeason/settleSeason'
import { type AfterSeasonStory, ENDED, openAfterSeason } from '../../support/afterSeason'
import { onEachEngine } from '../../support/engines'
import { clerk, done, refusedWith, second } from '../../support/season'

onEachEngine('each company settles by its own rules', (newPlace) => {
  let story: AfterSeasonStory
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
  })
  afterEach(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  test('LZ4: both ways without a cap, within two months of the end; C5: a broken meter settles on the area fee', async () => {
    const of = { company: 'lanzhou', billing: 'metered', heatSource: 'coal' } as const
    const refund = await story.home({ ...of, userCode: '6201000001' })
    const topUp = await story.home({ ...of, userCode: '6201000002' })
    const broken = await story.home({ ...of, userCode: '6201000003' })
    await story.open('lanzhou', ENDED)
    for (const home of [refund, topUp, broken]) await story.transfer(home, 250_000)
    expect(refusedWith(await story.after.settle({ company: 'lanzhou', season: ENDED, actor: 'li' }))).toBe(
      'season-not-over',
    )
    story.clock.set('2026-03-31')
    expect(refusedWith(await story.after.settle({ company: 'lanzhou', season: ENDED, actor: 'li' }))).toBe(
      'season-not-over',
    )
    story.clock.set('2026-05-10')
    const gigajoules = (userCode: string, quantity: string, faulty = '') => [userCode, quantity, 'GJ', faulty]
    done(
      await story.after.importReadings({
        company: 'lanzhou',
        season: ENDED,
        table: {
          headings: ['userCode', 'quantity', 'unit', 'faulty'],
          rows: [
            gigajoules('6201000001', '30'),
            gigajoules('6201000002', '60'),
            gigajoules('6201000003', '60', '是'),
          ].map((cells, index) => ({ line: index + 2, cells })),
        },
        actor: 'li',
        fileName: 'readings.csv',
      }),
    )
    expect(await story.settle('lanzhou')).toMatchObject({
      settled: 3,
      faulty: 1,
      // 750.00 + 30 × 47.43 = 2172.90; 750.00 + 60 × 47.43 = 3595.80
      refunds: { count: 1, amountFen: 32_710 },
      topUps: { count: 1, amountFen: 109_580 },
    })
    expect(await story.publish('lanzhou')).toMatchObject({
      dueOn: '2026-05-31',
      late: false,
      days: { publicityTo: null, topUpBy: '2026-10-31' },
    })
    expect(await story.result(broken)).toMatchObject({ adjustmentFen: 0, rule: 'C5', meteredFen: 250_000 })
    expect(await story.extraBill(topUp, 'top-up')).toMatchObject({ billedFen: 109_580, dueOn: '2026-10-31' })
    // No objection and no online refund is published: a hall, or the next season (decided).
    const owner = await story.owner(refund)
    expect(done(await story.people.show(owner, refund.id)).settlement).toMatchObject({
      mayObject: { open: false },
      mayApply: { open: false, reason: expect.stringContaining('服务大厅') },
    })
    expect(refusedWith(await story.people.object(owner, { householdId: refund.id }))).toBe('not-offered')
    expect(refusedWith(await story.apply(owner, refund))).toBe('visit-a-hall')
    story.clock.set('2026-10-08')
    await story.open('lanzhou', '2026-2027')
    expect(await story.bill(refund, '2026-2027')).toMatchObject({ chargedFen: 250_000, owedFen: 217_290 })
    // Without a rule on merging, the top-up stays a debt of its own season, and is paid first (C6).
    expect(await story.bill(topUp, '2026-2027')).toMatchObject({ chargedFen: 250_000, owedFen: 250_000 })
    await story.transfer(topUp, 109_580)
    expect(await story.extraBill(topUp, 'top-up')).toMatchObject({ appliedFen: 109_580 })
  })

  test('LZ4: a refund that is fetched in a hall is paid by the batch', async () => {
    const home = await story.home({ company: 'lanzhou', userCode: '6201000001', billing: 'metered', heatSource: 'gas' })
    await story.open('lanzhou', ENDED)
    await story.transfer(home, 250_000)
    story.clock.set('2026-06-10')
    done(await story.read('lanzhou', [{ userCode: '6201000001', kWh: '1000' }]))
    await story.settle('lanzhou')
    expect(await story.publish('lanzhou')).toMatchObject({ late: true })
    done(
      await story.after.refunds.takeIn(clerk, {
        company: 'lanzhou',
        userCode: '6201000001',
        owner: home.owner,
        identityNumber: home.identityNumber ?? '',
        bankCard: '6222020200000000006',
        phone: '',
        paper: '身份证',
      }),
    )
    const proposal = done(await story.after.proposePayout('lanzhou', clerk, ENDED))
    done(await story.approvals.approve({ ...second, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash }))
    story.clock.set('2026-10-08')
    await story.open('lanzhou', '2026-2027')
    // In a batch already: it is not merged as well.
    expect(await story.bill(home, '2026-2027')).toMatchObject({ owedFen: 250_000 })
  })

  test('TS4: residential refund only, public what was metered, both ways', async () => {
    const home = { company: 'tangshan', billing: 'metered', heatSource: 'district' } as const
    const saver = await story.home({ ...home, userCode: '1302000001', usableArea: '75.02' })
    const spender = await story.home({ ...home, userCode: '1302000002', usableArea: '75.02' })
    const school = await story.home({
      ...home,
      userCode: '1302000003',
      use: 'public',
      storeys: 'multi',
      storeyHeight: '3.60',
    })
    await story.open('tangshan', ENDED)
    for (const [dwelling, fen] of [
      [saver, 195_052],
      [spender, 195_052],
      [school, 383_936],
    ] as const)
      await story.transfer(dwelling, fen)
    story.clock.set('2026-04-20')
    done(
      await story.read('tangshan', [
        { userCode: '1302000001', kWh: '5000' }, // 975.00 + 550.00 = 1525.00
        { userCode: '1302000002', kWh: '20000' }, // 3175.00: nothing to pay
        { userCode: '1302000003', kWh: '10000' }, // 16 × 119.98 + 2100.00 = 4019.68
      ]),
    )
    await story.settle('tangshan')
    await story.publish('tangshan')
    expect(await story.result(saver)).toMatchObject({ adjustmentFen: 152_500 - 195_052, rule: 'TS4' })
    expect(await story.result(spender)).toMatchObject({
      adjustmentFen: 0,
      formula: expect.stringContaining('超出部分不用补'),
    })
    expect(await story.result(school)).toMatchObject({ adjustmentFen: 401_968 - 383_936 })
    expect(await story.extraBill(spender, 'top-up')).toBeUndefined()
  })

  test('BO8: both ways, within 60 days of the end; BO5: no late fee runs on a top-up', async () => {
    const home = await story.home({
      company: 'baoji',
      userCode: '61030001',
      billing: 'metered',
      heatSource: 'district',
    })
    await story.open('baoji', ENDED)
    await story.transfer(home, 220_000)
    story.clock.set('2026-05-13')
    done(await story.read('baoji', [{ userCode: '61030001', kWh: '20000' }])) // 660.00 + 2000.00
    await story.settle('baoji')
    expect(await story.publish('baoji')).toMatchObject({ dueOn: '2026-05-13', late: false })
    expect(await story.extraBill(home, 'top-up')).toMatchObject({ billedFen: 46_000 })
    story.clock.set('2026-12-31')
    const owner = await story.owner(home)
    expect(done(await story.showBill(owner, home.id)).payable.wholeFen).toBe(46_000)
  })

  test('BO6, BO7: heat that was stopped for the next season was on in this one; a stopped home owes its base fee', async () => {
    const of = { company: 'baoji', billing: 'metered', heatSource: 'district' } as const
    const home = await story.home({ ...of, userCode: '61030001' })
    const stopped = await story.home({ ...of, userCode: '61030002', service: 'suspended' })
    const running = await story.home({ ...of, userCode: '61030003', service: 'suspended' })
    await story.open('baoji', ENDED)
    await story.transfer(home, 220_000)
    for (const dwelling of [stopped, running]) await story.transfer(dwelling, 66_000)
    story.clock.set('2026-04-01')
    const resident = await story.owner(home)
    const { id } = done(await story.resident.service.ask(resident, home.id, 'suspension', { acceptCharged: false }))
    done(await story.desk.service.complete(clerk, id, { on: '2026-04-01', note: '已关阀' }))
    expect((await story.now(home)).service).toBe('suspended')
    story.clock.set('2026-05-01')
    done(
      await story.read('baoji', [
        { userCode: '61030001', kWh: '10000' },
        { userCode: '61030002', kWh: '0' },
        { userCode: '61030003', kWh: '10' },
      ]),
    )
    expect(await story.settle('baoji')).toMatchObject({
      settled: 2,
      withoutSettlement: [
        { userCode: '61030003', because: 'no-price', reason: '停热户的热表有用热量，请联系供热单位核实' },
      ],
    })
    expect(await story.result(home)).toMatchObject({ prepaidFen: 220_000, meteredFen: 166_000, adjustmentFen: -54_000 })
    expect(await story.result(stopped)).toMatchObject({ prepaidFen: 66_000, adjustmentFen: 0, rule: 'BO7' })
    await story.publish('baoji')
  })

  test('BJ2: a metered household of Beijing is refused by name, not settled on a guess', async () => {
    await story.home({ company: 'beijing', userCode: '110000000001', billing: 'metered', heatSource: 'district' })
    await story.open('beijing', ENDED)
    story.clock.set('2026-04-20')
    done(await story.read('beijing', [{ userCode: '110000000001', kWh: '5000' }]))
    const settled = await story.settle('beijing')
    expect(settled).toMatchObject({
      settled: 0,
      withoutSettlement: [{ userCode: '110000000001', because: 'no-price' }],
    })
    expect(settled.withoutSettlement[0]?.reason).toContain('没有公布居民住宅的计量热价')
    expect(refusedWith(await story.after.publish({ company: 'beijing', season: ENDED, actor: 'li' }))).toBe(
      'nothing-to-publish',
    )
  })

  test('without a bill, a reading, or a bill that the rulebook explains: listed with the reason; run again it goes on', async () => {
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

  test('stopped half-way and run again: each household is settled once, made public once, posted once', async () => {
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
