import type { Household } from '../../../server/domain/household/household'
import { onEachEngine } from '../../support/engines'
import { openVersions, rewritten, textOf, type VersionsStory, withExample } from '../../support/rulebookVersions'
import { clerk, done, refusedWith } from '../../support/season'

const SEASON = '2025-2026'

/** 22 a square metre becomes 20, and the late fee a quarter of what it was; the file's own examples would say otherwise. */
const cheaper = (): string => {
  const text = rewritten(
    textOf('baoji'),
    ['price: 20.4 }', 'price: 18.4 }'],
    ['permillePerDay: 2,', 'permillePerDay: 0.5,'],
  )
  return withExample(text, 'use: residential, buildingArea: 100', '2000.00')
}

onEachEngine('a season’s open bills reckoned again', (newPlace) => {
  let story: VersionsStory
  let homes = 61_050_000
  beforeEach(async () => {
    story = await openVersions(newPlace, '2025-10-08', ['baoji'])
  })
  afterEach(() => story.remove())

  const home = (given: Partial<Household> = {}) => story.home({ company: 'baoji', userCode: String(++homes), ...given })
  const lateFee = async (of: Household) => {
    const owner = await story.owner(of)
    return done(await story.showBill(owner, of.id)).bills.map(({ lateFeeFen }) => lateFeeFen)
  }
  const opened = async (...more: Partial<Household>[]) => {
    const all = []
    for (const given of more.length > 0 ? more : [{}]) all.push(await home(given))
    await story.open('baoji', SEASON)
    return all
  }
  const bills = async (of: Household) => story.database.read.bills.byHousehold(of.id)

  test('C1: two people see the effect on each bill, and the ledger says why it changed', async () => {
    const [unpaid, paid, trade] = await opened({}, {}, { use: 'non-residential' })
    if (!unpaid || !paid || !trade) throw new Error('three homes')
    await story.transfer(paid, 220_000)
    await story.agree(cheaper(), '2025-10-09')
    story.clock.set('2025-10-09')
    await story.rulebooks.refresh()
    // A version alone moves no bill.
    expect(await story.bill(unpaid, SEASON)).toMatchObject({ chargedFen: 220_000 })
    const of = { kind: 'reprice-bills', company: 'baoji', season: SEASON } as const
    const { effects } = done(await story.rulebookDesk.showRepricing(clerk, of))
    expect(effects.map(({ userCode, fromFen, toFen }) => [userCode, fromFen, toFen])).toEqual([
      [unpaid.userCode, 220_000, 200_000],
      [paid.userCode, 220_000, 200_000],
      [trade.userCode, 300_000, 300_000],
    ])
    const approval = await story.reprice('baoji', SEASON)
    expect(approval.summary).toContain('减少 2 户共 400.00 元')
    expect(await story.bill(unpaid, SEASON)).toMatchObject({ chargedFen: 200_000, owedFen: 200_000 })
    expect(await story.bill(paid, SEASON)).toMatchObject({ chargedFen: 200_000, owedFen: 0 })
    expect((await story.now(paid)).creditFen).toBe(20_000)
    for (const one of [unpaid, paid, trade]) expect((await bills(one))[0]?.rulebookVersion).toBe(2)
    const changes = await story.database.read.seasonRecords.billChangesOf(unpaid.id)
    expect(changes).toMatchObject([{ cause: 'repriced', causeId: approval.id, by: 'wang', feeFen: 200_000 }])
    expect(await story.database.read.seasonRecords.billChangesOf(trade.id)).toEqual([])
    const [bill] = await bills(unpaid)
    expect(bill?.lines.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(200_000)
    expect(await story.brokenCheck()).toBeUndefined()
    // Done once: there is nothing left to propose.
    const again = await story.rulebookDesk.proposeRepricing(clerk, { ...of, reason: '再来一次' })
    expect(refusedWith(again)).toBe('nothing-changed')
  })

  test('BO5: late fee that ran up stays at its rate; from that day on at the new one', async () => {
    const [of] = await opened({ use: 'non-residential' })
    if (!of) throw new Error('a home')
    await story.agree(cheaper(), '2025-12-11')
    story.clock.set('2025-12-11')
    await story.reprice('baoji', SEASON)
    // Ten days at 2 ‰ of 3000.00, and one at 0.5 ‰.
    expect(await lateFee(of)).toEqual([6150])
    story.clock.set('2025-12-20')
    expect(await lateFee(of)).toEqual([7500])
    expect((await bills(of))[0]?.lateFeeBy).toEqual([
      { from: null, version: 1 },
      { from: '2025-12-11', version: 2 },
    ])
  })

  test('bills taken back: paid money is credit, and pays when they are reckoned again', async () => {
    const [unpaid, paid] = await opened({}, {})
    if (!unpaid || !paid) throw new Error('two homes')
    await story.transfer(paid, 220_000)
    await story.reprice('baoji', SEASON, 'take-back-bills')
    expect(await story.bill(unpaid, SEASON)).toMatchObject({ chargedFen: 0, owedFen: 0 })
    expect((await story.now(paid)).creditFen).toBe(220_000)
    story.clock.set('2025-12-31')
    expect(await lateFee(unpaid)).toEqual([0])
    await story.reprice('baoji', SEASON)
    expect(await story.bill(unpaid, SEASON)).toMatchObject({ chargedFen: 220_000, owedFen: 220_000 })
    expect(await story.bill(paid, SEASON)).toMatchObject({ chargedFen: 220_000, owedFen: 0 })
    expect(await story.brokenCheck()).toBeUndefined()
  })

  test('refused when one bill stands otherwise than the second person saw it', async () => {
    const [of] = await opened()
    if (!of) throw new Error('a home')
    await story.agree(cheaper(), '2025-10-09')
    story.clock.set('2025-10-09')
    const asked = { kind: 'reprice-bills', company: 'baoji', season: SEASON, reason: '降价' } as const
    const proposed = done(await story.rulebookDesk.proposeRepricing(clerk, asked))
    done(
      await story.desk.changeUse(clerk, {
        company: 'baoji',
        userCode: of.userCode,
        use: 'non-residential',
        paper: '证',
      }),
    )
    const wang = { ...clerk, id: 'S2', loginName: 'wang' }
    const decided = await story.approvals.approve(wang, proposed.id, { payloadHash: proposed.payloadHash })
    expect(refusedWith(decided)).toBe('amounts-changed')
    expect((await bills(of))[0]?.rulebookVersion).toBe(1)
  })
})
