import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { utils, write } from '@e965/xlsx'
import iconv from 'iconv-lite'
import { statementDirectory } from '../../../../server/adapters/banks/statements'
import { type StatementTemplate, statementTemplate } from '../../../../server/adapters/banks/statements/template'
import { golden } from '../../../support/golden'
import { statementTemplates } from '../../../support/reconciliation'

const FIXTURES = path.resolve(__dirname, '..', '..', '..', 'fixtures', 'banks', 'exports')
const DAY = '2026-11-01'
const templates = statementTemplates()

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-exports-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Reads bytes as a day's export by a kept template, or by one of a story's own. */
async function read(template: string | StatementTemplate, content: Buffer | string, date = DAY) {
  const file = path.join(folder, 'export')
  writeFileSync(file, content)
  const own = typeof template === 'string' ? templates.get(template) : template
  if (!own) throw new Error(`no template ${String(template)}`)
  const reading = await statementDirectory(new Map([[own.id, own]]))
    .get(own.id)
    ?.read(file, { date })
  if (!reading) throw new Error('no bank')
  return reading
}

const told = async (...of: Parameters<typeof read>) => {
  const reading = await read(...of)
  if (reading.outcome === 'quarantined') return reading.reason
  const signed = reading.rows.map(({ direction, amountFen }) => (direction === 'credit' ? amountFen : -amountFen))
  return { signed, holds: reading.holds, openingFen: reading.openingFen, closingFen: reading.closingFen }
}

const textOf = (name: string) => {
  const bytes = readFileSync(path.join(FIXTURES, `${name}.csv`))
  return name === 'bocom' ? iconv.decode(bytes, 'gb18030') : bytes.toString('utf8')
}

/** A template of a story: the columns of the least that an export has, and what the story says. */
function templateOf(more: Record<string, unknown>): StatementTemplate {
  const columns = { date: '日期', amount: '金额', balance: '余额' }
  const base = { id: 'story', name: '某银行', content: 'statement', format: 'export', fileName: 'x.csv', columns }
  return statementTemplate.parse({ ...base, ...more })
}

