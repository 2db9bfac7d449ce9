import type { Household } from '../../../server/domain/household/household'
import type { Resident } from '../../../server/domain/resident/resident'
import { onEachEngine } from '../../support/engines'
import { clerk, done, openSeason, refusedWith, SEASON, type SeasonStory, second } from '../../support/season'

onEachEngine('rooms that stay cold', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    story = await openSeason(newPlace, '2026-12-03')
  })
  afterAll(() => story.remove())
  beforeEach(() => story.clock.set('2026-12-03'))

  let homes = 1_302_000_000
  /** 75.02 × 26 = 1950.52. */
  async function tangshan(given: Partial<Household> = {}): Promise<{ home: Household; owner: Resident }> {
    const usable = { heatSource: 'district', usableArea: '75.02' } as const
    const home = await story.home({ company: 'tangshan', userCode: String(++homes), ...usable, ...given })
    await story.open('tangshan')
    return { home, owner: await story.owner(home) }
  }
  const report = async (owner: Resident, home: Household) =>
    done(await story.resident.temperature.report(owner, home.id, { words: '北卧室一直不热，已报修' }))
  const measure = (id: string, on: string, celsius: string, room = '北卧室') =>
    story.desk.measure(clerk, id, { on, room, celsius, note: null })
  /** A report with three visits in December whose mean is 14.50 ℃. */
  async function measured(owner: Resident, home: Household): Promise<string> {
    const { id } = await report(owner, home)
    story.clock.set('2026-12-28')
    done(await measure(id, '2026-12-05', '14'))
    done(await measure(id, '2026-12-15', '15'))
    done(await measure(id, '2026-12-28', '14.5'))
    return id
  }
  const confirm = (owner: Resident, id: string, meanCelsius = '14.50') =>
    story.resident.temperature.confirm(owner, id, { month: '2026-12', meanCelsius })

  test('TS7: three visits, a mean that the home confirms, an amount by two people, a smaller bill', async () => {
    const { home, owner } = await tangshan()
    await story.transfer(home, 195_052)
    const id = await measured(owner, home)
    expect(done(await story.resident.applications.one(owner, id)).temperature).toMatchObject({
      months: [{ month: '2026-12', outcome: 'ground', meanCelsius: '14.50', measurements: { length: 3 } }],
      confirmedMonth: null,
    })
    expect(done(await confirm(owner, id))).toMatchObject({ status: 'confirmed' })

    const proposed = done(
      await story.desk.proposeReduction(clerk, id, { amountFen: 30_000, reason: '12 月室温不达标' }),
    )
    expect(proposed.summary).toContain('300.00 元')
    expect(proposed.summary).toContain('14.50℃')
    expect(proposed.payload).toMatchObject({ month: '2026-12', measurements: { length: 3 } })
    // Nothing happens before the second person.
    expect(await story.bill(home)).toMatchObject({ chargedFen: 195_052 })
    const decision = { payloadHash: proposed.payloadHash }
    expect(refusedWith(await story.approvals.approve(clerk, proposed.id, decision))).toBe('maker-is-checker')
    expect(refusedWith(await story.approvals.approve(second, proposed.id, { payloadHash: 'x'.repeat(64) }))).toBe(
      'payload-changed',
    )
    expect(await story.bill(home)).toMatchObject({ chargedFen: 195_052 })
    expect(done(await story.approvals.approve(second, proposed.id, decision)).status).toBe('executed')

    const bill = await story.bill(home)
    expect(bill).toMatchObject({ chargedFen: 165_052, owedFen: 0, appliedFen: 165_052 })
    expect(bill?.lines.at(-1)).toMatchObject({
      label: '室温不达标减费（2026-12）',
      formula: '平均室温 14.50℃ 低于 16℃',
      rule: 'TS7',
      amountFen: -30_000,
    })
    expect((await story.now(home)).creditFen).toBe(30_000)
    expect(done(await story.resident.applications.one(owner, id))).toMatchObject({
      status: 'reduced',
      temperature: { reduction: { month: '2026-12', amountFen: 30_000 } },
    })
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('TS7: two measurements are too few, a warm mean is no ground, a changed one is seen again', async () => {
    const { home, owner } = await tangshan()
    const { id } = await report(owner, home)
    story.clock.set('2026-12-28')
    done(await measure(id, '2026-12-05', '14'))
    done(await measure(id, '2026-12-06', '14'))
    expect(await confirm(owner, id, '14.00')).toEqual({ refused: 'too-few-measurements', facts: { needed: 3 } })
    done(await measure(id, '2026-12-07', '20'))
    // (14 + 14 + 20) ÷ 3 = 16.00 is not below 16.
    expect(refusedWith(await confirm(owner, id, '16.00'))).toBe('warm-enough')
    expect(await confirm(owner, id, '14.00')).toEqual({ refused: 'mean-differs', facts: { meanCelsius: '16.00' } })
    done(await measure(id, '2026-12-08', '15.9'))
    expect(done(await confirm(owner, id, '15.98')).status).toBe('confirmed')
    expect(refusedWith(await measure(id, '2026-12-09', '14'))).toBe('wrong-status')
    expect(refusedWith(await confirm(owner, id, '15.98'))).toBe('wrong-status')
  })

  test('TS7: an absurd, doubled or wrongly dated measurement is refused, nothing changed', async () => {
    const { home, owner } = await tangshan()
    const { id } = await report(owner, home)
    story.clock.set('2026-12-10')
    done(await measure(id, '2026-12-05', '14'))
    const before = await story.everything()
    expect(refusedWith(await measure(id, '2026-12-05', '15'))).toBe('measured-already')
    expect(refusedWith(await measure(id, '2026-12-02', '14'))).toBe('date-out-of-range')
    expect(refusedWith(await measure(id, '2026-12-11', '14'))).toBe('date-out-of-range')
    expect(refusedWith(await measure(id, '2026-12-06', '99'))).toBe('absurd-temperature')
    expect(refusedWith(await measure(id, '2026-12-06', '-50'))).toBe('absurd-temperature')
    expect(refusedWith(await measure('no-such-report', '2026-12-06', '14'))).toBe('not-found')
    expect(await story.everything()).toBe(before)
    done(await measure(id, '2026-12-05', '15', '客厅'))
  })

  test('TS7: a reduction needs confirmation, is never more than the bill, and comes once a month', async () => {
    const { home, owner } = await tangshan()
    const id = await measured(owner, home)
    const propose = (of: string, amountFen: number) =>
      story.desk.proposeReduction(clerk, of, { amountFen, reason: '室温不达标' })
    expect(refusedWith(await propose(id, 10_000))).toBe('not-confirmed')
    done(await confirm(owner, id))
    expect(await propose(id, 195_053)).toEqual({ refused: 'more-than-billed', facts: { billedFen: 195_052 } })
    const proposed = done(await propose(id, 195_052))
    expect(refusedWith(await propose(id, 10_000))).toBe('already-proposed')
    done(await story.approvals.approve(second, proposed.id, { payloadHash: proposed.payloadHash }))
    expect(await story.bill(home)).toMatchObject({ chargedFen: 0 })

    story.clock.set('2026-12-03')
    const other = await report(owner, home)
    story.clock.set('2026-12-28')
    for (const on of ['2026-12-20', '2026-12-21', '2026-12-22']) done(await measure(other.id, on, '14'))
    expect(refusedWith(await confirm(owner, other.id, '14.00'))).toBe('already-reduced')
  })

  test('TS7: withdrawn while a proposal waits, the approval is refused and changes nothing', async () => {
    const { home, owner } = await tangshan()
    const id = await measured(owner, home)
    done(await confirm(owner, id))
    const proposed = done(await story.desk.proposeReduction(clerk, id, { amountFen: 10_000, reason: '室温不达标' }))
    done(await story.resident.withdraw(owner, id))
    expect(refusedWith(await story.approvals.approve(second, proposed.id, { payloadHash: proposed.payloadHash }))).toBe(
      'not-confirmed',
    )
    expect(await story.bill(home)).toMatchObject({ chargedFen: 195_052 })
    expect(await story.database.read.seasonRecords.reductionsOf(home.id)).toEqual([])
  })

  test('TS7, TS5: a reduction stays when the bill is reckoned anew', async () => {
    const { home, owner } = await tangshan()
    const id = await measured(owner, home)
    done(await confirm(owner, id))
    const proposed = done(await story.desk.proposeReduction(clerk, id, { amountFen: 10_000, reason: '室温不达标' }))
    done(await story.approvals.approve(second, proposed.id, { payloadHash: proposed.payloadHash }))
    const moved = {
      company: 'tangshan',
      userCode: home.userCode,
      agreedOn: '2026-12-20',
      paper: '协议',
      corrects: false,
    }
    done(await story.desk.recordMoveOut(clerk, moved))
    // The days heated are a share of the whole fee, the reduction is not: 580.32 − 100.00.
    expect(await story.bill(home)).toMatchObject({ chargedFen: 48_032, owedFen: 48_032 })
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('out of season, suspended, another person, no such rule, twice: refused, nothing changed', async () => {
    const { home, owner } = await tangshan()
    const suspended = await tangshan({ service: 'suspended' })
    const beijing = await story.home({ company: 'beijing', userCode: '010000000001', heatSource: 'district' })
    const beijingOwner = await story.owner(beijing)
    await report(owner, home)
    const before = await story.everything()
    const ask = (by: Resident, of: Household) => story.resident.temperature.report(by, of.id, { words: '不热' })
    expect(refusedWith(await ask(owner, home))).toBe('already-asked')
    expect(refusedWith(await ask(suspended.owner, suspended.home))).toBe('already-suspended')
    expect(refusedWith(await ask(suspended.owner, home))).toBe('bind-first')
    expect(refusedWith(await ask(beijingOwner, beijing))).toBe('not-offered')
    story.clock.set('2026-11-14')
    expect(await ask(owner, home)).toEqual({
      refused: 'not-heated',
      facts: { from: '2026-11-15', to: '2027-03-15' },
    })
    expect(await story.everything()).toBe(before)
    expect(SEASON).toBe('2026-2027')
  })
})
