import { createOpenSeasonBills, type OpenedSeason } from '../../../server/application/bills/openSeasonBills'
import { createImportHouseholds } from '../../../server/application/households/importHouseholds'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const HEADINGS = [
  'userCode',
  'owner',
  'estate',
  'use',
  'heatSource',
  'billing',
  'buildingArea',
  'service',
  'lowIncomeApprovedFor',
]

const SEASON = '2026-2027'

const dwelling = (code: number, changes: Partial<Record<(typeof HEADINGS)[number], string>> = {}): string[] => {
  const row: Record<string, string> = {
    userCode: String(code),
    owner: '张演示',
    estate: '演示家园',
    use: 'residential',
    buildingArea: '100',
    ...changes,
  }
  return HEADINGS.map((heading) => row[heading] ?? '')
}

onEachEngine('opening the bills of a season', (newPlace) => {
  let ports: StoryPorts
  beforeEach(async () => {
    ports = await openPorts(newPlace, '2026-10-08')
  })
  afterEach(() => ports.remove())

  const register = async (company: string, rows: string[][]) => {
    const table = { headings: HEADINGS, rows: rows.map((cells, index) => ({ line: index + 2, cells })) }
    const done = await createImportHouseholds(ports)({ company, table, actor: 'li', fileName: 'households.csv' })
    expect(done).toMatchObject({ outcome: 'imported', imported: rows.length })
  }
  const open = async (company: string, pageSize?: number, season = SEASON): Promise<OpenedSeason> => {
    const done = await createOpenSeasonBills({ ...ports, pageSize })({ company, season, actor: 'li' })
    if (done.outcome !== 'opened') throw new Error(done.outcome)
    return done
  }
  const billOf = async (company: string, code: number) => {
    const household = await ports.database.read.households.byUserCode(company, String(code))
    const [bill] = await ports.database.read.bills.byHousehold(household?.id ?? '')
    return { bill, transfers: await ports.database.read.ledger.ofHousehold(household?.id ?? '') }
  }

  test('LZ1, C9: each line says how it was worked out, by which document; the ledger has it once', async () => {
    await register('lanzhou', [dwelling(6201000001, { buildingArea: '89.33', heatSource: 'coal' })])
    expect(await open('lanzhou')).toMatchObject({ opened: 1, billedFen: 223_325, withoutBill: [] })
    const { bill, transfers } = await billOf('lanzhou', 6201000001)
    expect(bill).toMatchObject({ season: SEASON, billedFen: 223_325, appliedFen: 0, dueOn: '2026-10-31' })
    expect(bill?.lines).toEqual([
      {
        label: '居民住宅热费',
        formula: '89.33 m² × 5.00 元/(月·m²) × 5 月',
        rule: 'LZ1',
        source: expect.stringContaining('西部商报'),
        amountFen: 223_325,
      },
    ])
    expect(transfers).toMatchObject([
      {
        event: 'bill-opened',
        debitAccount: 'receivable',
        creditAccount: 'deferred-income',
        amountFen: 223_325,
        season: SEASON,
        effectiveOn: '2026-10-08',
        evidenceKind: 'bill',
        evidenceId: bill?.id,
      },
    ])
  })

  test('opened again, or by two at once, no household is billed twice', async () => {
    await register(
      'lanzhou',
      Array.from({ length: 30 }, (_, n) => dwelling(6201000001 + n)),
    )
    const both = await Promise.all([open('lanzhou', 7), open('lanzhou', 7)])
    expect(both[0].opened + both[1].opened).toBe(30)
    expect(await open('lanzhou')).toMatchObject({ opened: 0, alreadyOpen: 30, billedFen: 0 })
    const [{ bills, transfers }] = await ports.database.writer.query(
      'SELECT (SELECT COUNT(*) FROM bills) AS bills, (SELECT COUNT(*) FROM transfers) AS transfers',
    )
    expect([Number(bills), Number(transfers)]).toEqual([30, 30])
  })

  test('stopped after a page it goes on from there, and progress counts households', async () => {
    await register(
      'lanzhou',
      Array.from({ length: 25 }, (_, n) => dwelling(6201000001 + n)),
    )
    const pages: number[][] = []
    const stopped = createOpenSeasonBills({ ...ports, pageSize: 10 })({
      company: 'lanzhou',
      season: SEASON,
      actor: 'li',
      onProgress: (done, total) => {
        pages.push([done, total])
        throw new Error('power cut')
      },
    })
    await expect(stopped).rejects.toThrow('power cut')
    expect(pages).toEqual([[10, 25]])
    expect(await open('lanzhou', 10)).toMatchObject({ opened: 15, alreadyOpen: 10 })
  })

  test('C10, BO4: without a price, or awaiting its review, there is no bill; listed with why', async () => {
    await register('baoji', [
      dwelling(61030001),
      dwelling(61030002, { heatSource: 'boiler' }),
      dwelling(61030003, { use: 'low-income' }),
      dwelling(61030004, { use: 'low-income', lowIncomeApprovedFor: '2025-2026' }),
      dwelling(61030005, { use: 'low-income', lowIncomeApprovedFor: SEASON }),
    ])
    const done = await open('baoji')
    expect(done).toMatchObject({ opened: 2, billedFen: 220_000 + 133_800 })
    expect(done.withoutBill.map(({ userCode, because }) => `${userCode} ${because}`)).toEqual([
      '61030002 no-price',
      '61030003 awaiting-review',
      '61030004 awaiting-review',
    ])
    expect((await billOf('baoji', 61030003)).bill).toBeUndefined()
  })

  test('BO7: a suspended household’s bill is nothing, without an entry; the base fee where metered', async () => {
    await register('baoji', [
      dwelling(61030001, { service: 'suspended' }),
      dwelling(61030002, { service: 'suspended', billing: 'metered' }),
    ])
    expect(await open('baoji')).toMatchObject({ opened: 2, nothingOwed: 1, billedFen: 66_000 })
    const suspended = await billOf('baoji', 61030001)
    expect(suspended.bill?.lines).toHaveLength(1)
    expect(suspended.transfers).toEqual([])
  })

  test('BO1: heat and station are two lines whose sum is the bill', async () => {
    await register('baoji', [dwelling(61030001, { buildingArea: '89.33' })])
    await open('baoji')
    const { bill } = await billOf('baoji', 61030001)
    expect(bill?.lines.map(({ amountFen }) => amountFen)).toEqual([182_233, 14_293])
    expect(bill?.billedFen).toBe(182_233 + 14_293)
  })

  test('who opened how much is in the audit log, once a page', async () => {
    await register('lanzhou', [dwelling(6201000001), dwelling(6201000002)])
    await open('lanzhou', 1)
    await open('lanzhou', 1)
    const entries = await ports.database.writer.getRepository('audit_log').find({ where: { deed: 'open-bills' } })
    expect(entries).toHaveLength(2)
    expect(await ports.database.read.audit.latest('lanzhou', 'open-bills')).toMatchObject({
      actor: 'li',
      subject: SEASON,
      detail: { opened: 1, billedFen: 250_000, upTo: '6201000002' },
    })
  })

  test('an unknown company and years that do not follow are refused', async () => {
    const openSeasonBills = createOpenSeasonBills(ports)
    expect(await openSeasonBills({ company: 'harbin', season: SEASON, actor: 'li' })).toEqual({
      outcome: 'unknown-company',
    })
    expect(await openSeasonBills({ company: 'lanzhou', season: '2026-2028', actor: 'li' })).toEqual({
      outcome: 'no-such-season',
    })
  })
})
