import type { Household } from '../../../server/domain/household/household'
import type { Resident } from '../../../server/domain/resident/resident'
import { type AfterSeasonStory, CARD, ENDED, openAfterSeason } from '../../support/afterSeason'
import { onEachEngine } from '../../support/engines'
import { clerk, done, refusedWith, second } from '../../support/season'

onEachEngine('a household does not agree with its settlement', (newPlace) => {
  let story: AfterSeasonStory
  let home: Household
  let owner: Resident

  /** Three households of one unit; the first, 15 000 kWh, objects. */
  beforeEach(async () => {
    story = await openAfterSeason(newPlace)
    const of = { company: 'binzhou', estate: '滨商家园', billing: 'metered', bankCard: CARD } as const
    home = await story.home({ ...of, userCode: '37160001', room: '101' })
    await story.winter([
      [home, '15000'],
      [await story.home({ ...of, userCode: '37160002', room: '102' }), '10000'], // refund 140.00
      [await story.home({ ...of, userCode: '37160003', room: '201' }), '12000'], // a top-up counts as a refund of nothing
      [await story.home({ ...of, userCode: '37160004', room: '101', unit: '9单元' }), '1000'],
    ])
    await story.publish('binzhou')
    owner = await story.owner(home)
  })
  afterEach(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  const object = (by = owner, of = home) => story.people.object(by, { householdId: of.id, words: '家里一直没人住' })
  const tested = async (id: string, result: { passed: boolean; decidedRefundFen?: number }, on = '2026-06-08') => {
    const proposal = done(await story.after.proposeMeterTest(clerk, id, { ...result, on, paper: '检字 12 号' }))
    return story.approvals.approve({ ...second, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash })
  }

  test('BZ6, BZ7: the test fails: no charge, and the refund becomes the mean of the unit: (140.00 + 0) ÷ 2', async () => {
    story.clock.set('2026-05-30')
    const { id } = done(await object())
    story.clock.set('2026-06-05')
    done(await story.after.signAgreement(clerk, id, { on: '2026-06-05', paper: '协议 7 号' }))
    story.clock.set('2026-06-10')
    done(await tested(id, { passed: false }))
    const shown = done(await story.people.show(owner, home.id)).settlement
    expect(shown).toMatchObject({
      adjustmentFen: -7_000,
      payableFen: 7_000,
      rule: 'BZ7',
      objection: { state: 'test-failed', signedOn: '2026-06-05', testedOn: '2026-06-08' },
      meterTest: null,
      topUp: { remainingFen: 0 },
      mayApply: { open: true },
    })
    expect(shown?.steps.map(({ step, by }) => `${step} ${by}`)).toEqual([
      'worked-out staff',
      'published staff',
      'objected resident',
      'agreement-signed staff',
      'test-failed staff',
    ])
    expect((await story.ledger(home)).slice(2)).toEqual([
      { event: 'top-up-billed', entry: 'receivable → deferred-income', amountFen: 22_000 },
      { event: 'bill-changed', entry: 'deferred-income → receivable', amountFen: 22_000 },
      { event: 'settlement-refund-due', entry: 'deferred-income → settlement-payable', amountFen: 7_000 },
    ])
  })

  test('BZ7: what a test would come to is said before its result is proposed, and nothing changes by asking', async () => {
    const { id } = done(await object())
    const preview = (by = clerk) => story.after.previewMeterTest(by, id)
    expect(refusedWith(await preview())).toBe('not-signed')
    done(await story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    story.clock.set('2026-06-10')
    const before = await story.everything()
    expect(done(await preview())).toEqual({
      ...{ from: '2026-05-21', to: '2026-06-10', adjustmentFen: 22_000, prepaidFen: 220_000 },
      ...{ feeFen: 15_000, meanRefundFen: 7_000 },
    })
    expect((await story.everything()) === before).toBe(true)
    expect(refusedWith(await preview({ ...clerk, company: 'lanzhou' }))).toBe('not-found')
    const proposal = done(
      await story.after.proposeMeterTest(clerk, id, { passed: true, on: '2026-06-08', paper: '检字 12 号' }),
    )
    const { rows } = await story.after.lists.objections({ company: 'binzhou' }, { offset: 0, limit: 10 })
    expect(rows).toMatchObject([{ state: 'agreement-signed', approvalId: proposal.id }])
  })

  test('BZ7: alone in its unit there is no mean: the preview says so', async () => {
    const alone = await story.database.read.households.byUserCode('binzhou', '37160004')
    if (!alone) throw new Error('no household')
    const { id } = done(await object(await story.owner(alone), alone))
    done(await story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 8 号' }))
    expect(done(await story.after.previewMeterTest(clerk, id))).toMatchObject({ meanRefundFen: null, feeFen: 15_000 })
  })

  test('BZ7: a top-up that was paid before the meter failed is owed back together with the mean', async () => {
    const { id } = done(await object())
    await story.transfer(home, 22_000)
    done(await story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    story.clock.set('2026-06-10')
    done(await tested(id, { passed: false }))
    expect(await story.result(home)).toMatchObject({ adjustmentFen: -7_000, payableFen: 29_000 })
  })

  test('BZ7: the test passes: 150.00 for removal and refitting, and the metered result stands', async () => {
    const { id } = done(await object())
    done(await story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    story.clock.set('2026-06-10')
    done(await tested(id, { passed: true }))
    expect(await story.result(home)).toMatchObject({ adjustmentFen: 22_000, payableFen: 0 })
    expect(await story.extraBill(home, 'meter-test')).toMatchObject({
      billedFen: 15_000,
      lines: [{ label: '热量表检测拆装费', rule: 'BZ7', amountFen: 15_000 }],
    })
    expect(done(await story.showBill(owner, home.id)).payable).toMatchObject({ wholeFen: 37_000 })
    expect((await story.ledger(home)).at(-1)).toEqual({
      event: 'meter-test-billed',
      entry: 'receivable → meter-test-income',
      amountFen: 15_000,
    })
    await story.transfer(home, 37_000)
    expect(done(await story.people.show(owner, home.id)).settlement).toMatchObject({
      topUp: { remainingFen: 0 },
      meterTest: { totalFen: 15_000, remainingFen: 0 },
    })
  })

  test('BZ6: not signed within seven days: the data stand, and the refund may be asked for again', async () => {
    const saver = await story.database.read.households.byUserCode('binzhou', '37160002')
    if (!saver) throw new Error('no household')
    const other = await story.owner(saver)
    const { id } = done(await object(other, saver))
    expect(refusedWith(await story.apply(other, saver))).toBe('objection-open')
    story.clock.set('2026-05-28')
    expect(done(await story.people.show(other, saver.id)).settlement?.objection?.state).toBe('made')
    story.clock.set('2026-05-29')
    expect(done(await story.people.show(other, saver.id)).settlement).toMatchObject({
      objection: { state: 'lapsed' },
      adjustmentFen: -14_000,
    })
    const before = await story.everything()
    const late = (on: string) => story.after.signAgreement(clerk, id, { on, paper: '协议 7 号' })
    expect(await late('2026-05-29')).toEqual({ refused: 'agreement-lapsed', facts: { agreementDueOn: '2026-05-28' } })
    expect(refusedWith(await late('2026-05-30'))).toBe('date-out-of-range')
    expect(refusedWith(await late('2026-05-20'))).toBe('date-out-of-range')
    expect((await story.everything()) === before).toBe(true)
    done(await story.apply(other, saver))
  })

  test('BZ6: objecting outside the days, twice, for another’s household, unbound, or before anything is public', async () => {
    story.clock.set('2026-05-31')
    const stranger = await story.owner(await story.home({ company: 'binzhou', userCode: '37169999' }))
    const unproved = await story.owner(home, { verified: false })
    const before = await story.everything()
    expect(await object()).toEqual({ refused: 'outside-window', facts: { dates: '2026-05-21 至 2026-05-30' } })
    expect(refusedWith(await object(stranger))).toBe('bind-first')
    expect(refusedWith(await object(unproved))).toBe('bind-first')
    const elsewhere = { ...owner, company: 'lanzhou' }
    expect(refusedWith(await object(elsewhere))).toBe('not-found')
    const old = await story.people.object(owner, { householdId: home.id, season: '2024-2025' })
    expect(refusedWith(old)).toBe('not-found')
    expect((await story.everything()) === before).toBe(true)
    story.clock.set('2026-05-30')
    done(await object())
    const once = await story.everything()
    expect(refusedWith(await object())).toBe('already-objected')
    expect((await story.everything()) === once).toBe(true)
  })

  test('BZ5, BZ6: who has confirmed that he agrees cannot object any more; ten tries at once, one effect', async () => {
    const saver = await story.database.read.households.byUserCode('binzhou', '37160002')
    if (!saver) throw new Error('no household')
    const other = await story.owner(saver)
    const photos = await Promise.all([0, 1].map(() => story.owner(saver)))
    expect(photos).toHaveLength(2)
    const outcomes = await Promise.all([
      ...Array.from({ length: 5 }, () => object(other, saver)),
      story.apply(other, saver),
      ...Array.from({ length: 5 }, () => object(other, saver)),
    ])
    const went = outcomes.filter((outcome) => refusedWith(outcome) === 'not refused')
    expect(went).toHaveLength(1)
    expect((await story.result(saver)).version).toBeGreaterThan(2)
  })

  test('BZ7: a test before the agreement, twice, in the future, of another company, or with an amount of one’s own', async () => {
    const { id } = done(await object())
    const propose = (by = clerk, given = {}) =>
      story.after.proposeMeterTest(by, id, { passed: false, on: '2026-05-21', paper: '检字 12 号', ...given })
    const before = await story.everything()
    expect(refusedWith(await propose())).toBe('not-signed')
    expect(refusedWith(await propose({ ...clerk, company: 'lanzhou' }))).toBe('not-found')
    expect((await story.everything()) === before).toBe(true)
    done(await story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    const signed = await story.everything()
    expect(refusedWith(await story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '再签' }))).toBe(
      'wrong-status',
    )
    expect(refusedWith(await propose(clerk, { on: '2026-05-22' }))).toBe('date-out-of-range')
    expect(await propose(clerk, { decidedRefundFen: 1_000 })).toEqual({
      refused: 'mean-known',
      facts: { meanFen: 7_000 },
    })
    expect((await story.everything()) === signed).toBe(true)

    const proposal = done(await propose())
    const approve = (by: typeof clerk) =>
      story.approvals.approve({ ...by, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash })
    expect(refusedWith(await approve(clerk))).toBe('maker-is-checker')
    done(await approve(second))
    expect(refusedWith(await propose())).toBe('wrong-status')
  })

  test('BZ7: where nobody else of the unit was settled, a person decides the refund', async () => {
    const alone = await story.database.read.households.byUserCode('binzhou', '37160004')
    if (!alone) throw new Error('no household')
    const { id } = done(await object(await story.owner(alone), alone))
    done(await story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 8 号' }))
    const propose = (decidedRefundFen?: number) =>
      story.after.proposeMeterTest(clerk, id, {
        passed: false,
        on: '2026-05-21',
        paper: '检字 13 号',
        decidedRefundFen,
      })
    expect(refusedWith(await propose())).toBe('no-mean')
    expect(refusedWith(await propose(220_001))).toBe('more-than-billed')
    // Refund 1400.00 before (660 + 140 of 2200); two people decide on 500.00.
    expect(await story.result(alone)).toMatchObject({ adjustmentFen: -140_000, payableFen: 140_000 })
    const proposal = done(await propose(50_000))
    done(await story.approvals.approve({ ...second, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash }))
    expect(await story.result(alone)).toMatchObject({ adjustmentFen: -50_000, payableFen: 50_000 })
    expect((await story.ledger(alone)).at(-1)).toEqual({
      event: 'settlement-refund-lessened',
      entry: 'settlement-payable → deferred-income',
      amountFen: 90_000,
    })
  })

  test('BZ4, BZ6: what is under objection is not merged until the test is over', async () => {
    const { id } = done(await object())
    done(await story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    story.clock.set('2026-09-15')
    await story.open('binzhou', '2026-2027')
    expect(await story.bill(home, '2026-2027')).toMatchObject({ chargedFen: 220_000 })
    done(await tested(id, { passed: false }, '2026-09-10'))
    expect(await story.after.carryOver({ company: 'binzhou', season: ENDED, actor: 'li' })).toMatchObject({
      creditFen: 7_000,
    })
    expect(await story.bill(home, '2026-2027')).toMatchObject({ chargedFen: 220_000, owedFen: 213_000 })
  })
})
