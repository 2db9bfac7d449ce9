import type { Household } from '../../../server/domain/household/household'
import { onEachEngine } from '../../support/engines'
import { type AfterSeasonStory, CARD, ENDED, openAfterSeason, resultOf, returnedOf } from '../../support/heatSettlement'
import { clerk, done, second } from '../../support/season'

onEachEngine('the two worked examples of Binzhou’s notice, from the bill to the end of the money', (newPlace) => {
  let story: AfterSeasonStory
  let saver: Household
  let spender: Household
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
    const home = { company: 'binzhou', estate: '滨商家园', billing: 'metered', bankCard: CARD } as const
    saver = await story.home({ ...home, userCode: '37160002', owner: '吴虚构', phone: '10000000070', room: '101' })
    spender = await story.home({ ...home, userCode: '37160003', owner: '徐虚构', phone: '10000000071', room: '102' })
    await story.winter([
      [saver, '10000'],
      [spender, '15000'],
    ])
  })
  afterEach(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  test('BZ2, BZ3, BZ5: 100 m², 10 000 kWh: 140.00 go to the registered card, by two people', async () => {
    const published = await story.publish('binzhou')
    expect(published).toMatchObject({
      estates: [{ estate: '滨商家园', published: 2, refunds: { count: 1, amountFen: 14_000 } }],
      days: {
        publicityTo: '2026-05-30',
        objectionsTo: '2026-05-30',
        applicationsTo: '2026-06-30',
        topUpBy: '2026-06-30',
      },
    })
    const owner = await story.owner(saver)
    const shown = done(await story.people.show(owner, saver.id))
    expect(shown.settlement).toMatchObject({
      season: ENDED,
      prepaidFen: 220_000,
      meteredFen: 206_000,
      adjustmentFen: -14_000,
      rule: 'BZ2',
      formula: '已交面积热费 2,200.00 元 − 计量热费 2,060.00 元 = 140.00 元，退 140.00 元',
      lines: [
        { formula: '100.00 m² × 6.60 元/m²', amountFen: 66_000, rule: 'BZ1' },
        { formula: '10000 kWh × 0.14 元/kWh', amountFen: 140_000, rule: 'BZ1' },
      ],
      payableFen: 14_000,
      mayObject: { open: true },
      mayApply: { open: true },
      topUp: null,
    })

    story.clock.set('2026-06-02')
    const { application } = done(await story.apply(owner, saver))
    expect(application).toMatchObject({ status: 'checked', amountFen: 14_000, cardCheck: { bankName: '演示银行' } })

    story.clock.set('2026-07-02')
    const proposal = done(await story.after.proposePayout('binzhou', clerk, ENDED))
    expect(proposal).toMatchObject({ amountFen: 14_000, summary: expect.stringContaining('2026-07-10') })
    const approve = (by: typeof clerk) =>
      story.approvals.approve({ ...by, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash })
    expect(await approve(clerk)).toEqual({ refused: 'maker-is-checker' })
    done(await approve(second))
    const [batch] = (await story.database.read.payouts.batches('binzhou', 0, 10)).rows
    const { content, fileName } = done(await story.after.payoutFile(clerk, batch?.id ?? ''))
    expect(fileName).toBe('req_20260702_001.txt')
    expect(new TextDecoder('gbk').decode(content)).toBe(
      `P|1|14000\r\nSP260702001000001|${CARD}|吴虚构|14000|热计量退费|${ENDED}\r\n########\r\n`,
    )

    const bytes = resultOf(content)
    const input = { company: 'binzhou', fileName: 'res_20260702_001.txt', bytes, actor: 'li' }
    expect(await story.after.importPayouts.result(input)).toMatchObject({ outcome: 'imported', paid: 1 })
    expect(await story.after.importPayouts.result(input)).toMatchObject({ outcome: 'already', paid: 0 })
    const after = done(await story.people.show(owner, saver.id)).settlement
    expect(after).toMatchObject({
      payableFen: 0,
      refunds: [{ state: 'paid', paidOn: '2026-07-06', bankCard: '6217****0012' }],
    })
    expect(after?.steps.map(({ step }) => step)).toEqual([
      'worked-out',
      'published',
      'refund-applied',
      'card-checked',
      'in-batch',
      'paid',
    ])
    expect(await story.ledger(saver)).toEqual([
      { event: 'bill-opened', entry: 'receivable → deferred-income', amountFen: 220_000 },
      { event: 'payment-applied', entry: 'clearing:bank:ccb → receivable', amountFen: 220_000 },
      { event: 'settlement-refund-due', entry: 'deferred-income → settlement-payable', amountFen: 14_000 },
      { event: 'payout-paid', entry: 'settlement-payable → bank', amountFen: 14_000 },
    ])

    // 退汇: days later the payment comes back, and is owed again.
    const back = { ...input, fileName: 'ret.txt', bytes: returnedOf(content, ['SP260702001000001']) }
    expect(await story.after.importPayouts.returned(back)).toMatchObject({ outcome: 'imported', returned: 1 })
    expect(done(await story.people.show(owner, saver.id)).settlement).toMatchObject({
      payableFen: 14_000,
      refunds: [{ state: 'returned', reason: '银行已退回：账户状态异常' }],
    })
    expect((await story.ledger(saver)).at(-1)).toEqual({
      event: 'payout-returned',
      entry: 'bank → settlement-payable',
      amountFen: 14_000,
    })
  })

  test('BZ2, BZ3: 100 m², 15 000 kWh: 560.00 in excess, a top-up of 220.00, paid by Jun 30', async () => {
    await story.publish('binzhou')
    const owner = await story.owner(spender)
    const shown = done(await story.people.show(owner, spender.id)).settlement
    expect(shown).toMatchObject({
      meteredFen: 276_000,
      adjustmentFen: 22_000,
      formula:
        '计量热费 2,760.00 元 − 已交面积热费 2,200.00 元 = 560.00 元；最多补面积热费的 10%：2,200.00 元 × 10% = 220.00 元，补 220.00 元',
      topUp: { totalFen: 22_000, remainingFen: 22_000, dueOn: '2026-06-30' },
      mayApply: { open: false, reason: '没有可退的金额' },
    })
    const bill = done(await story.showBill(owner, spender.id))
    expect(bill.payable).toMatchObject({ open: true, wholeFen: 22_000 })
    expect(bill.household.due).toMatchObject({ season: ENDED, remainingFen: 22_000, dueOn: '2026-06-30', state: 'due' })
    story.clock.set('2026-06-30')
    await story.transfer(spender, 22_000)
    expect(done(await story.people.show(owner, spender.id)).settlement?.topUp).toMatchObject({ remainingFen: 0 })
    expect(await story.ledger(spender)).toEqual([
      { event: 'bill-opened', entry: 'receivable → deferred-income', amountFen: 220_000 },
      { event: 'payment-applied', entry: 'clearing:bank:ccb → receivable', amountFen: 220_000 },
      { event: 'top-up-billed', entry: 'receivable → deferred-income', amountFen: 22_000 },
      { event: 'payment-applied', entry: 'clearing:bank:ccb → receivable', amountFen: 22_000 },
    ])
  })

  test('BZ4: what nobody acted on by Jun 30 is merged into the next season: credit, or a charge', async () => {
    await story.publish('binzhou')
    story.clock.set('2026-06-30')
    expect(await story.after.carryOver({ company: 'binzhou', season: ENDED, actor: 'li' })).toEqual({
      refused: 'outside-window',
      facts: { dates: '2026-07-01 起' },
    })
    story.clock.set('2026-09-15')
    await story.open('binzhou', '2026-2027')
    expect(await story.bill(saver, '2026-2027')).toMatchObject({ chargedFen: 220_000, owedFen: 206_000 })
    const next = await story.bill(spender, '2026-2027')
    expect(next).toMatchObject({ chargedFen: 242_000, owedFen: 242_000 })
    expect(next?.lines.at(-1)).toMatchObject({
      label: '2025-2026 采暖季热计量补费（未按期缴纳，并入本季）',
      rule: 'BZ4',
      amountFen: 22_000,
    })
    expect(await story.extraBill(spender, 'top-up')).toMatchObject({ billedFen: 22_000, reversedFen: 22_000 })
    expect((await story.result(saver)).payableFen).toBe(0)
    // Once more, by the command: nothing is left to merge.
    expect(await story.after.carryOver({ company: 'binzhou', season: ENDED, actor: 'li' })).toMatchObject({
      settlements: 0,
    })
  })

  test('BZ4: the command merges refunds before the next season’s bills open, top-ups after', async () => {
    await story.publish('binzhou')
    story.clock.set('2026-07-01')
    const carry = () => story.after.carryOver({ company: 'binzhou', season: ENDED, actor: 'li' })
    expect(await carry()).toMatchObject({ settlements: 1, creditFen: 14_000, extraFen: 0 })
    expect((await story.now(saver)).creditFen).toBe(14_000)
    await story.transfer(spender, 2_000)
    await story.open('binzhou', '2026-2027')
    expect(await story.bill(saver, '2026-2027')).toMatchObject({ owedFen: 206_000 })
    // 20.00 of the top-up were paid before: the rest is merged.
    expect(await story.bill(spender, '2026-2027')).toMatchObject({ chargedFen: 240_000, owedFen: 240_000 })
    expect(await carry()).toMatchObject({ settlements: 0 })
  })
})
