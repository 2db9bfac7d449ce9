import { payoutLayout } from '../../../server/adapters/banks/payout/layout'
import { billToOpen } from '../../../server/domain/bill/openBill'
import type { Household } from '../../../server/domain/household/household'
import { isIdentityNumber } from '../../../server/domain/household/household'
import { createSeedDemo, hasDemoData } from '../../../server/rehearsal/demo/seedDemo'
import { demoFiles } from '../../../server/wiring/demoFiles'
import { examine } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { fiveCompanies, openPorts, PROJECT, type StoryPorts } from '../../support/ports'
import { processorTime } from '../../support/processorTime'
import { memoryPhotos } from '../../support/season'

onEachEngine('the demo', (newPlace) => {
  let ports: StoryPorts
  let seed: () => Promise<unknown>
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    const seedDemo = createSeedDemo({
      ...ports,
      photos: memoryPhotos(),
      layout: payoutLayout,
      files: demoFiles(PROJECT),
    })
    seed = () => seedDemo('npm start')
  })
  afterEach(() => ports.remove())

  const everybody = async (): Promise<Household[]> => {
    const all: Household[] = []
    for (const { id } of fiveCompanies().all()) all.push(...(await ports.database.read.households.page(id, '', 1000)))
    return all
  }
  const numbers = async () => {
    const [row] = await ports.database.writer.query(
      'SELECT (SELECT COUNT(*) FROM households) AS households, (SELECT COUNT(*) FROM bills) AS bills, (SELECT COUNT(*) FROM transfers) AS transfers, (SELECT COUNT(*) FROM audit_log) AS deeds',
    )
    return JSON.stringify(row)
  }

  test('a second start finds the data there and changes nothing', async () => {
    expect(await hasDemoData(ports.database.read)).toBe(false)
    expect(await seed()).toMatchObject({ outcome: 'seeded', households: 89 })
    const before = await numbers()
    const spentMs = processorTime()
    expect(await seed()).toEqual({ outcome: 'unchanged' })
    expect(spentMs()).toBeLessThan(300)
    expect(await numbers()).toBe(before)
    expect(await hasDemoData(ports.database.read)).toBe(true)
  })

  test('a household that was changed since stays as it is, and the next season gets its bills', async () => {
    await seed()
    await ports.database.writer.query("UPDATE households SET billing = 'metered' WHERE user_code = '6201000001'")
    ports.clock.set('2027-07-01')
    expect(await seed()).toMatchObject({ outcome: 'seeded', households: 0 })
    const household = await ports.database.read.households.byUserCode('lanzhou', '6201000001')
    expect(household?.billing).toBe('metered')
    const bills = await ports.database.read.bills.byHousehold(household?.id ?? '')
    expect(bills.map(({ season }) => season)).toEqual(['2026-2027', '2027-2028'])
  })

  test('every company has homes that pay and homes that are refused, some homes are in arrears', async () => {
    await seed()
    const seen = await everybody()
    for (const rulebook of fiveCompanies().all()) {
      const homes = seen.filter(({ company }) => company === rulebook.id)
      const worked = homes.map((home) => billToOpen(rulebook, home, '2026-2027'))
      expect(worked.some(({ outcome }) => outcome === 'bill')).toBe(true)
      expect(worked.some((one) => one.outcome === 'no-bill' && one.because === 'no-price')).toBe(true)
      // Each price of the rulebook is the price of somebody.
      const rules = new Set(homes.flatMap((home) => [`${home.billing} ${home.use} ${home.heatSource}`]))
      for (const { uses, heatSources } of rulebook.areaPrices) {
        for (const use of uses) {
          const sources = heatSources ?? rulebook.heatSources
          expect({
            company: rulebook.id,
            use,
            found: sources.some((source) => rules.has(`area ${use} ${source}`)),
          }).toMatchObject({ found: true })
        }
      }
      for (const { uses } of rulebook.meteredPrices) {
        for (const use of uses) {
          expect(homes.some((home) => home.use === use && home.billing === 'metered')).toBe(true)
        }
      }
    }
    const bills = await Promise.all(seen.map(({ id }) => ports.database.read.bills.byHousehold(id)))
    // Four in arrears, nine whose last season was settled, one that was paid for by mistake.
    expect(bills.filter((of) => of.some(({ season }) => season === '2025-2026'))).toHaveLength(14)
  })

  test('BZ2–BZ4, LZ4: some homes’ last season is settled: merged, still owed, or a broken meter', async () => {
    await seed()
    const told = async (company: string, userCode: string) => {
      const household = await ports.database.read.households.byUserCode(company, userCode)
      const of = household?.id ?? ''
      const settlement = await ports.database.read.settlements.of(of, '2025-2026')
      const steps = await ports.database.read.settlements.stepsOf([settlement?.id ?? ''])
      const bills = await ports.database.read.bills.byHousehold(of)
      const owed = bills.map(({ season, kind, billedFen, reversedFen, appliedFen }) => [
        `${season} ${kind}`,
        billedFen - reversedFen - appliedFen,
      ])
      return { adjustmentFen: settlement?.adjustmentFen, last: steps.at(-1)?.step, owed: Object.fromEntries(owed) }
    }
    expect(await told('binzhou', '37160013')).toEqual({
      adjustmentFen: -14_000,
      last: 'carried-over',
      owed: { '2025-2026 season': 0, '2026-2027 season': 206_000 },
    })
    const payments = await ports.database.writer.query(
      "SELECT paid_on, paid_at FROM payments WHERE transaction_id = 'DEMO202537160013'",
    )
    expect(payments).toMatchObject([{ paid_on: '2025-10-26' }])
    expect(Number(payments[0].paid_at)).toBe(Date.parse('2025-10-26T10:00:00+08:00'))
    expect(await told('binzhou', '37160014')).toMatchObject({
      adjustmentFen: 22_000,
      last: 'carried-over',
      owed: { '2026-2027 season': 242_000 },
    })
    expect(await told('binzhou', '37160015')).toMatchObject({ adjustmentFen: 0, last: 'published' })
    // 750.00 + 40 × 47.43 − 2,500.00
    expect(await told('lanzhou', '6201000020')).toMatchObject({
      adjustmentFen: 14_720,
      owed: { '2025-2026 top-up': 14_720 },
    })
    expect(await told('lanzhou', '6201000021')).toMatchObject({ adjustmentFen: -32_710, last: 'carried-over' })
    const { checks } = await examine(ports)
    expect(checks.filter(({ broken }) => broken)).toEqual([])
  })

  test('BZ3: in a later year’s days for refunds, a season just ended is told, its refund on offer', async () => {
    await seed()
    ports.clock.set('2027-05-21')
    expect(await seed()).toMatchObject({ outcome: 'seeded' })
    const household = await ports.database.read.households.byUserCode('binzhou', '37160013')
    const settlement = await ports.database.read.settlements.of(household?.id ?? '', '2026-2027')
    expect(settlement).toMatchObject({ status: 'published', adjustmentFen: -14_000, payableFen: 14_000 })
    expect(await seed()).toEqual({ outcome: 'unchanged' })
    const { checks } = await examine(ports)
    expect(checks.filter(({ broken }) => broken)).toEqual([])
  })

  test('the console’s lists have something of every kind: a newcomer can decide at once', async () => {
    ports.clock.set('2026-11-22')
    await seed()
    const { applications, objections, refundApplications } = ports.database.read
    const { rows } = await applications.list({}, 0, 50)
    expect(rows.map(({ company, kind, status, askedOn }) => `${askedOn} ${company} ${kind} ${status}`).sort()).toEqual([
      '2026-10-12 baoji suspension inspected',
      '2026-10-20 baoji resumption asked',
      '2026-10-20 beijing gas-report asked',
      '2026-11-05 lanzhou instalment-consent asked',
      '2026-11-16 tangshan temperature-report asked',
    ])
    const cold = rows.find(({ kind }) => kind === 'temperature-report')
    const measured = await ports.database.read.seasonRecords.measurementsOf([cold?.id ?? ''])
    expect(measured.map(({ on, celsius }) => `${on} ${celsius}`)).toEqual([
      '2026-11-17 15.2',
      '2026-11-18 14.8',
      '2026-11-19 15.5',
    ])
    const objected = await objections.list({}, 0, 10)
    expect(objected.rows).toMatchObject([{ company: 'binzhou', season: '2025-2026', madeOn: '2026-05-22' }])
    const refunds = await refundApplications.list({}, 0, 10)
    expect(refunds.rows).toMatchObject([
      { company: 'binzhou', status: 'checked', amountFen: 7_000, appliedOn: '2026-05-28' },
      { company: 'binzhou', status: 'in-batch', amountFen: 14_000, appliedOn: '2026-05-25' },
      { company: 'binzhou', status: 'refused', amountFen: 14_000, appliedOn: '2026-05-21' },
    ])
    const batches = await ports.database.read.payouts.batches('binzhou', 0, 10)
    expect(batches.rows).toMatchObject([
      { fileName: 'req_20260703_001.txt', totalFen: 14_000, makerName: 'demo', checkerName: 'demo-manager' },
    ])
    // Who paid for somebody else's home last year still owes for his own: the money can be moved.
    const [claim, ...others] = await ports.database.read.claims.open('lanzhou')
    expect([claim?.orderNo, others]).toEqual(['HPDEMO20256201000002', []])
    const [payment] = await ports.database.read.payments.byOrder(claim?.orderNo ?? '')
    expect(payment).toMatchObject({ outcome: 'applied', source: 'wechat', amountFen: 301_250, paidOn: '2025-10-12' })
    // No file of a channel exists of that day: it is closed, and nobody is asked to reconcile it.
    expect(await ports.database.transaction((store) => store.closings.take('lanzhou'))).toBe('2026-05-15')
    const { checks } = await examine(ports)
    expect(checks.filter(({ broken }) => broken)).toEqual([])
  })

  test('before those days have come nothing is told of them', async () => {
    ports.clock.set('2026-10-13')
    await seed()
    const { rows } = await ports.database.read.applications.list({}, 0, 50)
    expect(rows.map(({ kind, status }) => `${kind} ${status}`)).toEqual(['suspension asked'])
  })

  test('the household of the README: 89.33 m² in Lanzhou owe 2,233.25 元', async () => {
    await seed()
    const household = await ports.database.read.households.byUserCode('lanzhou', '6201000001')
    expect(household).toMatchObject({ buildingArea: '89.33', use: 'residential', billing: 'area' })
    const [bill] = await ports.database.read.bills.byHousehold(household?.id ?? '')
    expect(bill?.billedFen).toBe(223_325)
  })

  test('demo people are plainly invented, with identity numbers whose check digit is right', async () => {
    await seed()
    for (const { owner, identityNumber } of await everybody()) {
      expect(owner).toMatch(/演示|样例|示范|试用|虚构|模拟/)
      if (identityNumber !== null)
        expect([identityNumber.slice(0, 2), isIdentityNumber(identityNumber)]).toEqual(['99', true])
    }
  })
})
