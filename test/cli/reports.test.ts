import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import exceljs from 'exceljs'
import { decode } from 'iconv-lite'
import { openThreeBills, pay } from '../support/books'
import { emptyPlace } from '../support/engines'
import { heatpayHere } from '../support/heatpayHere'
import { openPorts, type StoryPorts } from '../support/ports'

describe('reports and vouchers from the command line', () => {
  let ports: StoryPorts
  beforeAll(async () => {
    ports = await openPorts(() => emptyPlace('sqlite'))
    const { first } = await openThreeBills(ports)
    await pay(ports, { householdId: first, amountFen: 10_000 })
  })
  afterAll(() => ports.remove())
  const heatpay = (...given: string[]) => heatpayHere(ports.place, ...given)

  test('a report as text, as one JSON document, and as an Excel file', async () => {
    const days = ['--company', 'lanzhou', '--from', '2026-11-21', '--to', '2026-11-21']
    const text = await heatpay('report', 'daily', ...days)
    expect(text).toMatchObject({ code: 0, stdout: expect.stringContaining('2026-11-21\t微信支付\t1\t100.00') })
    const json = await heatpay(
      'report',
      'collection',
      '--company',
      'lanzhou',
      '--season',
      '2026-2027',
      '--as-of',
      '2026-11-21',
      '--json',
    )
    expect(JSON.parse(json.stdout)).toMatchObject({ totals: { collectedFen: 10_000, rateBasisPoints: 211 } })
    const out = path.join(ports.place.folder, 'ageing.xlsx')
    expect(
      await heatpay('report', 'ageing', '--company', 'baoji', '--as-of', '2026-12-20', '--out', out),
    ).toMatchObject({
      code: 0,
      stdout: `wrote ${out}: 2 rows\n`,
    })
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.readFile(out)
    expect(workbook.worksheets[0]?.getRow(2).getCell(3).value).toBe(2200)
    const tax = await heatpay('report', 'tax', ...days, '--json')
    expect(JSON.parse(tax.stdout).totals).toMatchObject({ collectedFen: 10_000, taxFen: 0 })
  })

  test('wrong usage is exit code 2, a refusal 1 with its reason on standard error', async () => {
    expect((await heatpay('report', 'daily', '--company', 'lanzhou')).code).toBe(2)
    expect((await heatpay('report', 'ageing', '--company', 'lanzhou', '--as-of', 'tomorrow')).code).toBe(2)
    expect((await heatpay('report', 'ageing', '--company', 'lanzhou', '--out', 'x.csv')).code).toBe(2)
    const backwards = ['--company', 'lanzhou', '--from', '2026-11-22', '--to', '2026-11-21']
    expect((await heatpay('report', 'tax', ...backwards)).code).toBe(2)
    expect(
      await heatpay(
        'vouchers',
        'export',
        ...backwards.slice(0, 2),
        '--from',
        '2020-01-01',
        '--to',
        '2020-01-01',
        '--template',
        'yonyou',
        '--out',
        'x',
      ),
    ).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('nothing-to-export'),
    })
    expect((await heatpay('report', '--help')).code).toBe(0)
  })

  test('vouchers: looked at, written to a file, refused a second time, listed', async () => {
    const range = ['--company', 'lanzhou', '--template', 'yonyou', '--from', '2026-11-21', '--to', '2026-11-21']
    expect((await heatpay('vouchers', 'preview', ...range)).stdout).toContain(
      '2026-11-21\t21\t2026-11-21 开出账单\t1122',
    )
    const out = path.join(ports.place.folder, 'vouchers.txt')
    expect((await heatpay('vouchers', 'export', ...range, '--out', out)).code).toBe(0)
    expect(decode(readFileSync(out), 'gbk')).toMatch(/^填制凭证,V800\r\n/)
    expect(await heatpay('vouchers', 'export', ...range, '--out', out)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already-exported'),
    })
    expect((await heatpay('vouchers', 'export', ...range, '--out', out, '--again', '--json')).code).toBe(0)
    expect(
      JSON.parse((await heatpay('vouchers', 'list', '--company', 'lanzhou', '--json')).stdout).exports,
    ).toHaveLength(2)
    expect((await heatpay('vouchers', 'templates')).stdout).toContain('yonyou\t用友 U8\tcsv')
  })

  test('vouchers that cannot be written are not recorded as exported', async () => {
    const { folder } = ports.place
    const range = ['--company', 'lanzhou', '--template', 'kingdee', '--from', '2026-11-21', '--to', '2026-11-21']
    for (const out of [path.join(folder, 'no-such-folder', 'v.xlsx'), folder, '']) {
      const refused = await heatpay('vouchers', 'export', ...range, '--out', out)
      expect(refused).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^(cannot write|not a file)/),
      })
    }
    const out = path.join(folder, 'vouchers.xlsx')
    expect((await heatpay('vouchers', 'export', ...range, '--out', out)).code).toBe(0)
    expect(readdirSync(folder).filter((name) => name.startsWith('vouchers.xlsx'))).toEqual(['vouchers.xlsx'])
  })
})
