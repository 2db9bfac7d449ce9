import { createImportHouseholds, type ImportOutcome } from '../../../server/application/households/importHouseholds'
import type { Table } from '../../../server/application/ports/system'
import { onEachEngine } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

const HEADINGS = ['用户编码', '户主', '身份证号', '小区', '房号', '用热性质', '热源', '建筑面积']

const zhang = ['6201000001', '张演示', '110105199003071239', '演示家园', '101', '居民', '燃煤', '89.33']

const wang = ['6201000002', '王演示', '', '演示家园', '102', '居民', '燃煤', '100']

const tableOf = (rows: string[][], headings = HEADINGS): Table => ({
  headings,
  rows: rows.map((cells, index) => ({ line: index + 2, cells })),
})

onEachEngine('importing households', (newPlace) => {
  let ports: StoryPorts
  let importRows: (rows: string[][], headings?: string[], company?: string) => Promise<ImportOutcome>
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    const importHouseholds = createImportHouseholds(ports)
    importRows = (rows, headings, company = 'lanzhou') =>
      importHouseholds({ company, table: tableOf(rows, headings), actor: 'li', fileName: 'households.csv' })
  })
  afterEach(() => ports.remove())
  const count = () => ports.database.read.households.count('lanzhou')

  test('registers each household as the file says, personal data sealed', async () => {
    expect(await importRows([zhang, wang])).toEqual({
      outcome: 'imported',
      imported: 2,
      unchanged: 0,
      otherCompanies: 0,
      withoutPrice: [],
    })
    expect(await ports.database.read.households.byUserCode('lanzhou', '6201000001')).toMatchObject({
      owner: '张演示',
      identityNumber: '110105199003071239',
      buildingArea: '89.33',
      heatSource: 'coal',
      cardHolder: true,
      creditFen: 0,
    })
    const [row] = await ports.database.writer.query('SELECT owner, identity_number FROM households')
    expect(JSON.stringify(row)).not.toMatch(/张|1101/)
  })

  test.each([
    [
      'a rounded card',
      '6.21700001000123E+18',
      /^银行卡号（.*）：是数值 6\.21700001000123E\+18：Excel 的数值只存 15 位/,
    ],
    ['a card that Excel saved to CSV', '6.217E+18', /^银行卡号（.*）：是数值 6\.217E\+18/],
    ['an error', '#N/A', /^银行卡号（.*）：格子里是 Excel 的错误值 #N\/A/],
  ])('%s is named as what the spreadsheet did, and nothing is imported', async (_, card, reason) => {
    const outcome = await importRows([[...zhang, card]], [...HEADINGS, '银行卡号'])
    expect(outcome).toEqual({ outcome: 'wrong', faults: [{ line: 2, reason: expect.stringMatching(reason) }] })
    expect(await count()).toBe(0)
  })

  test('one wrong row among many: every fault is named with its row, and nothing is imported', async () => {
    const outcome = await importRows([
      zhang,
      ['62', '', '', '演示家园', '103', '居民', '燃煤', '0'],
      wang,
      ['6201000003', '李演示', '110105199003071230', '演示家园', '104', '居民', '煤气', '60'],
    ])
    expect(
      outcome.outcome === 'wrong' && outcome.faults.map(({ line, reason }) => `${line} ${reason.split('：')[0]}`),
    ).toEqual([
      '3 用户编码（userCode）',
      '3 建筑面积（buildingArea）',
      '3 户主（owner）',
      '5 身份证号（identityNumber）',
      '5 热源（heatSource）',
    ])
    expect(await count()).toBe(0)
    expect(await ports.database.read.audit.latest('lanzhou', 'import-households')).toBeUndefined()
  })

  test('the same user code twice in a file names both rows', async () => {
    const outcome = await importRows([zhang, wang, [...zhang.slice(0, 1), '他人', ...zhang.slice(2)]])
    expect(outcome).toEqual({ outcome: 'wrong', faults: [{ line: 4, reason: '用户编码（userCode）：与第 2 行重复' }] })
    expect(await count()).toBe(0)
  })

  test('the same file again changes nothing; new rows in it are added', async () => {
    await importRows([zhang])
    expect(await importRows([zhang])).toMatchObject({ imported: 0, unchanged: 1 })
    expect(await importRows([zhang, wang])).toMatchObject({ imported: 1, unchanged: 1 })
    expect(await count()).toBe(2)
  })

  test('BO9: a file changes no registered household; the fault names columns, not what they hold', async () => {
    await importRows([zhang])
    const outcome = await importRows([wang, zhang.with(1, '李四').with(7, '120')])
    expect(outcome).toEqual({
      outcome: 'wrong',
      faults: [{ line: 3, reason: '该用户已登记，户主、建筑面积与登记不同（变更须凭资料办理）' }],
    })
    expect(await count()).toBe(1)
  })

  test('a heading that nobody knows, one that comes twice, one that is missing', async () => {
    const outcome = await importRows([zhang], HEADINGS.with(2, '备注').with(5, '建筑面积'))
    expect(outcome.outcome === 'wrong' && outcome.faults.map(({ reason }) => reason)).toEqual([
      '不认识的标题“备注”（第 3 列）',
      '标题“建筑面积”重复：建筑面积（buildingArea）',
      '缺少标题 用热性质（use）',
    ])
  })

  test('rows of another company are left to it; a company that nobody knows is a fault', async () => {
    const headings = [...HEADINGS, 'company']
    expect(
      await importRows(
        [
          [...zhang, 'lanzhou'],
          [...wang, 'beijing'],
        ],
        headings,
      ),
    ).toMatchObject({
      imported: 1,
      otherCompanies: 1,
    })
    expect(await importRows([[...wang, 'harbin']], headings)).toMatchObject({ outcome: 'wrong', faults: [{ line: 2 }] })
    expect(await importRows([zhang], HEADINGS, 'harbin')).toEqual({ outcome: 'unknown-company' })
  })

  test('C10: a household without a price is registered and named with the reason', async () => {
    const outcome = await importRows([zhang, wang.with(5, '公建')])
    expect(outcome).toMatchObject({ imported: 2, withoutPrice: [{ line: 3, userCode: '6201000002' }] })
  })

  test('two people import the same file at once: each household is there once', async () => {
    const rows = Array.from({ length: 40 }, (_, n) => zhang.with(0, `62010001${String(n).padStart(2, '0')}`))
    const outcomes = await Promise.all([importRows(rows), importRows(rows), importRows(rows)])
    expect(outcomes.map((outcome) => outcome.outcome === 'imported' && outcome.imported).sort()).toEqual([0, 0, 40])
    expect(await count()).toBe(40)
  })

  test('who imported what is in the audit log', async () => {
    await importRows([zhang, wang])
    expect(await ports.database.read.audit.latest('lanzhou', 'import-households')).toMatchObject({
      actor: 'li',
      subject: 'households.csv',
      detail: { imported: 2, unchanged: 0 },
    })
  })
})
