import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { encode } from 'iconv-lite'
import { bankDirectory } from '../../../server/adapters/banks'
import { bankFileText } from '../../../server/adapters/banks/bankFile'
import { payoutLayout } from '../../../server/adapters/banks/payout/layout'
import { readAnswers } from '../../../server/adapters/banks/payout/readAnswers'
import { readBankFile } from '../../../server/adapters/banks/readBankFile'
import { statementDirectory } from '../../../server/adapters/banks/statements'
import { readStatement } from '../../../server/adapters/banks/statements/readStatement'
import { longestTurn, MAX_TURN_MS } from '../../support/longestTurn'
import { bankTemplates, statementTemplates } from '../../support/reconciliation'

const DATE = '2026-11-20'
const OF = { company: '兰州市热力总公司', date: DATE }
const ROWS = 20_000

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-apart-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
const put = (name: string, bytes: Buffer | string) => {
  writeFileSync(path.join(folder, name), bytes)
  return path.join(folder, name)
}

describe('files of banks that are large or packed are read apart, to the same end', () => {
  test.each([
    ['plain', (text: Buffer) => text],
    ['gzipped', (text: Buffer) => gzipSync(text)],
  ])('a day of twenty thousand payments at the counters, %s', async (name, packed) => {
    const template = bankTemplates().get('partner')
    if (!template) throw new Error('no such bank')
    const rows = Array.from({ length: ROWS }, (_, at) => ({
      userCode: String(62_010_000 + at),
      traceNo: `BK${at}`,
      amountFen: 100 + at,
      paidOn: DATE,
    }))
    const text = encode(bankFileText(template, { ...OF, rows }), template.encoding)
    const file = put(`${name}.txt`, packed(text))
    let read: unknown
    const longest = await longestTurn(async () => {
      read = await bankDirectory(bankTemplates()).get('partner')?.read(file, OF)
    })
    expect(read).toMatchObject({ outcome: 'read', totals: { rows: ROWS } })
    expect(read).toEqual(await readBankFile(template, file, OF))
    expect(longest).toBeLessThan(MAX_TURN_MS)
  })

  test('a statement in XML with five thousand movements', async () => {
    const templates = statementTemplates()
    const template = [...templates.values()].find(({ format }) => format === 'camt053')
    const bank = template && statementDirectory(templates).get(template.id)
    if (!bank) throw new Error('no such bank')
    const rows = Array.from({ length: 5000 }, (_, at) => ({
      bookedOn: DATE,
      direction: 'credit' as const,
      amountFen: 100 + at,
      reversal: false,
      bankReference: `R${at}`,
      ourReference: null,
      remark: `商户结算${at}`,
    }))
    const { path: file } = await bank.write(folder, { date: DATE, account: '2700000123456789', openingFen: 0, rows })
    let read: unknown
    const longest = await longestTurn(async () => {
      read = await bank.read(file, { date: DATE })
    })
    expect(read).toMatchObject({ outcome: 'read', totals: { rows: 5000 } })
    expect(read).toEqual(await readStatement(template as never, file, DATE))
    expect(longest).toBeLessThan(MAX_TURN_MS)
  })

  test('a bank’s answer to a batch of five thousand payouts', async () => {
    const lines = Array.from({ length: 5000 }, (_, at) => `SP${at}|PY${at}|6217${at}|张演示|100|S|||20260706|101500`)
    const bytes = encode(`P|5000|500000|5000|500000\r\n${lines.join('\r\n')}\r\n########\r\n`, 'gbk')
    const read = await payoutLayout.readResult(bytes)
    expect(read).toEqual(readAnswers(bytes))
    expect(read).toMatchObject({ outcome: 'read', rows: { length: 5000 } })
  })

  test('what contradicts itself is put aside with its line, as when read here', async () => {
    const file = put('spoilt.txt', `${'x'.repeat(60)}\n`.repeat(2000))
    const read = await bankDirectory(bankTemplates()).get('partner')?.read(file, OF)
    expect(read).toMatchObject({ outcome: 'quarantined', line: 1 })
  })

  test('600 000 lines of one number end in a sentence, and nobody waits for it', async () => {
    const template = bankTemplates().get('partner')
    if (!template) throw new Error('no such bank')
    const rows = [{ userCode: '1', traceNo: 'BK1', amountFen: 1, paidOn: DATE }]
    const [head = '', line = ''] = bankFileText(template, { ...OF, rows }).split('\n')
    const file = put('endless.txt', encode(`${head}\n${`${line}\n`.repeat(600_000)}`, template.encoding))
    let read: unknown
    const longest = await longestTurn(async () => {
      read = await bankDirectory(bankTemplates()).get('partner')?.read(file, OF)
    })
    expect(read).toMatchObject({ outcome: 'quarantined', reason: expect.stringContaining('超过 500000 笔') })
    expect(longest).toBeLessThan(MAX_TURN_MS)
  })
})
