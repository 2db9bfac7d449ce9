import { isRefusal } from '../../../server/application/common/refusal'
import { onEachEngine } from '../../support/engines'
import { COUNTER, gasHome, withRate } from '../../support/gasHome'
import { clerk, done, openSeason, refusedWith, type SeasonStory, second } from '../../support/season'

onEachEngine('the gas subsidy, at a rate that the rulebook names', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    story = await openSeason(newPlace, '2026-10-15', withRate('0.385'))
  })
  afterAll(async () => {
    expect(await story.brokenCheck()).toBeUndefined()
    await story.remove()
  })

  test('BJ8: the use between two accepted readings, times the rate, is credited by two people', async () => {
    const { report, accept, propose, approve, shown, creditFen, owner } = await gasHome(story)
    const before = await report('1200.5')
    expect(refusedWith(await propose(before))).toBe('readings-missing')
    done(await accept(before))
    expect(await shown()).toMatchObject({ state: 'awaiting-readings', amountFen: null })
    story.clock.set('2027-04-15')
    const after = await report('2000')
    expect(refusedWith(await propose(after))).toBe('readings-missing')
    done(await accept(after))
    // 799.5 × 0.385 = 307.8075
    expect(await shown()).toEqual({ state: 'worked-out', cubicMetres: '799.5', amountFen: 30_781, on: null })
    const proposed = done(await propose(after))
    expect(proposed).toMatchObject({ deed: 'gas-subsidy', subject: after, amountFen: 30_781 })
    expect(proposed.summary).toContain('799.5 m³ × 0.385 元/m³')
    expect(await creditFen()).toBe(0)
    expect(refusedWith(await approve(proposed, clerk))).toBe('maker-is-checker')
    expect(done(await approve(proposed))).toMatchObject({ status: 'executed' })
    expect(await creditFen()).toBe(30_781)
    expect(await shown()).toEqual({ state: 'granted', cubicMetres: '799.5', amountFen: 30_781, on: '2027-04-15' })
    const view = done(await story.resident.applications.one(owner, after))
    expect(view.gas?.subsidy).toMatchObject({ amountFen: 30_781, rate: '0.385', collectedOn: null })
  })

  test('BJ8: granted once, however often proposed, from either report, by several people at once', async () => {
    const { bothAccepted, propose, approve, creditFen, home } = await gasHome(story)
    const after = await bothAccepted()
    const proposed = done(await propose(after))
    expect(refusedWith(await propose(after))).toBe('already-proposed')
    const outcomes = await Promise.all([1, 2, 3].map(() => approve(proposed)))
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(1)
    const state = await story.everything()
    const { rows } = await story.database.read.applications.list({ householdId: home.id }, 0, 10)
    for (const { id } of rows) expect(refusedWith(await propose(id))).toBe('already-granted')
    expect(await story.everything()).toBe(state)
    expect(await creditFen()).toBe(30_781)
  })

  test('BJ8: a refused report gives nothing; reported again and accepted, what the second says', async () => {
    const { report, accept, propose, approve, creditFen } = await gasHome(story)
    done(await accept(await report('1200.5')))
    story.clock.set('2027-03-16')
    const blurred = await report('2900')
    done(await story.desk.refuse(clerk, blurred, { reason: '照片看不清读数' }))
    expect(refusedWith(await propose(blurred))).toBe('readings-missing')
    const again = await report('2000')
    done(await accept(again))
    expect(refusedWith(await accept(again))).toBe('wrong-status')
    done(await approve(done(await propose(blurred))))
    expect(await creditFen()).toBe(30_781)
  })

  test('BJ8: what a second person rejects may be proposed again', async () => {
    const { bothAccepted, propose, approve, creditFen } = await gasHome(story)
    const after = await bothAccepted()
    const first = done(await propose(after))
    done(await story.approvals.reject(second, first.id, '照片要再看'))
    expect(refusedWith(await approve(first))).toBe('not-proposed')
    expect(await creditFen()).toBe(0)
    done(await approve(done(await propose(after))))
    expect(await creditFen()).toBe(30_781)
  })

  test('nothing used, no gas report, another company, no such report: refused, nothing changed', async () => {
    const { bothAccepted, propose } = await gasHome(story)
    const after = await bothAccepted('1200.5', '1200.5')
    const state = await story.everything()
    expect(refusedWith(await propose(after))).toBe('nothing-used')
    expect(refusedWith(await story.desk.proposeGasSubsidy({ ...clerk, company: 'lanzhou' }, after))).toBe('not-found')
    expect(refusedWith(await propose('nothing'))).toBe('not-found')
    expect(await story.everything()).toBe(state)
  })

  test('BJ8, C6: the subsidy pays what the home owes, and the rest is credit', async () => {
    const heated = { buildingArea: '10.00', heatSource: 'clean' } as const
    const { home, heatedBy, bothAccepted, propose, approve, creditFen } = await gasHome(story, heated)
    await story.open('beijing')
    await heatedBy('own-boiler')
    expect(await story.bill(home)).toMatchObject({ owedFen: 30_000 })
    done(await approve(done(await propose(await bothAccepted()))))
    expect(await story.bill(home)).toMatchObject({ owedFen: 0 })
    expect(await creditFen()).toBe(781)
  })

  test('BJ8: those without the app collect it at a counter, Jul 1 to Sep 30, once, by two people', async () => {
    const { bothAccepted, propose, approve, collect, creditFen, shown } = await gasHome(story)
    const after = await bothAccepted()
    expect(refusedWith(await collect(after))).toBe('not-granted')
    done(await approve(done(await propose(after))))
    story.clock.set('2027-06-30')
    expect(refusedWith(await collect(after, { ...COUNTER, on: '2027-06-30' }))).toBe('outside-window')
    expect(refusedWith(await collect(after))).toBe('date-out-of-range')
    story.clock.set('2027-07-02')
    expect(refusedWith(await collect(after, { ...COUNTER, place: '街边小店' }))).toBe('not-offered')
    const written = done(await collect(after))
    expect(await creditFen()).toBe(30_781)
    done(await approve(written))
    expect(await creditFen()).toBe(0)
    expect(await shown()).toEqual({ state: 'collected', cubicMetres: '799.5', amountFen: 30_781, on: '2027-07-01' })
    expect(await collect(after)).toMatchObject({ refused: 'already-collected', facts: { on: '2027-07-01' } })
    story.clock.set('2027-10-01')
    expect(refusedWith(await collect(after, { ...COUNTER, on: '2027-10-01' }))).toBe('already-collected')
  })

  test('BJ8: the desk sees how far each season is, what waits, and when a counter pays it out', async () => {
    const { home, report, accept, propose, approve, collect } = await gasHome(story)
    const seen = async (by = clerk) => {
      const { gasHome: offered, seasons } = done(await story.desk.gasOfHousehold(by, home.id))
      const [{ subsidy, collection, waitingApprovalId, reports } = { reports: [] }] = seasons
      return { offered, subsidy, open: collection?.open, waitingApprovalId, reports: reports.length }
    }
    expect(await seen()).toMatchObject({ offered: true, reports: 0 })
    done(await accept(await report('1200.5')))
    expect(await seen()).toMatchObject({ reports: 1, subsidy: { state: 'awaiting-readings' }, waitingApprovalId: null })
    story.clock.set('2027-04-15')
    const after = await report('2000')
    done(await accept(after))
    const worked = { cubicMetres: '799.5', rate: '0.385', amountFen: 30_781 }
    expect(await seen()).toMatchObject({ subsidy: { state: 'worked-out', ...worked, on: null }, open: false })
    const granting = done(await propose(after))
    expect(await seen()).toMatchObject({ waitingApprovalId: granting.id })
    done(await approve(granting))
    expect(await seen()).toMatchObject({ subsidy: { state: 'granted', ...worked, on: '2027-04-15' } })
    story.clock.set('2027-07-02')
    const collecting = done(await collect(after))
    expect(await seen()).toMatchObject({ open: true, waitingApprovalId: collecting.id })
    done(await approve(collecting))
    expect(await seen()).toMatchObject({ subsidy: { state: 'collected', on: '2027-07-01' }, waitingApprovalId: null })

    const flat = await story.home({ company: 'beijing', userCode: '010000009999', heatSource: 'district' })
    expect(done(await story.desk.gasOfHousehold(clerk, flat.id))).toEqual({ gasHome: false, seasons: [] })
    expect(refusedWith(await story.desk.gasOfHousehold({ ...clerk, company: 'lanzhou' }, home.id))).toBe('not-found')
    expect(refusedWith(await story.desk.gasOfHousehold(clerk, 'nobody'))).toBe('not-found')
  })

  test('BJ8: a subsidy that has paid a bill, even after the proposal, cannot be collected as well', async () => {
    const half = { buildingArea: '50.00' }
    const { home, heatedBy, bothAccepted, propose, approve, collect } = await gasHome(story, half)
    const after = await bothAccepted()
    done(await approve(done(await propose(after))))
    story.clock.set('2027-07-02')
    const written = done(await collect(after))
    await heatedBy('clean')
    await story.open('beijing', '2027-2028')
    expect(await story.bill(home, '2027-2028')).toMatchObject({ appliedFen: 30_781 })
    const state = await story.everything()
    expect(await approve(written)).toEqual({ refused: 'credit-spent', facts: { creditFen: 0 } })
    expect(refusedWith(await collect(after))).toBe('credit-spent')
    expect(await story.everything()).toBe(state)
  })
})
