import type { Household } from '../../../server/domain/household/household'
import type { Resident } from '../../../server/domain/resident/resident'
import { pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { clerk, done, openSeason, refusedWith, SEASON, type SeasonStory } from '../../support/season'

const plain = { acceptCharged: false }

onEachEngine('stopping and starting heat', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    story = await openSeason(newPlace, '2026-09-20')
  })
  afterAll(() => story.remove())

  let homes = 61_030_000
  const nextCode = () => String(++homes)
  async function baoji(day: string, given: Partial<Household> = {}): Promise<{ home: Household; owner: Resident }> {
    story.clock.set(day)
    const home = await story.home({ company: 'baoji', userCode: nextCode(), ...given })
    return { home, owner: await story.owner(home) }
  }
  const ask = (owner: Resident, home: Household, kind: 'suspension' | 'resumption' = 'suspension', request = plain) =>
    story.resident.service.ask(owner, home.id, kind, request)

  test('BO6: until Sep 30 the crew does it; once done nothing is owed, each step with who and when', async () => {
    const { home, owner } = await baoji('2026-09-20')
    await story.open('baoji')
    expect(await story.bill(home)).toMatchObject({ chargedFen: 220_000, owedFen: 220_000 })
    const asked = done(await ask(owner, home))
    expect(asked).toMatchObject({
      kind: 'suspension',
      status: 'asked',
      season: SEASON,
      service: { work: 'company', inspected: false, charged: false },
      mayWithdraw: true,
    })
    // Nothing has changed until somebody did the work.
    expect((await story.now(home)).service).toBe('heating')
    story.clock.set('2026-10-03')
    const complete = done(await story.desk.service.complete(clerk, asked.id, { on: '2026-10-02', note: '已关阀上锁' }))
    expect(complete.steps).toMatchObject([
      { step: 'asked', on: '2026-09-20', by: 'resident' },
      { step: 'effective', on: '2026-10-02', by: 'staff', note: '已关阀上锁' },
    ])
    expect((await story.now(home)).service).toBe('suspended')
    const bill = await story.bill(home)
    expect(bill).toMatchObject({ chargedFen: 0, owedFen: 0 })
    expect(bill?.lines.map(({ label, amountFen }) => [label, amountFen])).toEqual([
      ['采暖费（居民）', 204_000],
      ['换热站运行费用', 16_000],
      ['停热，冲回原热费', -220_000],
      ['已停热，不收热费', 0],
    ])
    expect(await story.database.read.audit.latest('baoji', 'decide-application')).toMatchObject({
      actor: 'li',
      subject: asked.id,
    })
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('BO7: on a metered estate the base fee stays; what was paid beyond it pays the next season', async () => {
    const { home, owner } = await baoji('2026-09-20', { billing: 'metered' })
    await story.open('baoji')
    await pay(story, { company: 'baoji', householdId: home.id, amountFen: 220_000 })
    const asked = done(await ask(owner, home))
    done(await story.desk.service.complete(clerk, asked.id, { on: '2026-09-20', note: null }))
    // 1.65 × 4 × 100
    expect(await story.bill(home)).toMatchObject({ chargedFen: 66_000, owedFen: 0, appliedFen: 66_000 })
    expect((await story.now(home)).creditFen).toBe(220_000 - 66_000)
    expect(await story.brokenCheck()).toBeUndefined()

    story.clock.set('2027-08-01')
    await story.open('baoji', '2027-2028')
    expect(await story.bill(home, '2027-2028')).toMatchObject({ chargedFen: 66_000, owedFen: 0 })
    expect((await story.now(home)).creditFen).toBe(220_000 - 2 * 66_000)
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('C6: credit from a suspension pays what is owed for an earlier season first', async () => {
    const { home, owner } = await baoji('2026-09-20')
    await story.open('baoji')
    await pay(story, { company: 'baoji', householdId: home.id, amountFen: 220_000 })
    // The season before was forgotten, and is billed late.
    await story.open('baoji', '2025-2026')
    const asked = done(await ask(owner, home))
    done(await story.desk.service.complete(clerk, asked.id, { on: '2026-09-20', note: null }))
    // 2 ‰ a day since 2025-12-01 is owed too, and comes first (BO5).
    const arrears = await story.bill(home, '2025-2026')
    expect(arrears?.lateFeePaidFen).toBe(Math.round(220_000 * 0.002 * 294))
    expect((arrears?.appliedFen ?? 0) + (arrears?.lateFeePaidFen ?? 0)).toBe(220_000)
    expect((await story.now(home)).creditFen).toBe(0)
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('BO6: from Oct 1 the household does it, and only an inspection that passed makes it count', async () => {
    const { home, owner } = await baoji('2026-10-20')
    const asked = done(await ask(owner, home))
    expect(asked.service).toEqual({ work: 'household', inspected: true, charged: false })
    const { inspect, complete } = story.desk.service
    const work = { on: '2026-10-20', note: null }
    expect(refusedWith(await complete(clerk, asked.id, work))).toBe('not-inspected')
    done(await inspect(clerk, asked.id, { on: '2026-10-20', passed: false, note: '阀门没有上锁' }))
    expect(refusedWith(await complete(clerk, asked.id, work))).toBe('not-inspected')
    const passed = done(await inspect(clerk, asked.id, { on: '2026-10-20', passed: true, note: null }))
    expect(passed).toMatchObject({ status: 'inspected' })
    expect(refusedWith(await inspect(clerk, asked.id, { on: '2026-10-20', passed: true, note: null }))).toBe(
      'wrong-status',
    )
    expect(done(await complete(clerk, asked.id, work)).steps.map(({ step }) => step)).toEqual([
      'asked',
      'inspection-failed',
      'inspected',
      'effective',
    ])
    // The bill that is opened afterwards knows.
    await story.open('baoji')
    expect(await story.bill(home)).toMatchObject({ chargedFen: 0 })
  })

  test('BO6: from Nov 5 on nothing is taken, and the refusal names the windows', async () => {
    const { home, owner } = await baoji('2026-11-05')
    const before = await story.everything()
    expect(await ask(owner, home, 'suspension', { acceptCharged: true })).toEqual({
      refused: 'outside-window',
      facts: { dates: '2026-03-15 至 2026-09-30、2026-10-01 至 2026-11-04' },
    })
    expect(await story.everything()).toBe(before)
    expect(await story.resident.service.show(owner, home.id)).toMatchObject({ state: 'closed', service: 'heating' })
  })

  test('BO6: while heat is on, the next season is not asked for yet', async () => {
    const { home, owner } = await baoji('2026-12-24')
    expect(refusedWith(await ask(owner, home))).toBe('outside-window')
  })

  test('TS6: asked for during the season it is charged as normal, once he says that he knows', async () => {
    story.clock.set('2026-12-24')
    const home = await story.home({ company: 'tangshan', userCode: '1302000009', heatSource: 'district' })
    const owner = await story.owner(home)
    await story.open('tangshan')
    const { chargedFen } = (await story.bill(home)) ?? {}
    expect(await story.resident.service.show(owner, home.id)).toMatchObject({
      state: 'charged',
      feeAfterwards: { totalFen: chargedFen },
    })
    expect(await ask(owner, home)).toEqual({
      refused: 'charged-as-normal',
      facts: { dates: '2026-03-16 至 2026-09-30' },
    })
    const asked = done(await ask(owner, home, 'suspension', { acceptCharged: true }))
    done(await story.desk.service.complete(clerk, asked.id, { on: '2026-12-24', note: null }))
    expect(await story.bill(home)).toMatchObject({ chargedFen })
    expect((await story.now(home)).service).toBe('heating')
    expect(refusedWith(await ask(owner, home, 'suspension', { acceptCharged: true }))).toBe('already-asked')
  })

  test('TS6, BO6: a household that starts again owes the whole season, as a new line', async () => {
    const { home, owner } = await baoji('2026-09-01', { service: 'suspended', billing: 'metered' })
    await story.open('baoji')
    expect(await story.bill(home)).toMatchObject({ chargedFen: 66_000 })
    expect(refusedWith(await ask(owner, home, 'suspension'))).toBe('already-suspended')
    const asked = done(await ask(owner, home, 'resumption'))
    done(await story.desk.service.complete(clerk, asked.id, { on: '2026-09-01', note: null }))
    expect(await story.bill(home)).toMatchObject({ chargedFen: 220_000, owedFen: 220_000 })
    expect((await story.now(home)).service).toBe('heating')
    // And may be stopped again in the same window.
    const again = done(await ask(owner, home, 'suspension'))
    done(await story.desk.service.complete(clerk, again.id, { on: '2026-09-01', note: null }))
    expect(await story.bill(home)).toMatchObject({ chargedFen: 66_000 })
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('twice, by another, for another company, moved out, no such rule: refused, nothing changed', async () => {
    const { home, owner } = await baoji('2026-09-20')
    const neighbour = await story.owner(await story.home({ company: 'baoji', userCode: nextCode() }))
    const unproven = await story.owner(home, { verified: false })
    const elsewhere = await story.owner(
      await story.home({ company: 'lanzhou', userCode: '6201000001', heatSource: 'coal' }),
    )
    const gone = await story.home({
      company: 'tangshan',
      userCode: '1302000001',
      heatSource: 'district',
      movedOutOn: '2026-09-01',
    })
    const goneOwner = await story.owner(gone)
    const lanzhou = (await story.database.read.households.byUserCode('lanzhou', '6201000001')) as Household
    const asked = done(await ask(owner, home))
    const before = await story.everything()
    expect(refusedWith(await ask(owner, home))).toBe('already-asked')
    expect(refusedWith(await ask(owner, home, 'resumption'))).toBe('not-suspended')
    expect(refusedWith(await ask(neighbour, home))).toBe('bind-first')
    expect(refusedWith(await ask(unproven, home))).toBe('bind-first')
    expect(refusedWith(await ask(elsewhere, home))).toBe('not-found')
    expect(refusedWith(await ask(goneOwner, gone))).toBe('moved-out')
    expect(refusedWith(await ask(elsewhere, lanzhou))).toBe('not-offered')
    expect(refusedWith(await story.resident.withdraw(neighbour, asked.id))).toBe('not-found')
    const ofTangshan = { ...clerk, company: 'tangshan' }
    const work = { on: '2026-09-20', note: null }
    expect(refusedWith(await story.desk.service.complete(ofTangshan, asked.id, work))).toBe('not-found')
    for (const on of ['2026-09-19', '2026-09-21']) {
      expect(refusedWith(await story.desk.service.complete(clerk, asked.id, { on, note: null }))).toBe(
        'date-out-of-range',
      )
    }
    const visit = { on: '2026-09-20', passed: true, note: null }
    expect(refusedWith(await story.desk.service.inspect(clerk, asked.id, visit))).toBe('no-inspection-needed')
    expect(refusedWith(await story.desk.grantConsent(clerk, asked.id, { note: null }))).toBe('not-found')
    expect(await story.everything()).toBe(before)
  })

  test('withdrawn or refused it may be asked for again; what is over cannot be withdrawn', async () => {
    const { home, owner } = await baoji('2026-09-20')
    const first = done(await ask(owner, home))
    expect(done(await story.resident.withdraw(owner, first.id))).toMatchObject({
      status: 'withdrawn',
      mayWithdraw: false,
    })
    expect(refusedWith(await story.resident.withdraw(owner, first.id))).toBe('wrong-status')
    const other = done(await ask(owner, home))
    expect(done(await story.desk.refuse(clerk, other.id, { reason: '不具备分户关断条件' })).steps.at(-1)).toMatchObject(
      {
        step: 'refused',
        note: '不具备分户关断条件',
      },
    )
    done(await ask(owner, home))
    const list = await story.resident.applications.ofResident(owner)
    expect(list.map(({ status }) => status).sort()).toEqual(['asked', 'refused', 'withdrawn'])
  })

  test('two taps at once make one application, and two clerks one effect', async () => {
    const { home, owner } = await baoji('2026-09-20')
    await story.open('baoji')
    const taps = await Promise.all([ask(owner, home), ask(owner, home), ask(owner, home)])
    expect(taps.map(refusedWith).sort()).toEqual(['already-asked', 'already-asked', 'not refused'])
    const [asked] = await story.resident.applications.ofResident(owner)
    const work = { on: '2026-09-20', note: null }
    const both = await Promise.all([
      story.desk.service.complete(clerk, asked?.id ?? '', work),
      story.desk.service.complete(clerk, asked?.id ?? '', work),
    ])
    expect(both.map(refusedWith).sort()).toEqual(['not refused', 'wrong-status'])
    expect(await story.bill(home)).toMatchObject({ chargedFen: 0 })
    expect(await story.database.read.seasonRecords.billChangesOf(home.id)).toHaveLength(1)
    expect(await story.brokenCheck()).toBeUndefined()
  })
})
