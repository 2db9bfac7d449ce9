import type { Household } from '../../../server/domain/household/household'
import { onEachEngine } from '../../support/engines'
import {
  openVersions,
  rewritten,
  rulebooksOfProcess,
  textOf,
  type VersionsStory,
  withExample,
} from '../../support/rulebookVersions'
import { clerk, done, refusedWith } from '../../support/season'

const LOWER = ['permillePerDay: 2,', 'permillePerDay: 0.5,'] as const
const DEARER = ['price: 20.4 }', 'price: 24.4 }'] as const
const TRADE = 'use: non-residential, buildingArea: 100'

onEachEngine('versions of a rulebook', (newPlace) => {
  let story: VersionsStory
  let homes = 61_040_000
  beforeEach(async () => {
    story = await openVersions(newPlace, '2025-10-08', ['baoji', 'binzhou'])
  })
  afterEach(() => story.remove())

  const home = (given: Partial<Household> = {}) => story.home({ company: 'baoji', userCode: String(++homes), ...given })
  const owed = async (of: Household) => {
    const owner = await story.owner(of)
    const { bills } = done(await story.showBill(owner, of.id))
    return bills.map(({ season, remainingFen, lateFeeFen }) => [season, remainingFen, lateFeeFen])
  }
  const next = (...changes: (readonly [string, string])[]) =>
    withExample(rewritten(textOf('baoji'), ...changes), TRADE, '3000.00')

  test('BO5: last year’s debts do not move by a fen when rate, price and due date change', async () => {
    const of = await home()
    await story.open('baoji', '2025-2026')
    story.clock.set('2026-10-09')
    await story.agree(next(LOWER, DEARER, ['on: 11-14', 'on: 10-31']), '2026-10-10')
    const before = await owed(of)
    // 2 ‰ × 2200.00 a day from 2025-12-01 to 2026-10-09, both days: 313 days.
    expect(before).toEqual([['2025-2026', 357_720, 137_720]])
    story.clock.set('2026-10-10')
    // A day more, at the rate of its own version.
    expect(await owed(of)).toEqual([['2025-2026', 358_160, 138_160]])
    await story.open('baoji', '2026-2027')
    const bills = await story.database.read.bills.byHousehold(of.id)
    expect(
      bills.map(({ season, billedFen, dueOn, rulebookVersion }) => [season, billedFen, dueOn, rulebookVersion]),
    ).toEqual([
      ['2025-2026', 220_000, '2025-11-14', 1],
      ['2026-2027', 260_000, '2026-10-31', 2],
    ])
    story.clock.set('2026-12-10')
    // 0.5 ‰ × 2600.00 × 10 days of the new bill; the old one goes on at 2 ‰.
    expect((await owed(of)).map(([season, , lateFeeFen]) => [season, lateFeeFen])).toEqual([
      ['2026-2027', 1300],
      ['2025-2026', 375 * 440],
    ])
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('every process changes over at the same moment, also one that was started before', async () => {
    const other = await rulebooksOfProcess(story)
    await story.agree(next(DEARER), '2025-10-20')
    await other.refresh()
    const seen = () => [story.rulebooks, other].map((rulebooks) => rulebooks.get('baoji')?.version)
    expect(seen()).toEqual([1, 1])
    story.clock.set('2025-10-19')
    expect(seen()).toEqual([1, 1])
    story.clock.set('2025-10-20')
    expect(seen()).toEqual([2, 2])
    expect(other.get('binzhou')?.version).toBe(1)
    // A season that was over before stays with the version of its last day.
    expect(other.ofSeason('baoji', '2024-2025')?.version).toBe(1)
    expect(other.ofSeason('baoji', '2025-2026')?.version).toBe(2)
  })

  test('BO7: heat that is stopped later costs what the bill’s own version says', async () => {
    const of = await home({ billing: 'metered', service: 'suspended' })
    await story.open('baoji', '2025-2026')
    expect(await story.bill(of, '2025-2026')).toMatchObject({ chargedFen: 66_000 })
    await story.agree(next(DEARER, ['price: 1.65,', 'price: 3.30,']), '2025-10-09')
    story.clock.set('2025-10-10')
    done(
      await story.desk.changeUse(clerk, {
        company: 'baoji',
        userCode: of.userCode,
        use: 'non-residential',
        paper: '证',
      }),
    )
    // 2.250 × 4 × 100, of the first version; and back to its residential price, which the second one doubles.
    expect(await story.bill(of, '2025-2026')).toMatchObject({ chargedFen: 90_000 })
    done(
      await story.desk.changeUse(clerk, { company: 'baoji', userCode: of.userCode, use: 'residential', paper: '证' }),
    )
    expect(await story.bill(of, '2025-2026')).toMatchObject({ chargedFen: 66_000 })
  })

  test('two people, hash, author and day are on record, in the audit chain too', async () => {
    const approval = await story.agree(next(DEARER), '2025-11-01')
    const [first, later] = await story.database.read.rulebookVersions.list('baoji')
    expect(first).toMatchObject({ sequence: 1, effectiveOn: null, madeBy: 'operator', approvedBy: null })
    expect(later).toMatchObject({
      ...{ sequence: 2, effectiveOn: '2025-11-01', madeBy: 'li', approvedBy: 'wang', approvalId: approval.id },
      ...{ hash: approval.payload.hash, reason: '价格调整' },
    })
    expect(done(await story.rulebookDesk.show('baoji', 2)).text).toBe(next(DEARER))
    expect(approval.summary).toContain('areaPrices.0.lines.0.price 20.4 → 24.4')
    const filter = { companies: ['baoji'], deed: 'record-rulebook' }
    expect((await story.database.read.audit.page(filter, 0, 10)).total).toBe(2)
  })

  test('refused: what is wrong, changes nothing, would reach back, or was overtaken', async () => {
    const { rulebookDesk: desk } = story
    const propose = (text: string, effectiveOn: string) =>
      desk.proposeVersion(clerk, { text, effectiveOn, reason: '价格调整' })
    expect(refusedWith(await propose(rewritten(textOf('baoji'), DEARER), '2025-11-01'))).toBe('rulebook-wrong')
    expect(refusedWith(await propose(textOf('baoji'), '2025-11-01'))).toBe('nothing-changed')
    expect(refusedWith(await propose(next(DEARER), '2025-10-07'))).toBe('rulebook-begins-too-early')
    expect(refusedWith(await propose(rewritten(textOf('baoji'), ['id: baoji', 'id: nowhere']), '2025-11-01'))).toBe(
      'not-found',
    )
    const elsewhere = { ...clerk, company: 'binzhou' }
    const given = { text: next(DEARER), effectiveOn: '2025-11-01', reason: '价格调整' }
    expect(refusedWith(await desk.proposeVersion(elsewhere, given))).toBe('not-found')
    await story.agree(next(DEARER), '2025-11-01')
    expect(refusedWith(await propose(next(LOWER), '2025-10-20'))).toBe('rulebook-begins-too-early')
    const waits = done(await propose(next(LOWER), '2025-11-01'))
    story.clock.set('2025-11-02')
    expect(
      refusedWith(
        await story.approvals.approve({ ...clerk, id: 'S2', loginName: 'wang' }, waits.id, {
          payloadHash: waits.payloadHash,
        }),
      ),
    ).toBe('rulebook-begins-too-early')
    expect(await story.database.read.rulebookVersions.list('baoji')).toHaveLength(2)
  })
})
