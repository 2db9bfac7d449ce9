import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import exceljs from 'exceljs'
import fc from 'fast-check'
import { decode } from 'iconv-lite'
import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { voucherFiles } from '../../../server/adapters/vouchers/voucherFiles'
import {
  type EventFlow,
  type VoucherTemplate,
  voucherDigest,
  vouchersOf,
  voucherTemplate,
} from '../../../server/domain/voucher/voucher'
import { PROJECT, sourceName } from '../../support/ports'

const FIXTURES = path.join(PROJECT, 'test', 'fixtures', 'vouchers')
const chart = loadAccounts(PROJECT)
const files = voucherFiles(PROJECT, '/nowhere')
const templateOf = (id: string): VoucherTemplate => {
  const template = files.templates.get(id)
  if (!template) throw new Error(`no template ${id}`)
  return template
}

const flow = (
  date: string,
  event: string,
  debitAccount: string,
  creditAccount: string,
  amountFen: number,
  entries = 1,
): EventFlow => ({ date, event, debitAccount, creditAccount, amountFen, entries })

/** Two days with most of what happens. */
const DAYS: readonly EventFlow[] = [
  flow('2026-11-21', 'bill-opened', 'receivable', 'deferred-income', 123_456_789, 553),
  flow('2026-11-21', 'payment-applied', 'clearing:wechat', 'receivable', 40_111_663, 180),
  flow('2026-11-21', 'payment-applied', 'clearing:alipay', 'receivable', 100_000),
  flow('2026-11-21', 'payment-applied', 'clearing:alipay', 'late-fee-income', 4_400),
  flow('2026-11-21', 'payment-applied', 'clearing:bank:icbc', 'household-credit', 1),
  flow('2026-11-21', 'payment-suspended', 'clearing:wechat', 'suspense', 249_999),
  flow('2026-11-22', 'refund-requested', 'receivable', 'refunds-payable', 10_000),
  flow('2026-11-22', 'refund-paid', 'refunds-payable', 'clearing:wechat', 10_000),
]

/** The file that a template gives, compared with the one that is kept; a new template's is written once, to be read by a person. */
function golden(name: string, bytes: Buffer): void {
  const file = path.join(FIXTURES, name)
  if (!existsSync(file)) {
    writeFileSync(file, bytes)
    throw new Error(`${name} was not there: read it, and keep it if it is right`)
  }
  expect(bytes.equals(readFileSync(file))).toBe(true)
}

describe('用友', () => {
  const vouchers = vouchersOf(DAYS, templateOf('yonyou'), chart, sourceName)

  test('one balanced voucher a day, numbered by its day; GBK text as the golden file has it', async () => {
    expect(vouchers.map(({ date, number, totalFen, entries }) => [date, number, totalFen, entries])).toEqual([
      ['2026-11-21', 21, 163_922_852, 737],
      ['2026-11-22', 22, 20_000, 2],
    ])
    const { bytes, extension } = await files.write(templateOf('yonyou'), vouchers)
    expect(extension).toBe('txt')
    const lines = decode(bytes, 'gbk').split('\r\n')
    expect(lines.slice(0, 4)).toEqual([
      '填制凭证,V800',
      '凭证日期,凭证类别,凭证号,附单据数,摘要,科目编码,借方金额,贷方金额,数量,外币,汇率,制单人,结算方式编码,票号,发生日期,部门编码,个人编码,客户编码,供应商编码,业务员,项目编码',
      '2026-11-21,记,21,0,2026-11-21 开出账单,1122,1234567.89,,,,,热缴通,,,2026-11-21,,,,,,',
      '2026-11-21,记,21,0,2026-11-21 开出账单,2204,,1234567.89,,,,热缴通,,,2026-11-21,,,,,,',
    ])
    expect(decode(bytes, 'gbk')).toContain('收款入账,101202,1044.00,')
    golden('yonyou.txt', bytes)
  })
})

describe('金蝶', () => {
  const vouchers = vouchersOf(DAYS, templateOf('kingdee'), chart, sourceName)

  test('one voucher a kind of event, numbered within its day; the workbook is the golden file', async () => {
    expect(vouchers.map(({ number, totalFen }) => [number, totalFen])).toEqual([
      [2101, 123_456_789],
      [2102, 40_216_064],
      [2103, 249_999],
      [2201, 10_000],
      [2202, 10_000],
    ])
    const { bytes } = await files.write(templateOf('kingdee'), vouchers)
    const workbook = new exceljs.Workbook()
    await workbook.xlsx.load(bytes as unknown as ArrayBuffer)
    const sheet = workbook.getWorksheet('Page1')
    const cells = sheet?.getRow(2).values as unknown[]
    expect(cells.slice(1, 13)).toEqual([
      '2026/11/21',
      '2026',
      '11',
      '记',
      '2101',
      '1122',
      '应收热费',
      'RMB',
      '人民币',
      1_234_567.89,
      1_234_567.89,
      undefined,
    ])
    expect(sheet?.rowCount).toBe(1 + vouchers.reduce((sum, { lines }) => sum + lines.length, 0))
    golden('kingdee.xlsx', bytes)
  })

  test('written a second time it is the same, byte for byte, whatever the clock shows', async () => {
    const one = await files.write(templateOf('kingdee'), vouchers)
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    const other = await files.write(
      templateOf('kingdee'),
      vouchersOf([...DAYS].reverse(), templateOf('kingdee'), chart, sourceName),
    )
    expect(one.bytes.equals(other.bytes)).toBe(true)
  })
})

