import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { decode } from 'iconv-lite'
import { Parser } from 'mt940js'
import { statementDirectory } from '../../../../server/adapters/banks/statements'
import type { StatementTemplate } from '../../../../server/adapters/banks/statements/template'
import { statementTemplates } from '../../../support/reconciliation'

const DAY = '2026-11-01'
const ACCOUNT = '0200001009000000001'
const VERSIONS = ['001.02', '001.04', '001.08', '001.13'] as const

const camt = statementTemplates().get('statement-camt053')
const variants = VERSIONS.flatMap((version): [string, StatementTemplate][] =>
  camt?.format === 'camt053' ? [[`camt-${version}`, { ...camt, id: `camt-${version}`, version }]] : [],
)
const banks = statementDirectory(new Map([...statementTemplates(), ...variants]))
const bankOf = (id: string) => {
  const bank = banks.get(id)
  if (!bank) throw new Error(`no statement template ${id}`)
  return bank
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-statements-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const REMARKS = [
  '',
  '采暖费 1000234567',
  'A & B <c> "d"',
  '付款人开户行'.repeat(30),
  '热费 -}'.repeat(12),
  'x'.repeat(65),
]
const movement = fc.record({
  direction: fc.constantFrom('credit' as const, 'debit' as const),
  reversal: fc.boolean(),
  amountFen: fc.integer({ min: 1, max: 999_999_999_999 }),
  ourReference: fc.option(fc.constantFrom('HF20261101000001', 'WX20261031', 'A/B')),
  remark: fc.constantFrom(...REMARKS),
})
const rowsOf = (movements: fc.Arbitrary<typeof movement extends fc.Arbitrary<infer T> ? T[] : never>) =>
  movements.map((all) =>
    all.map((one, at) => ({ ...one, bookedOn: DAY, bankReference: `BK${at}${one.reversal ? '#R' : ''}` })),
  )

/** A bank's own export knows neither our references nor an opening balance: see exportsWritten.test.ts. */
const all = banks.ids().filter((id) => statementTemplates().get(id)?.format !== 'export')

test.each(all)('%s: what is written is read', (id) =>
  fc.assert(
    fc.asyncProperty(
      rowsOf(fc.array(movement, { maxLength: 12 })),
      fc.integer({ min: -1_000_000, max: 100_000_000 }),
      async (rows, openingFen) => {
        const { path: file } = await bankOf(id).write(folder, { date: DAY, account: ACCOUNT, openingFen, rows })
        const reading = await bankOf(id).read(file, { date: DAY })
        const totalFen = rows.reduce((sum, row) => sum + (row.direction === 'credit' ? 1 : -1) * row.amountFen, 0)
        expect(reading).toMatchObject({
          outcome: 'read',
          account: ACCOUNT,
          openingFen,
          closingFen: openingFen + totalFen,
          totals: { rows: rows.length, totalFen },
        })
        const wanted = rows.map(({ remark: _, ...row }) => row)
        expect(reading).toMatchObject({ rows: wanted })
      },
    ),
    { numRuns: 60 },
  ),
)

test('the public library mt940js reads what is written, and says the same', async () => {
  const rows = [
    {
      direction: 'credit' as const,
      reversal: false,
      amountFen: 123_456,
      ourReference: 'HF20261101000001',
      remark: '采暖费 1000234567',
    },
    {
      direction: 'debit' as const,
      reversal: true,
      amountFen: 123_456,
      ourReference: 'HF20261101000001',
      remark: '冲正',
    },
    { direction: 'debit' as const, reversal: false, amountFen: 50, ourReference: null, remark: '' },
  ].map((row, at) => ({ ...row, bookedOn: DAY, bankReference: `BK000000000${at}` }))
  const { path: file } = await bankOf('statement-mt940').write(folder, {
    ...{ date: DAY, account: ACCOUNT, openingFen: 10_000_000, rows },
  })
  const text = decode(readFileSync(file), 'gb18030')
  const [statement] = new Parser({ no86Structure: true }).parse(text)
  expect(statement).toMatchObject({ accountIdentification: ACCOUNT, openingBalance: 100_000, closingBalance: 99_999.5 })
  expect(statement?.transactions).toMatchObject([
    {
      amount: 1234.56,
      isReversal: false,
      reference: 'HF20261101000001',
      bankReference: 'BK0000000000',
      details: '采暖费 1000234567',
    },
    { amount: -1234.56, isReversal: true },
    { amount: -0.5, isReversal: false, reference: 'NONREF' },
  ])
  expect(text).toMatch(/\r\n:61:2611011101RC1234,56NTRF/)
})
