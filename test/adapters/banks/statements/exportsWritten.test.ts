import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { statementDirectory } from '../../../../server/adapters/banks/statements'
import { statementTemplate } from '../../../../server/adapters/banks/statements/template'

const DAY = '2026-11-01'
const ACCOUNT = '0200001009000000001'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-exports-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WAYS = {
  signed: { columns: { amount: '交易金额' } },
  split: { columns: { credit: '收入金额（+元）', debit: '支出金额(-元)' } },
  words: {
    columns: { amount: ['发生额', '金额'], direction: '借贷标志' },
    directions: { credit: ['贷 Cr', '贷'], debit: '借 Dr' },
  },
} as const

/** Any template of the language: how amounts tell their way, where columns stand, how cells are parted, what is written where. */
const anyTemplate = fc
  .record({
    way: fc.constantFrom<keyof typeof WAYS>('signed', 'split', 'words'),
    encoding: fc.constantFrom('gbk', 'gb18030', 'utf-8'),
    lineEnd: fc.constantFrom('lf', 'crlf'),
    separator: fc.constantFrom(',', '\t', '|', ';'),
    quoted: fc.boolean(),
    dates: fc.constantFrom('any', 'yyyyMMdd', 'yyyy-MM-dd'),
    amounts: fc.constantFrom('yuan', 'fen'),
    order: fc.constantFrom('oldest-first', 'newest-first', 'told'),
    hasHeadings: fc.boolean(),
    account: fc.constantFrom('column', 'title', 'none'),
    hasNumbers: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .map(({ way, hasHeadings, account, hasNumbers, seed, ...rest }) => {
    const named: Record<string, unknown> = {
      date: '日 期',
      ...WAYS[way].columns,
      balance: '余额',
      ...(hasNumbers ? { bankReference: '流水号', ourReference: '用途' } : {}),
      ...(account === 'column' ? { account: '账号' } : {}),
      mark: '标志',
      currency: '币种',
    }
    const turned = Object.entries(named).sort(([a], [b]) => hash(a, seed) - hash(b, seed))
    const places = turned.map(([name], at) => [name, at + 2] as const)
    const { columns: _, ...words } = { directions: undefined, ...WAYS[way] }
    return {
      ...{ hasNumbers, account, hasHeadings },
      template: statementTemplate.parse({
        ...{ id: 'any', name: '任一银行', content: 'statement', format: 'export', fileName: 'x', ...rest, ...words },
        columns: Object.fromEntries(hasHeadings ? turned : places),
        remark: [hasHeadings ? '摘要' : 1],
        ...(account === 'title' ? { accountTitle: '账号' } : {}),
        ...(!hasHeadings && account === 'title' ? { titleLines: 1 } : {}),
      }),
    }
  })
const hash = (text: string, seed: number) => (text.charCodeAt(0) * 7919 + text.length * 104_729 + seed * 31) % 997

const movement = fc.record({
  direction: fc.constantFrom('credit' as const, 'debit' as const),
  reversal: fc.boolean(),
  amountFen: fc.integer({ min: 1, max: 999_999_999_999 }),
  ourReference: fc.option(fc.constantFrom('HF20261101000001', 'WX20261031', 'A/B')),
  remark: fc.constantFrom('', '采暖费 1000234567', '他说"已付"，12月', '𠮷祥,热力'),
})

test('what is written by any template of the language is read again to the fen', () =>
  fc.assert(
    fc.asyncProperty(
      anyTemplate,
      fc.array(movement, { maxLength: 12 }),
      fc.integer({ min: -1_000_000, max: 100_000_000 }),
      async ({ template, hasNumbers, account, hasHeadings }, movements, openingFen) => {
        // Without headings and movements nothing is left of a file.
        fc.pre(hasHeadings || movements.length > 0)
        const rows = movements.map((one, at) => ({
          ...one,
          bookedOn: DAY,
          bankReference: hasNumbers
            ? `BK${at}${one.reversal ? '#R' : ''}`
            : `${DAY}#${at + 1}${one.reversal ? '#R' : ''}`,
        }))
        const bank = statementDirectory(new Map([['any', template]])).get('any')
        if (!bank) throw new Error('no bank')
        const { path: file } = await bank.write(folder, { date: DAY, account: ACCOUNT, openingFen, rows })
        const reading = await bank.read(file, { date: DAY })
        if (reading.outcome === 'quarantined') throw new Error(reading.reason)
        const totalFen = rows.reduce((sum, row) => sum + (row.direction === 'credit' ? 1 : -1) * row.amountFen, 0)
        const isNamed = account === 'title' || (account === 'column' && rows.length > 0)
        expect(reading).toMatchObject({
          ...{ account: isNamed ? ACCOUNT : '', holds: true, totals: { rows: rows.length, totalFen } },
          ...(rows.length > 0 ? { openingFen, closingFen: openingFen + totalFen } : { openingFen: null }),
        })
        const told = (row: (typeof rows)[number]) => {
          const { remark: _, ourReference, ...kept } = row
          return { ...kept, ourReference: hasNumbers ? ourReference : null }
        }
        // Where the file may begin at either end, balances that lead both ways leave the order open; numbers tell the rows.
        const inOrder = <T extends { bankReference: string }>(all: readonly T[]) =>
          all.toSorted((a, b) => (a.bankReference < b.bankReference ? -1 : 1))
        if (hasNumbers) expect(inOrder(reading.rows)).toMatchObject(inOrder(rows.map(told)))
        else {
          const amounts = (all: readonly { amountFen: number }[]) =>
            all.map(({ amountFen }) => amountFen).sort((a, b) => a - b)
          expect(amounts(reading.rows)).toEqual(amounts(rows))
        }
      },
    ),
    { numRuns: 200 },
  ))
