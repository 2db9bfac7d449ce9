import type { GasReport } from '../../../server/application/season/gasReports'
import type { Household } from '../../../server/domain/household/household'
import type { Resident } from '../../../server/domain/resident/resident'
import { onEachEngine } from '../../support/engines'
import { clerk, done, openSeason, refusedWith, SEASON, type SeasonStory } from '../../support/season'

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

onEachEngine('gas-heated homes report their own meter', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    story = await openSeason(newPlace, '2026-10-20')
  })
  afterAll(() => story.remove())
  beforeEach(() => story.clock.set('2026-10-20'))

  let homes = 10_000_000_000
  let meters = 1000
  async function gasHome(given: Partial<Household> = {}): Promise<{ home: Household; owner: Resident; meter: string }> {
    const userCode = `0${++homes}`
    const home = await story.home({ company: 'beijing', userCode, heatSource: 'own-boiler', ...given })
    return { home, owner: await story.owner(home), meter: `G${++meters}` }
  }
  const report = (owner: Resident, home: Household, given: Partial<GasReport> & Pick<GasReport, 'meterNumber'>) =>
    story.resident.reportGas(owner, home.id, { cubicMetres: '1200.5', photo: JPEG, ...given })

  test('BJ8: before and after the season, each accepted by staff; no subsidy without a rate', async () => {
    const { home, owner, meter } = await gasHome()
    const before = done(await report(owner, home, { meterNumber: meter }))
    expect(before).toMatchObject({
      status: 'asked',
      season: SEASON,
      gas: { window: 'before', cubicMetres: '1200.5', meterNumber: meter },
    })
    done(await story.desk.gas.accept(clerk, before.id, { note: null }))
    story.clock.set('2027-03-20')
    const after = done(await report(owner, home, { meterNumber: meter, cubicMetres: '2200.5', photo: PNG }))
    expect(after).toMatchObject({ season: SEASON, gas: { window: 'after' } })
    expect(done(await story.desk.gas.accept(clerk, after.id, { note: '与照片一致' })).steps.at(-1)).toMatchObject({
      step: 'accepted',
      by: 'staff',
      note: '与照片一致',
    })
    expect(done(await story.resident.showGas(owner, home.id))).toMatchObject({
      offered: true,
      season: SEASON,
      subsidy: { state: 'rate-not-published', cubicMetres: '1000', amountFen: null },
      collection: {
        from: '2027-07-01',
        to: '2027-09-30',
        places: ['中国建设银行', '北京农商银行', '燃气集团服务网点'],
      },
    })
  })

  test('BJ8: the photo is kept under a name of our own, and only staff of the company see it', async () => {
    const { home, owner, meter } = await gasHome()
    const { id } = done(await report(owner, home, { meterNumber: meter }))
    expect(done(await story.desk.gas.photo(clerk, id))).toEqual({ type: 'image/jpeg', bytes: JPEG })
    expect(refusedWith(await story.desk.gas.photo({ ...clerk, company: 'lanzhou' }, id))).toBe('not-found')
    for (const name of story.photos.kept.keys()) expect(name).toMatch(/^[0-9A-Z]{26}\.(jpg|png|webp)$/)
  })

  test('BJ8: outside its window, below the earlier one, or twice: refused, no photo kept', async () => {
    const { home, owner, meter } = await gasHome()
    done(await report(owner, home, { meterNumber: meter }))
    const [before, photos] = [await story.everything(), story.photos.kept.size]
    expect(refusedWith(await report(owner, home, { meterNumber: meter, cubicMetres: '1300' }))).toBe('reported-twice')
    for (const day of ['2026-10-14', '2026-11-15', '2027-03-15', '2027-04-16']) {
      story.clock.set(day)
      expect(refusedWith(await report(owner, home, { meterNumber: meter, cubicMetres: '1300' }))).toBe('outside-window')
    }
    story.clock.set('2027-04-15')
    expect(await report(owner, home, { meterNumber: meter, cubicMetres: '1200.499' })).toEqual({
      refused: 'below-earlier',
      facts: { earlierCubicMetres: '1200.5' },
    })
    expect(refusedWith(await report(owner, home, { meterNumber: 'G9', cubicMetres: '1300' }))).toBe('other-meter')
    // The red digits, which are decimals, read as whole ones.
    expect(await report(owner, home, { meterNumber: meter, cubicMetres: '1300500' })).toEqual({
      refused: 'absurd-reading',
      facts: { used: '1299299.5', most: 20_000 },
    })
    expect([await story.everything(), story.photos.kept.size]).toEqual([before, photos])
    story.clock.set('2027-03-15')
    expect(await report(owner, home, { meterNumber: meter })).toMatchObject({
      facts: { dates: '2027-03-16 至 2027-04-15' },
    })
  })

  test("no picture, another's home or meter, no gas, no such rule: refused, nothing changed", async () => {
    const { home, owner, meter } = await gasHome()
    const other = await gasHome()
    const district = await gasHome({ heatSource: 'district' })
    const lanzhou = await story.home({ company: 'lanzhou', userCode: '6201000001', heatSource: 'gas' })
    const lanzhouOwner = await story.owner(lanzhou)
    done(await report(owner, home, { meterNumber: meter }))
    const [before, photos] = [await story.everything(), story.photos.kept.size]
    const given = { meterNumber: other.meter }
    expect(refusedWith(await report(other.owner, other.home, { meterNumber: meter }))).toBe('meter-of-another')
    expect(refusedWith(await report(other.owner, home, given))).toBe('bind-first')
    expect(refusedWith(await report(district.owner, district.home, given))).toBe('no-gas-home')
    expect(refusedWith(await report(lanzhouOwner, lanzhou, given))).toBe('not-offered')
    const pictures = [Buffer.from('<svg onload=alert(1)>'), Buffer.from('%PDF-1.7'), Buffer.alloc(0)]
    const tooBig = Buffer.concat([JPEG, Buffer.alloc(5 * 1024 * 1024)])
    for (const photo of [...pictures, tooBig]) {
      expect(refusedWith(await report(other.owner, other.home, { ...given, photo }))).toBe('bad-photo')
    }
    expect([await story.everything(), story.photos.kept.size]).toEqual([before, photos])
  })

  test('BJ8: what staff refuse with a reason may be reported again in the window', async () => {
    const { home, owner, meter } = await gasHome()
    const first = done(await report(owner, home, { meterNumber: meter }))
    done(await story.desk.refuse(clerk, first.id, { reason: '照片看不清读数' }))
    expect(refusedWith(await story.desk.gas.accept(clerk, first.id, { note: null }))).toBe('wrong-status')
    const again = done(await report(owner, home, { meterNumber: meter, cubicMetres: '1210' }))
    expect(again.gas?.cubicMetres).toBe('1210')
  })

  test('BJ8: two reports at once make one', async () => {
    const { home, owner, meter } = await gasHome()
    const taps = [
      report(owner, home, { meterNumber: meter }),
      report(owner, home, { meterNumber: `${meter}0` }),
      report(owner, home, { meterNumber: meter }),
    ]
    const outcomes = await Promise.all(taps)
    expect(outcomes.map(refusedWith).sort()).toEqual(['not refused', 'reported-twice', 'reported-twice'])
  })
})
