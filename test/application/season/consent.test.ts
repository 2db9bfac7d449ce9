import { createStartPayment } from '../../../server/application/payments/startPayment'
import type { Household } from '../../../server/domain/household/household'
import type { Resident } from '../../../server/domain/resident/resident'
import { onEachEngine } from '../../support/engines'
import { fiveCompanies } from '../../support/ports'
import { clerk, done, openSeason, refusedWith, SEASON, type SeasonStory } from '../../support/season'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** No channel is reached: a part that is allowed gets as far as asking for one. */
const noChannels = { get: () => undefined, companiesWith: () => [] }

onEachEngine('consent to paying in parts, where the rulebook leaves it to staff', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    const instalments = fiveCompanies().get('lanzhou')?.instalments
    if (!instalments) throw new Error('no instalments')
    story = await openSeason(newPlace, '2026-11-05', { lanzhou: { instalments: { ...instalments, consent: 'staff' } } })
  })
  afterAll(() => story.remove())
  beforeEach(() => story.clock.set('2026-11-05'))

  let homes = 6_200_000_000
  async function lanzhou(given: Partial<Household> = {}): Promise<{ home: Household; owner: Resident }> {
    const home = await story.home({ company: 'lanzhou', userCode: String(++homes), heatSource: 'coal', ...given })
    await story.open('lanzhou')
    return { home, owner: await story.owner(home) }
  }
  const ask = (owner: Resident, home: Household) =>
    story.resident.consent.ask(owner, home.id, { words: '家里有人住院，想分两次缴' })
  const payPart = (owner: Resident, home: Household, partFen: number) =>
    createStartPayment({ ...story, channels: noChannels, log: quiet, publicUrl: 'http://127.0.0.1' })(owner, {
      kind: 'part',
      householdId: home.id,
      partFen,
    })

  test('LZ2: a part is payable once staff have granted the consent; the first is at least half', async () => {
    const { home, owner } = await lanzhou()
    // 100 × 5 × 5 = 2500.00
    expect(await payPart(owner, home, 125_000)).toEqual({ refused: 'consent-needed', facts: { state: 'not-asked' } })
    expect(done(await story.resident.consent.show(owner, home.id))).toMatchObject({
      state: 'not-asked',
      season: SEASON,
      minimumFirstFen: 125_000,
      balanceDueOn: '2027-01-01',
    })
    const asked = done(await ask(owner, home))
    expect(asked).toMatchObject({ status: 'asked', words: '家里有人住院，想分两次缴' })
    expect(await payPart(owner, home, 125_000)).toEqual({ refused: 'consent-needed', facts: { state: 'asked' } })
    expect(done(await story.showBill(owner, home.id)).payable.instalments).toMatchObject({ consentState: 'asked' })

    const granted = done(await story.desk.grantConsent(clerk, asked.id, { note: '已核实' }))
    expect(granted.steps).toMatchObject([{ step: 'asked' }, { step: 'granted', by: 'staff', note: '已核实' }])
    expect(await payPart(owner, home, 124_999)).toEqual({ refused: 'below-minimum', facts: { minimumFen: 125_000 } })
    // As far as the channel, which this story has none of.
    expect(refusedWith(await payPart(owner, home, 125_000))).toBe('channel-not-offered')
    expect(done(await story.showBill(owner, home.id)).payable.instalments).toMatchObject({ consentState: 'granted' })
    expect(refusedWith(await ask(owner, home))).toBe('already-asked')
  })

  test('LZ2: refused with a reason, it may be asked for again; the whole is payable all the time', async () => {
    const { home, owner } = await lanzhou()
    const asked = done(await ask(owner, home))
    const refused = done(await story.desk.refuse(clerk, asked.id, { reason: '请提供住院证明' }))
    expect(refused.steps.at(-1)).toMatchObject({ step: 'refused', note: '请提供住院证明' })
    expect(await payPart(owner, home, 125_000)).toEqual({ refused: 'consent-needed', facts: { state: 'refused' } })
    expect(refusedWith(await payPart(owner, home, 250_000))).toBe('channel-not-offered')
    expect(refusedWith(await story.desk.grantConsent(clerk, asked.id, { note: null }))).toBe('wrong-status')
    done(await ask(owner, home))
  })

  test('C7: arrears of earlier seasons are cleared first', async () => {
    const { home, owner } = await lanzhou()
    await story.open('lanzhou', '2025-2026')
    const before = await story.everything()
    expect(await ask(owner, home)).toEqual({ refused: 'arrears-first', facts: { arrearsFen: 250_000 } })
    expect(await story.everything()).toBe(before)
  })

  test('C7: a resident clears them alone, without consent, then may ask to pay this one in parts', async () => {
    const { home, owner } = await lanzhou()
    await story.open('lanzhou', '2025-2026')
    const shown = async () => done(await story.showBill(owner, home.id)).payable
    expect(await shown()).toMatchObject({ wholeFen: 500_000, instalments: { allowed: false, arrearsFen: 250_000 } })
    expect(refusedWith(await payPart(owner, home, 249_999))).not.toBe('channel-not-offered')
    expect(refusedWith(await payPart(owner, home, 250_001))).not.toBe('channel-not-offered')
    // As far as the channel, which this story has none of.
    expect(refusedWith(await payPart(owner, home, 250_000))).toBe('channel-not-offered')
    await story.transfer(home, 250_000)
    expect(await shown()).toMatchObject({ wholeFen: 250_000, instalments: { allowed: true, minimumFen: 125_000 } })
    done(await ask(owner, home))
  })

  test('LZ4, LZ2: metered, too late, paid, no bill, another person: refused, nothing changed', async () => {
    const metered = await lanzhou({ billing: 'metered', heatSource: 'gas' })
    const { home, owner } = await lanzhou()
    const paid = await lanzhou()
    await story.transfer(paid.home, 250_000)
    const unbilled = await story.home({ company: 'lanzhou', userCode: String(++homes), heatSource: 'coal' })
    const unbilledOwner = await story.owner(unbilled)
    const stranger = await story.owner(metered.home)
    const before = await story.everything()
    expect(refusedWith(await ask(metered.owner, metered.home))).toBe('no-instalments')
    expect(refusedWith(await ask(paid.owner, paid.home))).toBe('nothing-owed')
    expect(refusedWith(await ask(unbilledOwner, unbilled))).toBe('no-bill')
    expect(refusedWith(await ask(stranger, home))).toBe('bind-first')
    story.clock.set('2027-01-02')
    expect(await ask(owner, home)).toEqual({ refused: 'instalments-over', facts: { balanceDueOn: '2027-01-01' } })
    expect(await story.everything()).toBe(before)
    story.clock.set('2027-01-01')
    done(await ask(owner, home))
  })
})

