import { onEachEngine } from '../../support/engines'
import { type AfterSeasonStory, ENDED, openAfterSeason } from '../../support/heatSettlement'
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

  test('LZ4: both ways, no cap, within two months of the end; C5: a broken meter: the area fee', async () => {
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

  test('BO6, BO7: stopped for the next season, on in this one; a stopped home owes its base fee', async () => {
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
})
