import { createShowCompanies } from '../../../server/application/companies/companies'
import { seasonDates } from '../../../server/domain/calendar/season'
import { onEachEngine } from '../../support/engines'
import { clerk, done, openSeason, refusedWith, SEASON, type SeasonStory } from '../../support/season'

onEachEngine('a season that opens early or closes late', (newPlace) => {
  let story: SeasonStory
  beforeEach(async () => {
    story = await openSeason(newPlace, '2026-11-08')
  })
  afterEach(() => story.remove())

  const set = (given: { startsOn?: string; endsOn?: string; season?: string; company?: string }) =>
    story.desk.setSeasonDates(clerk, {
      company: 'beijing',
      season: SEASON,
      reason: '连续5天日平均气温低于5℃',
      ...given,
    })
  const shown = async () => {
    const { companies } = await createShowCompanies({ ...story, mode: 'sandbox' })()
    return companies.find(({ id }) => id === 'beijing')?.season
  }

  test('BJ6: residents see the real dates, with who set them and why on record; fees do not change', async () => {
    const home = await story.home({ company: 'beijing', userCode: '010000000001', heatSource: 'district' })
    done(await set({ startsOn: '2026-11-09' }))
    expect(await shown()).toMatchObject({ name: SEASON, startsOn: '2026-11-09', endsOn: '2027-03-15' })
    await story.open('beijing')
    expect(await story.bill(home)).toMatchObject({ chargedFen: 240_000 })
    story.clock.set('2027-03-10')
    done(await set({ endsOn: '2027-03-22' }))
    // The earlier day stays.
    expect(await shown()).toMatchObject({ startsOn: '2026-11-09', endsOn: '2027-03-22' })
    expect(await story.bill(home)).toMatchObject({ chargedFen: 240_000 })
    expect(await story.desk.seasonDates('beijing')).toMatchObject([
      { startsOn: '2026-11-09', endsOn: '2027-03-22', by: 'li', sequence: 2 },
      { startsOn: '2026-11-09', endsOn: null, by: 'li', sequence: 1 },
    ])
    expect(await story.database.read.audit.latest('beijing', 'set-season-dates')).toMatchObject({ subject: SEASON })
  })

  test('BJ6: another process sees them when it looks again; what fees are reckoned from stays', async () => {
    const { liveRulebooks } = await import('../../../server/application/companies/liveRulebooks')
    const other = liveRulebooks(story.rulebooks, story.database.read)
    done(await set({ startsOn: '2026-11-09' }))
    await other.refresh()
    const rulebook = other.get('beijing')
    expect(rulebook?.season.actual[0]).toMatchObject({ startsOn: '2026-11-09' })
    expect(rulebook && seasonDates(rulebook, SEASON)).toMatchObject({ startsOn: '2026-11-15', days: 121 })
  })

  test('BJ6, BO6: heat that stayed on longer moves the window of the next suspension', async () => {
    const home = await story.home({ company: 'baoji', userCode: '61030001' })
    const owner = await story.owner(home)
    story.clock.set('2027-03-14')
    done(await set({ company: 'baoji', endsOn: '2027-03-20' }))
    story.clock.set('2027-03-18')
    expect(done(await story.resident.service.show(owner, home.id))).toMatchObject({ season: SEASON, state: 'closed' })
    story.clock.set('2027-03-21')
    expect(done(await story.resident.service.show(owner, home.id))).toMatchObject({
      season: '2027-2028',
      state: 'open',
    })
  })

  test('TS7, BJ6: cold rooms may be reported from the day on which heat really came', async () => {
    const home = await story.home({ company: 'tangshan', userCode: '1302000001', heatSource: 'district' })
    const owner = await story.owner(home)
    const report = () => story.resident.temperature.report(owner, home.id, { words: '不热' })
    expect(refusedWith(await report())).toBe('not-heated')
    done(await set({ company: 'tangshan', startsOn: '2026-11-08' }))
    done(await report())
  })

  test('later than planned, months off, long ago, twice, another company: refused, nothing changed', async () => {
    done(await set({ startsOn: '2026-11-09' }))
    const before = await story.everything()
    expect(refusedWith(await set({ startsOn: '2026-11-16' }))).toBe('only-early-or-late')
    expect(refusedWith(await set({ endsOn: '2027-03-14' }))).toBe('only-early-or-late')
    expect(refusedWith(await set({ startsOn: '2026-09-01' }))).toBe('date-out-of-range')
    expect(refusedWith(await set({ endsOn: '2027-05-30' }))).toBe('date-out-of-range')
    expect(refusedWith(await set({ season: '2019-2020', startsOn: '2019-11-10' }))).toBe('date-out-of-range')
    expect(refusedWith(await set({ season: '2039-2040', startsOn: '2039-11-10' }))).toBe('date-out-of-range')
    expect(refusedWith(await set({ startsOn: '2026-11-09' }))).toBe('nothing-changed')
    expect(refusedWith(await set({ company: 'harbin', startsOn: '2026-11-10' }))).toBe('not-found')
    const given = { company: 'beijing', season: SEASON, startsOn: '2026-11-10', reason: '低温' }
    expect(refusedWith(await story.desk.setSeasonDates({ ...clerk, company: 'lanzhou' }, given))).toBe('not-found')
    expect(await story.everything()).toBe(before)
  })
})
