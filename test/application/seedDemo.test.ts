import { demoFiles } from '../../server/adapters/files/demoFiles'
import { createSeedDemo, hasDemoData } from '../../server/application/seedDemo'
import { billToOpen } from '../../server/domain/bill/openBill'
import type { Household } from '../../server/domain/household/household'
import { isIdentityNumber } from '../../server/domain/household/identityNumber'
import { onEachEngine } from '../support/engines'
import { fiveCompanies, openPorts, PROJECT, type StoryPorts } from '../support/ports'

onEachEngine('the demo', (newPlace) => {
  let ports: StoryPorts
  let seed: () => Promise<unknown>
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    const seedDemo = createSeedDemo({ ...ports, files: demoFiles(PROJECT) })
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
    expect(await seed()).toMatchObject({ outcome: 'seeded', households: 80 })
    const before = await numbers()
    const begun = performance.now()
    expect(await seed()).toEqual({ outcome: 'unchanged' })
    expect(performance.now() - begun).toBeLessThan(300)
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
    expect(bills.filter((of) => of.some(({ season }) => season === '2025-2026'))).toHaveLength(4)
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