const accounts = chart.map(({ id }) => id.replace('*', 'wechat')).concat('clearing:bank:icbc')
const anyFlow: fc.Arbitrary<EventFlow> = fc
  .record({
    date: fc.constantFrom('2026-11-20', '2026-11-21', '2026-12-01'),
    event: fc.constantFrom('payment-applied', 'refund-paid', 'bill-opened'),
    debitAccount: fc.constantFrom(...accounts),
    creditAccount: fc.constantFrom(...accounts),
    amountFen: fc.integer({ min: 1, max: 100_000_000_000 }),
    entries: fc.integer({ min: 1, max: 9 }),
  })
  .filter(({ debitAccount, creditAccount }) => debitAccount !== creditAccount)

test.each(['yonyou', 'kingdee'])(
  '%s: debits = credits in every voucher, and nothing of the ledger is missing',
  (id) => {
    fc.assert(
      fc.property(fc.array(anyFlow, { maxLength: 30 }), (flows) => {
        const vouchers = vouchersOf(flows, templateOf(id), chart, sourceName)
        for (const { lines, totalFen } of vouchers) {
          expect(lines.reduce((sum, { debitFen }) => sum + debitFen, 0)).toBe(totalFen)
          expect(lines.reduce((sum, { creditFen }) => sum + creditFen, 0)).toBe(totalFen)
          expect(lines.every(({ debitFen, creditFen }) => (debitFen === 0) !== (creditFen === 0))).toBe(true)
        }
        const posted = flows.reduce((sum, { amountFen }) => sum + amountFen, 0)
        expect(vouchers.reduce((sum, { totalFen }) => sum + totalFen, 0)).toBe(posted)
        const keys = vouchers.map(({ date, number }) => `${date.slice(0, 7)} ${number}`)
        expect(new Set(keys).size).toBe(keys.length)
        // What the engine gives first makes no difference.
        expect(voucherDigest(vouchersOf([...flows].reverse(), templateOf(id), chart, sourceName))).toBe(
          voucherDigest(vouchers),
        )
      }),
    )
  },
)

test('a day’s vouchers depend on that day alone: other days change neither number nor digest', () => {
  for (const id of ['yonyou', 'kingdee']) {
    const of = (flows: readonly EventFlow[]) =>
      voucherDigest(vouchersOf(flows, templateOf(id), chart, sourceName).filter(({ date }) => date === '2026-11-22'))
    expect(of(DAYS.filter(({ date }) => date === '2026-11-22'))).toBe(of(DAYS))
  }
})

test('cells that a spreadsheet would take for formulas are inert; separators, quotes are quoted', async () => {
  const template = voucherTemplate.parse({
    ...templateOf('yonyou'),
    file: { kind: 'csv', encoding: 'utf-8-bom' },
    summary: '=1+1,"{event}"',
    columns: [...templateOf('yonyou').columns, { heading: '备注', text: '@SUM(A1)' }],
  })
  const { bytes } = await files.write(template, vouchersOf(DAYS.slice(0, 1), template, chart, sourceName))
  const text = bytes.toString('utf8')
  expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf')
  expect(text).toContain(`"'=1+1,""开出账单"""`)
  expect(text).toContain("'@SUM(A1)")
  expect(text).not.toMatch(/(^|,)"?[=+@-]/m)
})

test('a template without a side, an account’s code or a whole date is refused with what is wrong', () => {
  const yonyou = templateOf('yonyou')
  const without = (of: string) => ({
    ...yonyou,
    columns: yonyou.columns.filter((column) => !('of' in column) || column.of !== of),
  })
  for (const wrong of [without('credit'), without('account-code'), { ...yonyou, dates: 'YYYY-MM' }])
    expect(voucherTemplate.safeParse(wrong).success).toBe(false)
  expect(voucherTemplate.safeParse({ ...yonyou, voucher: 'event', lines: 'account' }).success).toBe(false)
  expect(voucherTemplate.safeParse(yonyou).success).toBe(true)
  expect(() => vouchersOf([flow('2026-11-21', 'reversal', 'pocket', 'bank', 1)], yonyou, chart, sourceName)).toThrow(
    'pocket',
  )
})

test('lines by account: what went through an account on a day is one debit and one credit', () => {
  const template = { ...templateOf('yonyou'), lines: 'account' as const, summary: '{date} {events}' }
  const [voucher] = vouchersOf(DAYS, template, chart, sourceName)
  const receivable = voucher?.lines.filter(({ account }) => account === 'receivable')
  expect(receivable).toMatchObject([
    { debitFen: 123_456_789, creditFen: 0, summary: '2026-11-21 开出账单、收款入账、收款待查' },
    { debitFen: 0, creditFen: 40_211_663 },
  ])
})
