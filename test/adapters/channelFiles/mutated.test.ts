import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import JSZip from 'jszip'
import { readBankFile } from '../../../server/adapters/banks/readBankFile'
import { statementDirectory } from '../../../server/adapters/banks/statements'
import { alipayFileReader } from '../../../server/adapters/channelFiles/alipay'
import { wechatFileReader } from '../../../server/adapters/channelFiles/wechat'
import type { ChannelFileReader } from '../../../server/application/ports/channelFiles'
import { countedFen, signedFen } from '../../../server/domain/reconciliation/row'
import { BANK_COMPANY, BANK_DAY, bankTemplateOf, LAYOUTS } from '../../support/banks'
import { type Mutation, mutate, mutation, storedZip } from '../../support/mutate'
import { processorTime } from '../../support/processorTime'
import { ALIPAY, statementTemplates, WECHAT } from '../../support/reconciliation'

const FIXTURES = path.resolve(__dirname, '..', '..', 'fixtures')

/** Reads a file; gives what its rows come to as they were seen, and as the reader says; undefined when it was put aside. */
type Reading = (file: string) => Promise<{ seenFen: number; saidFen: number; rows: number; said: number } | undefined>

const throughReader =
  (reader: ChannelFileReader): Reading =>
  async (file) => {
    let seenFen = 0
    let rows = 0
    const reading = await reader.read(file, BANK_DAY, (row) => {
      seenFen += signedFen(row.keep())
      rows += 1
    })
    return reading.outcome === 'read'
      ? { seenFen, rows, saidFen: reading.totals.totalFen, said: reading.totals.rows }
      : undefined
  }

function throughBank(id: string): Reading {
  const template = bankTemplateOf(id)
  return async (file) => {
    const read = await readBankFile(template, file, { company: BANK_COMPANY, date: BANK_DAY })
    if (read.outcome === 'quarantined') return undefined
    const seenFen = read.rows.reduce((sum, row) => sum + countedFen(row), 0)
    return { seenFen, rows: read.rows.length, saidFen: read.totals.totalFen, said: read.totals.rows }
  }
}

const statements = statementDirectory(statementTemplates())

const throughStatement =
  (id: string): Reading =>
  async (file) => {
    const read = await statements.get(id)?.read(file, { date: BANK_DAY })
    if (read?.outcome !== 'read') return undefined
    const seenFen = read.rows.reduce((sum, row) => sum + (row.direction === 'credit' ? 1 : -1) * row.amountFen, 0)
    expect((read.closingFen ?? 0) - (read.openingFen ?? 0)).toBe(seenFen)
    return { seenFen, rows: read.rows.length, saidFen: read.totals.totalFen, said: read.totals.rows }
  }

const PARSERS: [string, Reading][] = [
  ['bills/wechat-trade-27.csv', throughReader(wechatFileReader(WECHAT))],
  ['bills/wechat-trade-24.csv', throughReader(wechatFileReader(WECHAT))],
  ['bills/wechat-fundflow.csv', throughReader(wechatFileReader(WECHAT))],
  ['bills/alipay-trade.zip', throughReader(alipayFileReader(ALIPAY))],
  ['bills/alipay-account.zip', throughReader(alipayFileReader(ALIPAY))],
  ...LAYOUTS.map(([, , bank, input]): [string, Reading] => [`banks/layouts/${input}`, throughBank(bank)]),
  ['banks/statements/mt940.txt', throughStatement('statement-mt940')],
  ['banks/statements/mt940-pages.txt', throughStatement('statement-mt940')],
  ['banks/statements/camt053.xml', throughStatement('statement-camt053')],
  ['banks/statements/text.txt', throughStatement('statement-text')],
]

/** What is in an archive, so that it can be spoilt and packed again; undefined for a plain file. */
async function insideOf(bytes: Buffer): Promise<{ name: string; content: Buffer }[] | undefined> {
  if (bytes.toString('latin1', 0, 2) !== 'PK') return undefined
  const decodeFileName = (name: Uint8Array | string[] | Buffer) =>
    typeof name === 'object' && name instanceof Uint8Array ? new TextDecoder('gb18030').decode(name) : ''
  const zip = await JSZip.loadAsync(bytes, { decodeFileName })
  const files = Object.values(zip.files).filter(({ dir }) => !dir)
  return Promise.all(files.map(async (file) => ({ name: file.name, content: await file.async('nodebuffer') })))
}

/** Spoils a plain file; of an archive as often the bytes of its files, in a whole archive, as its own. */
function spoiltOf(original: Buffer, inside: { name: string; content: Buffer }[] | undefined, mutations: Mutation[]) {
  const [first] = mutations
  if (!inside || !first || first.length % 4 === 0) return mutations.reduce(mutate, original)
  const at = first.length % inside.length
  return storedZip(
    inside.map((entry, index) =>
      index === at ? { ...entry, content: mutations.reduce(mutate, entry.content) } : entry,
    ),
  )
}

let folder: string

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-mutated-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** More of them, over all parsers together, when asked for: FUZZ_INPUTS=1000000 npx jest test/adapters/channelFiles/mutated */
const INPUTS = process.env.FUZZ_INPUTS === undefined ? undefined : Number(process.env.FUZZ_INPUTS)

const RUNS = INPUTS === undefined ? 400 : Math.ceil(INPUTS / PARSERS.length)

const PATIENCE_MS = INPUTS === undefined ? 300_000 : 4 * 3_600_000

/** No input of this size takes longer by far. */
const MAX_MS = 5_000

test.each(PARSERS)(
  '%s, spoilt in whatever way: put aside, or read with the total that its rows come to',
  async (name, reading) => {
    const original = readFileSync(path.join(FIXTURES, name))
    const inside = await insideOf(original)
    const file = path.join(folder, 'spoilt')
    let used = 0
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        writeFileSync(file, spoiltOf(original, inside, mutations))
        const spentMs = processorTime()
        const read = await reading(file)
        expect(spentMs()).toBeLessThan(MAX_MS)
        if (!read) return
        used += 1
        expect(read.seenFen).toBe(read.saidFen)
        expect(read.rows).toBe(read.said)
      }),
      { numRuns: RUNS },
    )
    if (INPUTS !== undefined) console.info(`${name}: ${RUNS} inputs, ${used} read, ${RUNS - used} put aside`)
  },
  PATIENCE_MS,
)
