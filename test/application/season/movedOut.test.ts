import type { Household } from '../../../server/domain/household/household'
import { pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { clerk, done, openSeason, refusedWith, SEASON, type SeasonStory } from '../../support/season'

onEachEngine('moving out for demolition', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    story = await openSeason(newPlace, '2026-11-21')
  })
  afterAll(() => story.remove())

  let homes = 1_302_000_000
  /** 75.02 × 26 = 1950.52 for a season of 121 days. */
  async function tangshan(day: string, given: Partial<Household> = {}): Promise<Household> {
    story.clock.set(day)
    const usable = { heatSource: 'district', usableArea: '75.02' } as const
    const home = await story.home({ company: 'tangshan', userCode: String(++homes), ...usable, ...given })
    await story.open('tangshan')
    return home
  }
  const record = ({ userCode, company }: Household, agreedOn: string, corrects = false) =>
    story.desk.recordMoveOut(clerk, { company, userCode, agreedOn, paper: '拆迁协议 2026-118', corrects })

  test('TS5: within the season the days heated are charged; what was paid beyond them is credit', async () => {
    const home = await tangshan('2026-12-22')
    await pay(story, { company: 'tangshan', householdId: home.id, amountFen: 195_052 })
    expect(done(await record(home, '2026-12-20'))).toMatchObject({
      changes: [{ season: SEASON, reversedFen: 195_052, addedFen: 58_032, takenBackFen: 137_020 }],
    })
    const bill = await story.bill(home)
    // 1950.52 × 36 ÷ 121
    expect(bill).toMatchObject({ chargedFen: 58_032, owedFen: 0, appliedFen: 58_032 })
    expect(bill?.lines.at(-1)).toMatchObject({
      label: '已搬迁，按用热天数收费',
      formula: '1950.52 元 × 36 天 ÷ 121 天',
      rule: 'TS5',
    })
    expect(await story.now(home)).toMatchObject({ movedOutOn: '2026-12-20', creditFen: 137_020 })
    const transfers = await story.database.read.ledger.ofHousehold(home.id)
    const change = transfers.filter(({ event }) => event === 'bill-changed')
    expect(change.map((one) => [one.debitAccount, one.creditAccount, one.amountFen])).toEqual([
      ['deferred-income', 'receivable', 195_052],
      ['receivable', 'deferred-income', 58_032],
      ['receivable', 'household-credit', 137_020],
    ])
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('TS5: unpaid, only the days heated stay owed; paid in part, the part counts', async () => {
    const unpaid = await tangshan('2026-12-22')
    done(await record(unpaid, '2026-12-20'))
    expect(await story.bill(unpaid)).toMatchObject({ owedFen: 58_032 })
    const partly = await tangshan('2026-12-22')
    await story.transfer(partly, 50_000)
    done(await record(partly, '2026-12-20'))
    expect(await story.bill(partly)).toMatchObject({ owedFen: 8_032 })
    expect((await story.now(partly)).creditFen).toBe(0)
  })

  test('TS5: before the season nothing is charged, after it all; arrears stay owed, no later bills', async () => {
    const before = await tangshan('2026-11-21')
    await story.open('tangshan', '2025-2026')
    done(await record(before, '2026-11-14'))
    expect(await story.bill(before)).toMatchObject({ chargedFen: 0 })
    expect(await story.bill(before, '2025-2026')).toMatchObject({ owedFen: 195_052 })

    const after = await tangshan('2027-03-20')
    expect(done(await record(after, '2027-03-16')).changes).toEqual([])
    expect(await story.bill(after)).toMatchObject({ chargedFen: 195_052 })

    story.clock.set('2028-09-01')
    const opened = await story.open('tangshan', '2028-2029')
    const ours = opened.withoutBill.filter(({ because }) => because === 'moved-out').map(({ userCode }) => userCode)
    expect(ours).toEqual(expect.arrayContaining([before.userCode, after.userCode]))
    expect(await story.bill(before, '2028-2029')).toBeUndefined()
  })

  test('TS5: a wrong date is corrected by a second record; the bill follows it both ways', async () => {
    const home = await tangshan('2026-12-30')
    done(await record(home, '2026-12-20'))
    expect(refusedWith(await record(home, '2026-12-20'))).toBe('nothing-changed')
    expect(refusedWith(await record(home, '2026-12-10'))).toBe('already-decided')
    done(await record(home, '2026-12-25', true))
    // 1950.52 × 41 ÷ 121
    expect(await story.bill(home)).toMatchObject({ chargedFen: 66_092 })
    done(await record(home, '2026-11-01', true))
    expect(await story.bill(home)).toMatchObject({ chargedFen: 0 })
    expect(await story.now(home)).toMatchObject({ movedOutOn: '2026-11-01' })
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('tomorrow, long ago, unknown home, another company, no such rule: refused, nothing changed', async () => {
    const home = await tangshan('2026-12-22')
    const baoji = await story.home({ company: 'baoji', userCode: '61030001' })
    const before = await story.everything()
    expect(refusedWith(await record(home, '2026-12-23'))).toBe('date-out-of-range')
    expect(refusedWith(await record(home, '1998-12-23'))).toBe('date-out-of-range')
    expect(refusedWith(await record({ ...home, userCode: '1302999999' }, '2026-12-20'))).toBe('not-found')
    expect(refusedWith(await record({ ...home, company: 'harbin' }, '2026-12-20'))).toBe('not-found')
    expect(refusedWith(await record(baoji, '2026-12-20'))).toBe('not-offered')
    const given = { company: 'tangshan', userCode: home.userCode, agreedOn: '2026-12-20', paper: '1', corrects: false }
    expect(refusedWith(await story.desk.recordMoveOut({ ...clerk, company: 'baoji' }, given))).toBe('not-found')
    expect(await story.everything()).toBe(before)
  })

  test('two clerks at once: one record, one change', async () => {
    const home = await tangshan('2026-12-22')
    const both = await Promise.all([record(home, '2026-12-20'), record(home, '2026-12-20')])
    expect(both.map(refusedWith).sort()).toEqual(['not refused', 'nothing-changed'])
    expect(await story.database.read.seasonRecords.billChangesOf(home.id)).toHaveLength(1)
  })

  test('TS5: a payment that arrives at the same time is not lost', async () => {
    const home = await tangshan('2026-12-22')
    await Promise.all([record(home, '2026-12-20'), story.transfer(home, 195_052)])
    expect(await story.bill(home)).toMatchObject({ chargedFen: 58_032, owedFen: 0 })
    expect((await story.now(home)).creditFen).toBe(137_020)
    expect(await story.brokenCheck()).toBeUndefined()
  })
})