onEachEngine('consent where the rulebook gives it to everybody, or to nobody', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    story = await openSeason(newPlace, '2026-11-20')
  })
  afterAll(() => story.remove())

  test.each([
    ['lanzhou', '6201000001', 'coal', 'consent-not-needed'],
    ['beijing', '010000000001', 'district', 'no-instalments'],
  ] as const)('LZ2, C7: %s', async (company, userCode, heatSource, refusal) => {
    const home = await story.home({ company, userCode, heatSource })
    await story.open(company)
    const owner = await story.owner(home)
    expect(refusedWith(await story.resident.consent.ask(owner, home.id, { words: '想分两次缴' }))).toBe(refusal)
  })

  test('LZ2: the bill offers parts until the stated day, inclusive; afterwards it says why not', async () => {
    const home = await story.home({ company: 'lanzhou', userCode: '6201000002', heatSource: 'coal' })
    await story.open('lanzhou')
    const owner = await story.owner(home)
    const offered = async () => done(await story.showBill(owner, home.id)).payable.instalments
    story.clock.set('2027-01-01')
    expect(await offered()).toMatchObject({ allowed: true, minimumFen: 125_000, balanceDueOn: '2027-01-01' })
    story.clock.set('2027-01-02')
    expect(await offered()).toEqual({ allowed: false, reason: '分次缴纳已于 2027-01-01 截止，请一次缴清余款。' })
  })
})
