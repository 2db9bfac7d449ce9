import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { readBankFile } from '../../../server/adapters/banks/readBankFile'
import { alipayBillReader } from '../../../server/adapters/bills/alipay'
import { wechatBillReader } from '../../../server/adapters/bills/wechat'
import { signedFen } from '../../../server/domain/reconciliation/row'
import { ALIPAY, bankTemplates, WECHAT } from '../../support/reconciliation'

const FIXTURES = path.resolve(__dirname, '..', '..', 'fixtures')
const partner = bankTemplates().get('partner')
if (!partner) throw new Error('no template of the partner bank')

/** Reads a file; gives what its rows come to as they were seen, and as the reader says; undefined when it was put aside. */
type Reading = (file: string) => Promise<{ seenFen: number; saidFen: number; rows: number; said: number } | undefined>

const throughReader =
  (reader: ReturnType<typeof wechatBillReader>): Reading =>
  async (file) => {
    let seenFen = 0
    let rows = 0
    const reading = await reader.read(file, '2026-11-01', (row) => {
      seenFen += signedFen(row.keep())
      rows += 1
    })
    return reading.outcome === 'read'
      ? { seenFen, rows, saidFen: reading.totals.totalFen, said: reading.totals.rows }
      : undefined
  }

const FILES: [string, Reading][] = [
  ['bills/wechat-trade-27.csv', throughReader(wechatBillReader(WECHAT))],
  ['bills/wechat-trade-24.csv', throughReader(wechatBillReader(WECHAT))],
  ['bills/wechat-fundflow.csv', throughReader(wechatBillReader(WECHAT))],
  ['bills/alipay-trade.zip', throughReader(alipayBillReader(ALIPAY))],
  ['bills/alipay-account.zip', throughReader(alipayBillReader(ALIPAY))],
  [
    'banks/partner.txt',
    async (file) => {
      const read = await readBankFile(partner, file, { company: 'XX热力有限公司', date: '2026-11-01' })
      if (read.outcome === 'quarantined') return undefined
      const seenFen = read.rows.reduce((sum, { amountFen }) => sum + amountFen, 0)
      return { seenFen, rows: read.rows.length, saidFen: read.totals.totalFen, said: read.totals.rows }
    },
  ],
]

/** What may happen to a file on its way: bytes changed, cut out, doubled, put in. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  how: fc.constantFrom('change', 'cut', 'double', 'put-in'),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
})

function mutate(
  bytes: Buffer,
  { at, length, how, bytes: other }: { at: number; length: number; how: string; bytes: Uint8Array },
): Buffer {
  const start = Math.floor(at * bytes.length)
  const [before, piece, after] = [
    bytes.subarray(0, start),
    bytes.subarray(start, start + length),
    bytes.subarray(start + length),
  ]
  if (how === 'cut') return Buffer.concat([before, after])
  if (how === 'double') return Buffer.concat([before, piece, piece, after])
  if (how === 'put-in') return Buffer.concat([before, other, piece, after])
  return Buffer.concat([before, other, bytes.subarray(start + other.length)])
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-mutated-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** More of them when asked for: MUTATIONS=100000 npx jest test/adapters/bills/mutated */
const RUNS = Number(process.env.MUTATIONS ?? 400)

test.each(FILES)(
  '%s, spoilt in whatever way: put aside, or read with the total that its rows come to',
  async (name, reading) => {
    const original = readFileSync(path.join(FIXTURES, name))
    const file = path.join(folder, 'spoilt')
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        writeFileSync(file, mutations.reduce(mutate, original))
        const read = await reading(file)
        if (!read) return
        expect(read.seenFen).toBe(read.saidFen)
        expect(read.rows).toBe(read.said)
      }),
      { numRuns: RUNS },
    )
  },
)
