import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { accountOn } from '../../../server/domain/account/account'
import type { Household } from '../../../server/domain/household/household'
import { onEachEngine } from '../../support/engines'
import { PROJECT } from '../../support/ports'
import { clerk, done, openSeason, refusedWith, type SeasonStory } from '../../support/season'

onEachEngine('debt and credit from season to season', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    story = await openSeason(newPlace, '2025-09-01')
  })
  afterAll(() => story.remove())

  let homes = 61_030_000
  const baoji = (given: Partial<Household> = {}) =>
    story.home({ company: 'baoji', userCode: String(++homes), ...given })
  const owed = async (home: Household) => {
    const rulebook = story.rulebooks.get('baoji')
    if (!rulebook) throw new Error('no rulebook')
    const { read } = story.database
    const bills = await read.bills.byHousehold(home.id)
    const account = accountOn(() => rulebook, bills, await read.bills.applicationsOf(home.id), story.clock.today())
    return account.seasons.map(({ season, principalFen, lateFeeFen }) => [season, principalFen, lateFeeFen])
  }

  test('C6, BO5: arrears stay as debts with their late fee, shown and paid oldest first', async () => {
    const home = await baoji()
    const owner = await story.owner(home)
    await story.open('baoji', '2025-2026')
    story.clock.set('2026-11-20')
    await story.open('baoji', '2026-2027')
    // 2 ‰ × 2200.00 a day from 2025-12-01 to 2026-11-20, both days: 355 days. No row was written for any of them.
    expect(await owed(home)).toEqual([
      ['2025-2026', 220_000, 156_200],
      ['2026-2027', 220_000, 0],
    ])
    const shown = done(await story.showBill(owner, home.id))
    expect(shown.bills.map(({ season, remainingFen }) => [season, remainingFen])).toEqual([
      ['2026-2027', 220_000],
      ['2025-2026', 376_200],
    ])
    await story.transfer(home, 300_000)
    expect(await owed(home)).toEqual([
      ['2025-2026', 76_200, 0],
      ['2026-2027', 220_000, 0],
    ])
    expect(await story.database.read.bills.applicationsOf(home.id)).toHaveLength(1)
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('C6: credit pays a newly opened bill by itself; what is beyond it stays', async () => {
    story.clock.set('2026-09-01')
    const [little, much] = [await baoji({ buildingArea: '100.01' }), await baoji({ buildingArea: '50.00' })]
    await story.transfer(little, 100_000)
    await story.transfer(much, 300_000)
    await story.open('baoji', '2026-2027')
    expect(await story.bill(little, '2026-2027')).toMatchObject({ chargedFen: 220_022, owedFen: 120_022 })
    expect(await story.bill(much, '2026-2027')).toMatchObject({ chargedFen: 110_000, owedFen: 0 })
    expect([(await story.now(little)).creditFen, (await story.now(much)).creditFen]).toEqual([0, 190_000])
    const transfers = await story.database.read.ledger.ofHousehold(much.id)
    expect(transfers.filter(({ event }) => event === 'credit-applied')).toMatchObject([
      { debitAccount: 'household-credit', creditAccount: 'receivable', amountFen: 110_000, evidenceKind: 'credit-use' },
    ])
    // Opened again, nothing is applied twice.
    await story.open('baoji', '2026-2027')
    expect((await story.now(much)).creditFen).toBe(190_000)
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('C6: two who open at once use the credit once', async () => {
    story.clock.set('2026-09-01')
    const home = await baoji({ buildingArea: '50.00' })
    await story.transfer(home, 300_000)
    await Promise.all([story.open('baoji', '2026-2027'), story.open('baoji', '2026-2027')])
    expect((await story.now(home)).creditFen).toBe(190_000)
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('C8: whoever owes for years keeps his heat, and everything that he may ask for', async () => {
    story.clock.set('2025-09-01')
    const home = await story.home({ company: 'tangshan', userCode: '1302000001', heatSource: 'district' })
    const owner = await story.owner(home)
    for (const [season, day] of [
      ['2025-2026', '2025-10-01'],
      ['2026-2027', '2026-10-01'],
      ['2027-2028', '2027-10-01'],
    ] as const) {
      story.clock.set(day)
      await story.open('tangshan', season)
      expect((await story.now(home)).service).toBe('heating')
    }
    story.clock.set('2027-12-24')
    const { resident } = story
    done(await resident.temperature.report(owner, home.id, { words: '不热' }))
    done(await resident.service.show(owner, home.id))
    // Stopping is the household's own wish, and may be taken back.
    const asked = done(await resident.service.ask(owner, home.id, 'suspension', { acceptCharged: true }))
    done(await resident.withdraw(owner, asked.id))
    expect((await story.now(home)).service).toBe('heating')
    story.clock.set('2028-05-01')
    const again = done(await resident.service.ask(owner, home.id, 'suspension', { acceptCharged: false }))
    done(await story.desk.service.complete(clerk, again.id, { on: '2028-05-01', note: null }))
    // Debts of three seasons are no reason to refuse him his heat again.
    const back = done(await resident.service.ask(owner, home.id, 'resumption', { acceptCharged: false }))
    done(await story.desk.service.complete(clerk, back.id, { on: '2028-05-01', note: null }))
    expect((await story.now(home)).service).toBe('heating')
  })

  test('C8: nobody of the staff can stop heat without a household that asked for it', async () => {
    const home = await story.home({ company: 'tangshan', userCode: '1302000002', heatSource: 'district' })
    const before = await story.everything()
    expect(refusedWith(await story.desk.service.complete(clerk, home.id, { on: '2028-05-01', note: null }))).toBe(
      'not-found',
    )
    expect(await story.everything()).toBe(before)
  })
})

test('C8: one place alone changes whether a household takes heat: what a resident asked for', () => {
  const writers: string[] = []
  const look = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const place = path.join(folder, name)
      if (statSync(place).isDirectory()) look(place)
      else if (/households\.change\([^)]*service/.test(readFileSync(place, 'utf8'))) {
        writers.push(path.relative(PROJECT, place))
      }
    }
  }
  look(path.join(PROJECT, 'server'))
  expect(writers).toEqual(['server/application/season/completeService.ts'])
})
