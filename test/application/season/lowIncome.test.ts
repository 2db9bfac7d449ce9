import { createStartPayment } from '../../../server/application/payments/startPayment'
import type { Household } from '../../../server/domain/household/household'
import { onEachEngine } from '../../support/engines'
import { clerk, done, openSeason, refusedWith, SEASON, type SeasonStory } from '../../support/season'

onEachEngine('the yearly review of low-income households', (newPlace) => {
  let story: SeasonStory
  beforeAll(async () => {
    story = await openSeason(newPlace, '2026-10-20')
  })
  afterAll(() => story.remove())
  beforeEach(() => story.clock.set('2026-10-20'))

  let homes = 61_030_000
  const newHome = (given: Partial<Household> = {}) =>
    story.home({ company: 'baoji', userCode: String(++homes), use: 'low-income', buildingArea: '60.00', ...given })
  const review = ({ userCode }: Household, decision: 'approved' | 'refused', season = SEASON, by = clerk) =>
    story.desk.reviewLowIncome(by, {
      company: 'baoji',
      userCode,
      season,
      decision,
      reason: decision === 'refused' ? '没有带《低保证》原件' : null,
    })
  const startPayment = (home: Household) =>
    story.owner(home).then((resident) =>
      createStartPayment({ ...story, channels: noChannels, log: quiet, publicUrl: 'http://127.0.0.1' })(resident, {
        kind: 'whole',
        householdId: home.id,
      }),
    )

  test('BO4: until staff decide there is no bill, and paying is closed with the reason', async () => {
    const home = await newHome()
    const opened = await story.open('baoji')
    expect(opened.withoutBill).toContainEqual(
      expect.objectContaining({ userCode: home.userCode, because: 'awaiting-review' }),
    )
    const owner = await story.owner(home)
    expect(done(await story.showBill(owner, home.id))).toMatchObject({
      bills: [],
      payable: { open: false, wholeFen: 0, reason: expect.stringContaining('低保资格待审核') },
    })
    expect(await startPayment(home)).toMatchObject({ refused: 'payment-closed' })
    expect((await story.desk.awaitingReview(clerk, 'baoji')) as object).toMatchObject({
      season: SEASON,
      rows: expect.arrayContaining([expect.objectContaining({ userCode: home.userCode, refusedBecause: null })]),
    })
  })

  test('BO4: the approval opens the bill at the low-income price, with who and when', async () => {
    const home = await newHome()
    // 60 × 11.78 + 60 × 1.6
    expect(done(await review(home, 'approved'))).toMatchObject({ billedFen: 80_280, review: { on: '2026-10-20' } })
    expect(await story.bill(home)).toMatchObject({ chargedFen: 80_280, owedFen: 80_280 })
    expect(await story.database.read.seasonRecords.lowIncomeReview(home.id, SEASON)).toMatchObject({
      decision: 'approved',
      by: 'li',
      sequence: 1,
    })
    expect(await story.database.read.audit.latest('baoji', 'review-low-income')).toMatchObject({ subject: home.id })
    expect(refusedWith(await review(home, 'approved'))).toBe('already-decided')
    expect(refusedWith(await review(home, 'refused'))).toBe('already-decided')
  })

  test('BO4, C6: credit that the household had pays the bill that the approval opens', async () => {
    const home = await newHome()
    await story.transfer(home, 30_000)
    expect((await story.now(home)).creditFen).toBe(30_000)
    done(await review(home, 'approved'))
    expect(await story.bill(home)).toMatchObject({ chargedFen: 80_280, owedFen: 50_280 })
    expect((await story.now(home)).creditFen).toBe(0)
  })

  test('BO4, BO9: refused, the resident price is not silently used: the page says what to do', async () => {
    const home = await newHome()
    done(await review(home, 'refused'))
    await story.open('baoji')
    expect(await story.bill(home)).toBeUndefined()
    const owner = await story.owner(home)
    const { payable } = done(await story.showBill(owner, home.id))
    expect(payable.open).toBe(false)
    for (const said of ['没有带《低保证》原件', '服务大厅', '变更用热性质']) expect(payable.reason).toContain(said)
    // With the papers complete, it is approved after all.
    expect(done(await review(home, 'approved')).billedFen).toBe(80_280)
  })

  test('BO9: after a refusal a change of the registered use opens the bill at the resident price', async () => {
    const home = await newHome()
    done(await review(home, 'refused'))
    const given = { company: 'baoji', userCode: home.userCode, use: 'residential', paper: '房屋所有权证 4021' } as const
    // 60 × 20.4 + 60 × 1.6
    expect(done(await story.desk.changeUse(clerk, given))).toMatchObject({ billedFen: 132_000, season: SEASON })
    expect(await story.bill(home)).toMatchObject({ chargedFen: 132_000 })
    const before = await story.everything()
    expect(refusedWith(await story.desk.changeUse(clerk, given))).toBe('nothing-changed')
    expect(refusedWith(await story.desk.changeUse(clerk, { ...given, use: 'hotel' }))).toBe('no-price')
    expect(refusedWith(await story.desk.changeUse({ ...clerk, company: 'beijing' }, given))).toBe('not-found')
    expect(await story.everything()).toBe(before)
  })

  test('BO9, BO4: who becomes low-income keeps his bill until the papers are approved; then anew', async () => {
    const home = await newHome({ use: 'residential' })
    await story.open('baoji')
    const given = { company: 'baoji', userCode: home.userCode, use: 'low-income', paper: '《低保证》 88' } as const
    expect(done(await story.desk.changeUse(clerk, given)).billedFen).toBe(132_000)
    done(await review(home, 'approved'))
    expect(await story.bill(home)).toMatchObject({ chargedFen: 80_280 })
  })

  test('BO4: one who owes for an earlier season may pay that, and is told that this season waits', async () => {
    const home = await newHome({ lowIncomeApprovedFor: '2025-2026' })
    await story.open('baoji', '2025-2026')
    await story.open('baoji')
    const owner = await story.owner(home)
    const { payable } = done(await story.showBill(owner, home.id))
    expect(payable).toMatchObject({ open: true, reason: expect.stringContaining('待审核') })
    expect(payable.wholeFen).toBeGreaterThan(80_280)
  })

  test('another season, use or company, an unknown household: refused, nothing changed', async () => {
    const home = await newHome()
    const resident = await newHome({ use: 'residential' })
    const before = await story.everything()
    expect(await review(home, 'approved', '2025-2026')).toEqual({
      refused: 'date-out-of-range',
      facts: { from: SEASON, to: SEASON },
    })
    expect(refusedWith(await review(home, 'approved', '2099-2100'))).toBe('date-out-of-range')
    expect(refusedWith(await review(resident, 'approved'))).toBe('no-review-needed')
    expect(refusedWith(await review(home, 'approved', SEASON, { ...clerk, company: 'lanzhou' }))).toBe('not-found')
    expect(refusedWith(await review({ ...home, userCode: '99999999' }, 'approved'))).toBe('not-found')
    expect(await story.everything()).toBe(before)
  })

  test('two clerks who approve at once open one bill', async () => {
    const home = await newHome()
    const both = await Promise.all([review(home, 'approved'), review(home, 'approved')])
    expect(both.map(refusedWith).sort()).toEqual(['already-decided', 'not refused'])
    expect(await story.database.read.bills.byHousehold(home.id)).toHaveLength(1)
  })

  test('the books are sound after all of this', async () => {
    expect(await story.brokenCheck()).toBeUndefined()
  })
})

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** No channel is reached: what is closed is refused before. */
const noChannels = { get: () => undefined, companiesWith: () => [] }
