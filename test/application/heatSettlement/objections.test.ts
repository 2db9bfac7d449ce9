import { onEachEngine } from '../../support/engines'
import { ENDED } from '../../support/heatSettlement'
import { objectionStory } from '../../support/objections'
import { clerk, done, refusedWith, second } from '../../support/season'

onEachEngine('a household does not agree with its settlement', (newPlace) => {
  const told = objectionStory(newPlace)
  const { object, tested } = told

  test('BZ6, BZ7: the test fails: no charge; the refund is the mean of the unit: (140.00 + 0) ÷ 2', async () => {
    told.story.clock.set('2026-05-30')
    const { id } = done(await object())
    told.story.clock.set('2026-06-05')
    done(await told.story.after.signAgreement(clerk, id, { on: '2026-06-05', paper: '协议 7 号' }))
    told.story.clock.set('2026-06-10')
    done(await tested(id, { passed: false }))
    const shown = done(await told.story.people.show(told.owner, told.home.id)).settlement
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
    expect((await told.story.ledger(told.home)).slice(2)).toEqual([
      { event: 'top-up-billed', entry: 'receivable → deferred-income', amountFen: 22_000 },
      { event: 'bill-changed', entry: 'deferred-income → receivable', amountFen: 22_000 },
      { event: 'settlement-refund-due', entry: 'deferred-income → settlement-payable', amountFen: 7_000 },
    ])
  })

  test('BZ7: a top-up that was paid before the meter failed is owed back together with the mean', async () => {
    const { id } = done(await object())
    await told.story.transfer(told.home, 22_000)
    done(await told.story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    told.story.clock.set('2026-06-10')
    done(await tested(id, { passed: false }))
    expect(await told.story.result(told.home)).toMatchObject({ adjustmentFen: -7_000, payableFen: 29_000 })
  })

  test('BZ7: the test passes: 150.00 for removal and refitting, and the metered result stands', async () => {
    const { id } = done(await object())
    done(await told.story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    told.story.clock.set('2026-06-10')
    done(await tested(id, { passed: true }))
    expect(await told.story.result(told.home)).toMatchObject({ adjustmentFen: 22_000, payableFen: 0 })
    expect(await told.story.extraBill(told.home, 'meter-test')).toMatchObject({
      billedFen: 15_000,
      lines: [{ label: '热量表检测拆装费', rule: 'BZ7', amountFen: 15_000 }],
    })
    expect(done(await told.story.showBill(told.owner, told.home.id)).payable).toMatchObject({ wholeFen: 37_000 })
    expect((await told.story.ledger(told.home)).at(-1)).toEqual({
      event: 'meter-test-billed',
      entry: 'receivable → meter-test-income',
      amountFen: 15_000,
    })
    await told.story.transfer(told.home, 37_000)
    expect(done(await told.story.people.show(told.owner, told.home.id)).settlement).toMatchObject({
      topUp: { remainingFen: 0 },
      meterTest: { totalFen: 15_000, remainingFen: 0 },
    })
  })

  test('BZ6: not signed within seven days: the data stand, and the refund may be asked for again', async () => {
    const saver = await told.story.database.read.households.byUserCode('binzhou', '37160002')
    if (!saver) throw new Error('no household')
    const other = await told.story.owner(saver)
    const { id } = done(await object(other, saver))
    expect(refusedWith(await told.story.apply(other, saver))).toBe('objection-open')
    told.story.clock.set('2026-05-28')
    expect(done(await told.story.people.show(other, saver.id)).settlement?.objection?.state).toBe('made')
    told.story.clock.set('2026-05-29')
    expect(done(await told.story.people.show(other, saver.id)).settlement).toMatchObject({
      objection: { state: 'lapsed' },
      adjustmentFen: -14_000,
    })
    const before = await told.story.everything()
    const late = (on: string) => told.story.after.signAgreement(clerk, id, { on, paper: '协议 7 号' })
    expect(await late('2026-05-29')).toEqual({ refused: 'agreement-lapsed', facts: { agreementDueOn: '2026-05-28' } })
    expect(refusedWith(await late('2026-05-30'))).toBe('date-out-of-range')
    expect(refusedWith(await late('2026-05-20'))).toBe('date-out-of-range')
    expect((await told.story.everything()) === before).toBe(true)
    done(await told.story.apply(other, saver))
  })

  test('BZ6: objecting outside the days, twice, for another’s home, unbound, before publication', async () => {
    told.story.clock.set('2026-05-31')
    const stranger = await told.story.owner(await told.story.home({ company: 'binzhou', userCode: '37169999' }))
    const unproved = await told.story.owner(told.home, { verified: false })
    const before = await told.story.everything()
    expect(await object()).toEqual({ refused: 'outside-window', facts: { dates: '2026-05-21 至 2026-05-30' } })
    expect(refusedWith(await object(stranger))).toBe('bind-first')
    expect(refusedWith(await object(unproved))).toBe('bind-first')
    const elsewhere = { ...told.owner, company: 'lanzhou' }
    expect(refusedWith(await object(elsewhere))).toBe('not-found')
    const old = await told.story.people.object(told.owner, { householdId: told.home.id, season: '2024-2025' })
    expect(refusedWith(old)).toBe('not-found')
    expect((await told.story.everything()) === before).toBe(true)
    told.story.clock.set('2026-05-30')
    done(await object())
    const once = await told.story.everything()
    expect(refusedWith(await object())).toBe('already-objected')
    expect((await told.story.everything()) === once).toBe(true)
  })

  test('BZ5, BZ6: who has confirmed that he agrees cannot object; ten tries at once, one effect', async () => {
    const saver = await told.story.database.read.households.byUserCode('binzhou', '37160002')
    if (!saver) throw new Error('no household')
    const other = await told.story.owner(saver)
    const photos = await Promise.all([0, 1].map(() => told.story.owner(saver)))
    expect(photos).toHaveLength(2)
    const outcomes = await Promise.all([
      ...Array.from({ length: 5 }, () => object(other, saver)),
      told.story.apply(other, saver),
      ...Array.from({ length: 5 }, () => object(other, saver)),
    ])
    const went = outcomes.filter((outcome) => refusedWith(outcome) === 'not refused')
    expect(went).toHaveLength(1)
    expect((await told.story.result(saver)).version).toBeGreaterThan(2)
  })

  test('BZ7: a test before the agreement, twice, in future, another company’s, with one’s amount', async () => {
    const { id } = done(await object())
    const propose = (by = clerk, given = {}) =>
      told.story.after.proposeMeterTest(by, id, { passed: false, on: '2026-05-21', paper: '检字 12 号', ...given })
    const before = await told.story.everything()
    expect(refusedWith(await propose())).toBe('not-signed')
    expect(refusedWith(await propose({ ...clerk, company: 'lanzhou' }))).toBe('not-found')
    expect((await told.story.everything()) === before).toBe(true)
    done(await told.story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    const signed = await told.story.everything()
    expect(refusedWith(await told.story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '再签' }))).toBe(
      'wrong-status',
    )
    expect(refusedWith(await propose(clerk, { on: '2026-05-22' }))).toBe('date-out-of-range')
    expect(await propose(clerk, { decidedRefundFen: 1_000 })).toEqual({
      refused: 'mean-known',
      facts: { meanFen: 7_000 },
    })
    expect((await told.story.everything()) === signed).toBe(true)

    const proposal = done(await propose())
    const approve = (by: typeof clerk) =>
      told.story.approvals.approve({ ...by, company: '*' }, proposal.id, { payloadHash: proposal.payloadHash })
    expect(refusedWith(await approve(clerk))).toBe('maker-is-checker')
    done(await approve(second))
    expect(refusedWith(await propose())).toBe('wrong-status')
  })

  test('BZ7: where nobody else of the unit was settled, a person decides the refund', async () => {
    const alone = await told.story.database.read.households.byUserCode('binzhou', '37160004')
    if (!alone) throw new Error('no household')
    const { id } = done(await object(await told.story.owner(alone), alone))
    done(await told.story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 8 号' }))
    const propose = (decidedRefundFen?: number) =>
      told.story.after.proposeMeterTest(clerk, id, {
        passed: false,
        on: '2026-05-21',
        paper: '检字 13 号',
        decidedRefundFen,
      })
    expect(refusedWith(await propose())).toBe('no-mean')
    expect(refusedWith(await propose(220_001))).toBe('more-than-billed')
    // Refund 1400.00 before (660 + 140 of 2200); two people decide on 500.00.
    expect(await told.story.result(alone)).toMatchObject({ adjustmentFen: -140_000, payableFen: 140_000 })
    const proposal = done(await propose(50_000))
    done(
      await told.story.approvals.approve({ ...second, company: '*' }, proposal.id, {
        payloadHash: proposal.payloadHash,
      }),
    )
    expect(await told.story.result(alone)).toMatchObject({ adjustmentFen: -50_000, payableFen: 50_000 })
    expect((await told.story.ledger(alone)).at(-1)).toEqual({
      event: 'settlement-refund-lessened',
      entry: 'settlement-payable → deferred-income',
      amountFen: 90_000,
    })
  })

  test('BZ4, BZ6: what is under objection is not merged until the test is over', async () => {
    const { id } = done(await object())
    done(await told.story.after.signAgreement(clerk, id, { on: '2026-05-21', paper: '协议 7 号' }))
    told.story.clock.set('2026-09-15')
    await told.story.open('binzhou', '2026-2027')
    expect(await told.story.bill(told.home, '2026-2027')).toMatchObject({ chargedFen: 220_000 })
    done(await tested(id, { passed: false }, '2026-09-10'))
    expect(await told.story.after.carryOver({ company: 'binzhou', season: ENDED, actor: 'li' })).toMatchObject({
      creditFen: 7_000,
    })
    expect(await told.story.bill(told.home, '2026-2027')).toMatchObject({ chargedFen: 220_000, owedFen: 213_000 })
  })
})