describe('a bank’s own export (formats.md 5.8)', () => {
  test.each(['abc', 'boc', 'bocom', 'cmb', 'icbc'])('of the public shape of %s is read to the fen', async (name) => {
    const reading = await read(`statement-${name}`, readFileSync(path.join(FIXTURES, `${name}.csv`)))
    expect(reading).toEqual(golden(path.join(FIXTURES, `${name}.csv.json`), reading))
    expect(reading).toMatchObject({ outcome: 'read', holds: true })
  })

  test.each(['abc', 'boc', 'bocom', 'cmb', 'icbc'])(
    'of %s that a spreadsheet saved anew says the same',
    async (name) => {
      const before = await told(`statement-${name}`, readFileSync(path.join(FIXTURES, `${name}.csv`)))
      const text = textOf(name)
      const shifted = text.replaceAll(/^(?=.)/gm, ',')
      const slashed = text.replaceAll(/2026-(\d\d)-0(\d)/g, (_, month, day) => `2026/${month}/${day}`)
      expect(await told(`statement-${name}`, shifted)).toEqual(before)
      expect(await told(`statement-${name}`, slashed)).toEqual(before)
      expect(await told(`statement-${name}`, iconv.encode(text, 'gb18030'))).toEqual(before)
      expect(await told(`statement-${name}`, Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(before)
    },
  )

  test.each(['abc', 'boc', 'bocom', 'cmb', 'icbc'])(
    'of %s, written by its template, has headings of the public file and says the same',
    async (name) => {
      const id = `statement-${name}`
      const public_ = await read(id, readFileSync(path.join(FIXTURES, `${name}.csv`)))
      if (public_.outcome === 'quarantined') throw new Error(public_.reason)
      const { account, openingFen, rows } = public_
      const bank = statementDirectory(templates).get(id)
      const written = await bank?.write(folder, { date: DAY, account, openingFen: openingFen ?? 0, rows })
      const bytes = readFileSync(written?.path ?? '')
      const again = await read(id, bytes)
      const says = (reading: typeof again) => {
        if (reading.outcome === 'quarantined') return reading.reason
        const own = reading.rows.map(({ line: _, remark: __, ...row }) => row)
        return { own, opening: reading.openingFen, closing: reading.closingFen, account: reading.account }
      }
      expect(says(again)).toEqual(says(public_))
      const encoding = templates.get(id)?.format === 'export' && name === 'bocom' ? 'gb18030' : 'utf8'
      const headings =
        iconv
          .decode(bytes, encoding)
          .split('\r\n')
          .find((line) => line.includes('余额')) ?? ''
      const known =
        textOf(name)
          .split(/\r?\n/)
          .find((line) => line.includes('余额')) ?? ''
      const plain = (line: string) => line.split(',').map((one) => one.replaceAll(/[\s\uFEFF]/g, ''))
      expect(plain(headings).filter((heading) => !plain(known).includes(heading))).toEqual([])
    },
  )

  test.each(['xlsx', 'biff8', 'xlml', 'html'] as const)(
    'as a workbook of Excel (%s), amounts as its numbers with their tails and days as its days',
    async (bookType) => {
      const rows = [
        ['某银行流水'],
        ['日期', '金额', '余额'],
        [new Date('2026-11-01T00:00:00Z'), 1.1 + 2.2, 103.3],
        [new Date('2026-11-01T00:00:00Z'), -0.1, 103.2],
      ]
      const book = utils.book_new()
      const shown = rows.map((row) => row.map((cell) => (cell instanceof Date ? '2026-11-01' : cell)))
      // A page has texts only, as its bank formats them.
      const sheet = utils.aoa_to_sheet(bookType === 'html' ? shown : rows, { UTC: true })
      utils.book_append_sheet(book, sheet, '流水')
      expect(await told(templateOf({}), Buffer.from(write(book, { type: 'buffer', bookType })))).toEqual({
        ...{ signed: [330, -10], holds: true, openingFen: 10_000, closingFen: 10_320 },
      })
    },
  )

  test('without headings is read by the places of its columns', async () => {
    const template = templateOf({
      columns: { date: 1, amount: 4, balance: 5, bankReference: 7 },
      titleLines: 1,
      remark: [2, 6],
    })
    const file = '0200001,2026-11-01\n2026-11-01,"消费\t","\t","1,234.56\t","2,566.00",张三,1\n'
    // As it is, and with the empty column that a spreadsheet put before all others.
    const saved = file.replaceAll(/^/gm, (_, at) => (at === file.length ? '' : ','))
    for (const text of [file, saved])
      expect(await read(template, iconv.encode(text, 'gb18030'))).toMatchObject({
        rows: [{ amountFen: 123_456, bankReference: '1', remark: '消费 张三', line: 2 }],
        ...{ openingFen: 133_144, closingFen: 256_600 },
      })
  })

  test.each([
    ['收入金额', '支出金额'],
    ['收入金额（+元）', '支出金额（-元）'],
    ['收入金额(+元)', ' 支出金额(-元)\t'],
  ])('knows the heading %s', async (credit, debit) => {
    const template = templateOf({
      columns: { date: '日期', credit: '收入金额', debit: '支出金额', balance: '余额' },
    })
    const file = `日期,${credit},${debit},余额\n20261101,12.00,,112.00\n2026-11-01 09:30:00,,2.00,110.00\n合计,12.00,2.00,\n`
    expect(await told(template, file)).toMatchObject({ signed: [1200, -200], holds: true })
    expect(await told(template, file.replace('合计,12.00', '合计,13.00'))).toBe(
      '第 4 行：合计行的收入：文件写 13.00 元，明细合计 12.00 元',
    )
  })
})

describe('the balance of each row', () => {
  const line = (fen: number, balance: number, day = DAY) => `${day},${fen / 100},${balance / 100}`
  const file = (...lines: string[]) => ['日期,金额,余额', ...lines].join('\n')
  const [one, two, three] = [line(500, 10_500), line(-200, 10_300), line(1000, 11_300)]
  const whole = { signed: [500, -200, 1000], holds: true, openingFen: 10_000, closingFen: 11_300 }

  test.each([
    ['the oldest first', [one, two, three]],
    ['the newest first', [three, two, one]],
    ['a day’s rows in no order', [two, three, one]],
  ])('goes on from the one before it, %s', async (_, lines) => {
    expect(await told(templateOf({}), file(...lines))).toEqual(whole)
  })

  test('that does not go on: read, told, and kept for a second person, or put aside', async () => {
    const reading = await read(templateOf({}), file(one, three))
    const reason = '第 3 行：余额 113.00 元接不上前一笔的 105.00 元与本笔 10.00 元：缺少流水，或顺序不对'
    expect(reading).toMatchObject({ outcome: 'read', holds: false, openingFen: null, note: reason })
    expect(await told(templateOf({ balances: 'required' }), file(one, three))).toBe(reason)
  })

  test('of other days are checked and their rows left to their own day', async () => {
    const days = file(line(100, 10_000, '2026-10-31'), one, two, three, line(-1, 11_299, '2026-11-02'))
    expect(await told(templateOf({}), days)).toEqual(whole)
    expect(await told(templateOf({}), days, '2026-11-03')).toBe(
      '是 2026-10-31 至 2026-11-02 的流水，没有 2026-11-03 的',
    )
    const missing = file(one, two, line(-1, 11_299, '2026-11-02'))
    expect(await told(templateOf({}), missing)).toMatchObject({ holds: false })
  })

  test('of a day without movements is the one before it', async () => {
    const around = file(line(100, 10_000, '2026-10-31'), line(1, 10_001, '2026-11-02'))
    expect(await told(templateOf({}), around)).toEqual({
      ...{ signed: [], holds: true, openingFen: 10_000, closingFen: 10_000 },
    })
  })
})

describe('what stands in an export', () => {
  test.each([
    ['an unknown heading', '日期,金额,结余\n', '第 1 行：找不到表头：最接近的一行缺少 “余额”'],
    ['a heading twice', '日期,金额,余额,余额\n', '第 1 行：表头“余额”有 2 列'],
    ['no day', '日期,金额,余额\n明天,1.00,2.00\n', '第 2 行：不是日期：“明天”'],
    ['a day that is none', '日期,金额,余额\n20261131,1.00,2.00\n', '第 2 行：不是日期：“20261131”'],
    ['no amount', '日期,金额,余额\n20261101,--,2.00\n', '第 2 行：没有金额'],
    ['thousands parted wrongly', '日期,金额,余额\n20261101,"1,23.00",2.00\n', '第 2 行：不是金额：“1,23.00”'],
    ['a quotation mark that is left open', '日期,金额,余额\n20261101,"1.00,2.00\n', /^(第 \d+ 行：)?引号没有闭合/],
    ['nothing', '', '文件是空的'],
  ])('%s is told with its line', async (_, file, reason) => {
    const said = await told(templateOf({}), file)
    if (typeof reason === 'string') expect(said).toBe(reason)
    else expect(said).toMatch(reason)
  })

  test('a currency, a word or two amounts that it does not know', async () => {
    const columns = { date: '日期', amount: '金额', direction: '借贷', currency: '币种' }
    const words = templateOf({ columns, directions: { credit: ['贷', '贷 Cr'], debit: ['借'] } })
    const row = (word: string, currency: string, amount = '1.00') =>
      `日期,金额,借贷,币种\n20261101,${amount},${word},${currency}\n`
    expect(await told(words, row('贷  Cr', '人民币'))).toMatchObject({ signed: [100] })
    expect(await told(words, row('出', 'CNY'))).toBe('第 2 行：不认识的借贷方向：“出”')
    expect(await told(words, row('借', 'USD'))).toBe('第 2 行：币种是 USD，应为 人民币')
    // Red ink: what a debit of less than nothing takes back comes in again.
    expect(await read(words, row('借', 'CNY', '-1.00'))).toMatchObject({
      rows: [{ direction: 'credit', amountFen: 100, reversal: true }],
    })
    const split = templateOf({ columns: { date: '日期', credit: '收入', debit: '支出' } })
    expect(await told(split, '日期,收入,支出\n20261101,1.00,2.00\n')).toBe('第 2 行：收入和支出都有金额')
  })
})

describe('a template that contradicts itself is refused, with the field', () => {
  const columns = { date: '日期', amount: '金额' }
  test.each([
    ['both ways of amounts', { columns: { ...columns, credit: '收入', debit: '支出' } }, 'columns'],
    ['no amounts', { columns: { date: '日期' } }, 'columns'],
    ['half of two columns', { columns: { ...columns, credit: '收入' } }, 'columns'],
    ['words without their column', { columns, directions: { credit: '贷', debit: '借' } }, 'directions'],
    [
      'one word both ways',
      { columns: { ...columns, direction: '借贷' }, directions: { credit: '贷', debit: '贷' } },
      'directions',
    ],
    ['headings and places', { columns: { date: '日期', amount: 2 } }, 'columns'],
    ['one place twice', { columns: { date: 1, amount: 1 } }, 'columns'],
    ['title lines above headings', { columns, titleLines: 2 }, 'titleLines'],
    ['a column that is none', { columns: { ...columns, ammount: '金额' } }, 'columns'],
    ['a word that is none', { columns, seperator: ',' }, ''],
  ])('%s', (_, more, field) => {
    const base = { id: 'story', name: '某银行', content: 'statement', format: 'export', fileName: 'x.csv' }
    const read = statementTemplate.safeParse({ ...base, ...more })
    expect(read.error?.issues.map(({ path }) => String(path[0] ?? ''))).toContain(field)
  })
})
