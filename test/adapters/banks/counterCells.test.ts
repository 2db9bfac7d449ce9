import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { gbBytes } from '../../../server/adapters/banks/cells'
import { readBankFile } from '../../../server/adapters/banks/readBankFile'
import { bankTemplate } from '../../../server/adapters/banks/template'
import { startOfDay } from '../../../server/domain/calendar/civilDate'
import { layoutText, readAs } from '../../support/banks'

const DAY = '2026-11-01'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-counters-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const template = bankTemplate.parse({
  ...{ id: 'story', name: '某银行', fileName: 'x.csv', encoding: 'gb18030', separator: ',', quoted: true },
  ...{
    amounts: 'yuan',
    dates: 'any',
    head: ['count', 'total'],
    row: ['userCode', 'traceNo', 'date', 'amount', 'payer'],
  },
})

async function read(content: string | Buffer) {
  const file = path.join(folder, 'file')
  writeFileSync(file, typeof content === 'string' ? iconv.encode(content, 'gb18030') : content)
  return readBankFile(template, file, { company: 'XX热力有限公司', date: DAY })
}

describe('a counter’s file as a bank writes CSV (formats.md 5.0)', () => {
  const FILE =
    '2,"1,234.57"\n1000000001,BK1,2026-11-01 09:30:05,"1,234.56","李四,王五"\n1000000002,BK2,2026/11/1,+0.01,\n'

  test('quoted cells, thousands, and the time in the cell of the day', async () => {
    expect(await read(FILE)).toMatchObject({
      outcome: 'read',
      rows: [
        {
          userCode: '1000000001',
          amountFen: 123_456,
          paidOn: DAY,
          paidAt: startOfDay(DAY) + (9 * 3600 + 30 * 60 + 5) * 1000,
        },
        { userCode: '1000000002', amountFen: 1, paidOn: DAY },
      ],
      totals: { rows: 2, totalFen: 123_457 },
    })
  })

  test.each([
    ['at the end', `${FILE}\x1A`],
    ['on a line of its own', `${FILE}\x1A\r\n`],
    ['behind the last row', `${FILE.trimEnd()}\x1A`],
  ])('0x1A %s ends it', async (_, text) => {
    expect(await read(text)).toMatchObject({ outcome: 'read', totals: { rows: 2 } })
  })

  test('0x1A among the rows is no end, and a letter whose last byte it is in UTF-16 stays', async () => {
    expect(await read(FILE.replace('\n1000000002', '\n\x1A\n1000000002'))).toMatchObject({ outcome: 'quarantined' })
    const wide = Buffer.from(`\uFEFF${FILE.trimEnd()}业`, 'utf16le').swap16()
    expect(wide.at(-1)).toBe(0x1a)
    expect(await read(wide)).toMatchObject({ outcome: 'read', totals: { rows: 2 } })
  })

  test('a quotation mark that is left open puts the file aside with its line', async () => {
    expect(await read(FILE.replace('"1,234.56"', '"1,234.56'))).toMatchObject({ outcome: 'quarantined', line: 2 })
  })
})

describe('fixed widths are bytes as they stand in the file', () => {
  test('a letter of four bytes in a file that is called GBK', async () => {
    const rare = layoutText('fixed-width.txt').replace('欧阳修', '𠮷修')
    expect(await readAs('boc', path.join(folder, 'wide'), iconv.encode(rare, 'gb18030'))).toMatchObject({
      outcome: 'read',
      totals: { rows: 2 },
    })
  })

  test('every letter of GB 18030 has the bytes that it was read from', () => {
    const decoder = new TextDecoder('gb18030')
    const odd: string[] = []
    const look = (...bytes: number[]) => {
      const text = decoder.decode(Buffer.from(bytes))
      if (text.includes('\uFFFD') || [...text].length !== 1) return
      if (gbBytes(text).length !== bytes.length) odd.push(Buffer.from(bytes).toString('hex'))
    }
    for (let one = 0x81; one < 0xff; one++) for (let two = 0x40; two < 0xff; two++) look(one, two)
    for (const one of [0x81, 0x82, 0x83, 0x84, 0x95]) {
      for (let two = 0x30; two <= 0x39; two++) {
        for (let three = 0x81; three <= 0xfe; three += 3) look(one, two, three, 0x30 + (three % 10))
      }
    }
    expect(odd).toEqual([])
  })
})
