import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { bankFile } from '../../../server/adapters/banks/bankFile'
import { loadBanks } from '../../../server/adapters/banks/loadBanks'
import { fileNameOf } from '../../../server/adapters/banks/naming'
import { readBankFile } from '../../../server/adapters/banks/readBankFile'
import { bankTemplates } from '../../support/reconciliation'

const FIXTURES = path.resolve(__dirname, '..', '..', 'fixtures', 'banks')
const COMPANY = 'XX热力有限公司'
const DAY = '2026-11-01'
const text = iconv.decode(readFileSync(path.join(FIXTURES, 'partner.txt')), 'gbk')

function template(id: string) {
  const loaded = loadBanks(FIXTURES)
  const found = bankTemplates().get(id) ?? (loaded.outcome === 'loaded' ? loaded.banks.get(id) : undefined)
  if (!found) throw new Error(`no template ${id}`)
  return found
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-banks-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(bytes: Buffer | string, id = 'partner', of = { company: COMPANY, date: DAY }) {
  const file = path.join(folder, 'file.txt')
  writeFileSync(file, typeof bytes === 'string' ? iconv.encode(bytes, 'gbk') : bytes)
  return readBankFile(template(id), file, of)
}
const reasonOf = async (...input: Parameters<typeof read>) => {
  const reading = await read(...input)
  return reading.outcome === 'quarantined' ? reading.reason : 'read'
}

describe('one engine, a template for each bank', () => {
  const rows = [
    { userCode: '1000234567', traceNo: 'BK0000000001', paidOn: DAY },
    { userCode: '1000234999', traceNo: 'BK0000000002', paidOn: DAY },
  ]
  test.each([
    ['partner', 'formats.md 5.1', [198_000, 160_000], [2, 3]],
    ['insurer', 'formats.md 5.4', [198_050, 160_000], [2, 3]],
    ['water', 'formats.md 5.2', [198_050, 160_000], [2, 3]],
  ])('%s: the layout of %s', async (id, _, amounts, lines) => {
    const reading = await read(readFileSync(path.join(FIXTURES, `${id}.txt`)), id)
    const golden = rows.map((row, n) => ({ ...row, amountFen: amounts[n], line: lines[n] }))
    expect(reading).toMatchObject({
      outcome: 'read',
      rows: golden,
      totals: { rows: 2, totalFen: (amounts[0] ?? 0) + (amounts[1] ?? 0) },
    })
  })

  test('the name of the file is the template’s', () => {
    expect(fileNameOf(template('partner'), COMPANY, DAY)).toBe('XX热力有限公司20261101.txt')
    expect(fileNameOf(template('water'), COMPANY, DAY)).toBe('654321_20261101.txt')
  })

  test('a day without payments has a file, too', async () => {
    expect(await read(`0|0.00|${COMPANY}|20261101|\n`)).toMatchObject({ outcome: 'read', rows: [] })
  })

  test('what the engine writes, it reads', () =>
    fc.assert(
      fc.asyncProperty(
        fc.constantFrom('partner', 'insurer', 'water'),
        fc.array(fc.record({ n: fc.nat(999_999), amountFen: fc.integer({ min: 1, max: 99_999_999 }) }), {
          maxLength: 20,
        }),
        async (id, payments) => {
          const written = payments.map(({ n, amountFen }, at) => ({
            userCode: `1${n}`,
            traceNo: `BK${at}`,
            amountFen,
            paidOn: DAY,
          }))
          const reading = await read(bankFile(template(id), { company: COMPANY, date: DAY, rows: written }), id)
          expect(reading).toMatchObject({ outcome: 'read', rows: written })
        },
      ),
      { numRuns: 60 },
    ))
})

describe('a file of a bank that cannot be used', () => {
  test.each([
    ['the total', text.replace('3580.00', '3580.01'), '第 1 行：总金额：文件写 3580.01 元，明细合计 3580.00 元'],
    ['the count', text.replace('2|3580', '3|3580'), '第 1 行：总笔数：文件写 3 笔，明细合计 2 笔'],
    ['a short line', text.replace('|0|||||||\n', '|0||||\n'), '第 2 行：应有 11 个字段，实有 8 个'],
    ['no last separator', text.replace('|0|||||||\n', '|0|||||||x\n'), '第 2 行：行尾没有“|”'],
    ['an amount', text.replace('1980.00', '1,980'), '第 2 行：不是金额：“1,980”'],
    ['nothing paid', text.replace('1980.00', '0.00'), '第 2 行：金额应大于 0'],
    ['a date', text.replace('20261101|BK0000000002', '1101|BK0000000002'), '第 3 行：不是日期：“1101”'],
    ['no trace number', text.replace('BK0000000001', ''), '第 2 行：用户卡号或流水号是空的'],
    [
      'another company',
      text.replace(COMPANY, 'YY热力有限公司'),
      '第 1 行：是“YY热力有限公司”的文件，不是“XX热力有限公司”的',
    ],
    ['nothing at all', '', '文件是空的'],
  ])('%s: put aside with its line', async (_, spoilt, reason) => {
    expect(await reasonOf(spoilt)).toBe(reason)
  })

  test('another day’s file', async () => {
    expect(await reasonOf(text, 'partner', { company: COMPANY, date: '2026-11-02' })).toBe(
      '第 1 行：是 20261101 的文件，不是 20261102 的',
    )
  })

  test('a byte that is no GBK: the number of its line', async () => {
    const bytes = iconv.encode(text, 'gbk')
    bytes[bytes.length - 4] = 0xff
    expect(await reasonOf(bytes)).toBe('第 3 行：有无法识别的字符')
  })
})

describe('a wrong template stops the start', () => {
  test('with the file and the field', () => {
    const wrong = mkdtempSync(path.join(folder, 'wrong-'))
    writeFileSync(
      path.join(wrong, 'b.yaml'),
      'id: b\nname: B\nfileName: f\nencoding: big5\nseparator: "|"\ntrailingSeparator: true\namounts: yuan\nhead: [count]\nrow: [amount]\n',
    )
    writeFileSync(path.join(wrong, 'c.yaml'), '{')
    const loaded = loadBanks(wrong)
    expect(loaded.outcome).toBe('wrong')
    const reasons = loaded.outcome === 'wrong' ? loaded.reasons.join('\n') : ''
    expect(reasons).toMatch(/b\.yaml: encoding/)
    expect(reasons).toMatch(/b\.yaml: head: 首行应有 count 和 total/)
    expect(reasons).toMatch(/b\.yaml: row: 明细应有 userCode/)
    expect(reasons).toMatch(/c\.yaml/)
  })
})
