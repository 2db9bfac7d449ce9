import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { statementDirectory } from '../../../../server/adapters/banks/statements'
import { golden } from '../../../support/golden'
import { statementTemplates } from '../../../support/reconciliation'
import { zipOf } from '../../../support/zip'

const FIXTURES = path.resolve(__dirname, '..', '..', '..', 'fixtures', 'banks', 'statements')
const DAY = '2026-11-01'
const banks = statementDirectory(statementTemplates())

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-statements-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(id: string, bytes: Buffer | string, date = DAY) {
  const file = path.join(folder, 'statement')
  writeFileSync(file, bytes)
  const bank = banks.get(id)
  if (!bank) throw new Error(`no statement template ${id}`)
  return bank.read(file, { date })
}
const NOTHING =
  '<Ntry><Amt Ccy="CNY">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><AcctSvcrRef>BK0000000008</AcctSvcrRef></Ntry>'
const reasonOf = async (...of: Parameters<typeof read>) => {
  const reading = await read(...of)
  return reading.outcome === 'quarantined' ? reading.reason : 'read'
}

describe('what a bank tells of the company’s account (formats.md 5.7)', () => {
  test.each([
    ['statement-mt940', 'mt940.txt'],
    ['statement-mt940', 'mt940-pages.txt'],
    ['statement-camt053', 'camt053.xml'],
    ['statement-text', 'text.txt'],
  ])('%s: %s is read to the fen', async (id, name) => {
    const reading = await read(id, readFileSync(path.join(FIXTURES, name)))
    expect(reading).toEqual(golden(path.join(FIXTURES, `${name}.json`), reading))
  })

  test.each(['001.04', '001.08', '001.13'])('camt.053.%s, whose status is a code within Sts', async (version) => {
    const xml = readFileSync(path.join(FIXTURES, 'camt053.xml'), 'utf8')
      .replace('001.02', version)
      .replaceAll(/<Sts>(\w+)<\/Sts>/g, '<Sts><Cd>$1</Cd></Sts>')
    expect(await read('statement-camt053', xml)).toMatchObject({
      outcome: 'read',
      totals: { rows: 4, totalFen: 98_800 },
    })
  })

  test('pages of a camt message that came in one zip', async () => {
    const xml = readFileSync(path.join(FIXTURES, 'camt053.xml'), 'utf8')
    const [first, second] = [
      xml.replace('<LastPgInd>true', '<LastPgInd>false').replace('CLBD', 'ITBD'),
      xml.replace('<PgNb>1', '<PgNb>2').replace('OPBD', 'ITBD').replaceAll('100000.00', '100988.00'),
    ]
    const another = (second ?? '')
      .replace('>100988.00<', '>100988.00<')
      .replaceAll('BK0000000001', 'BK0000000003')
      .replaceAll('FE0000000001', 'FE0000000003')
      .replace('<ElctrncSeqNb>305', '<ElctrncSeqNb>306')
      .replace(/(CLBD[\s\S]*?)100988.00/, '$1101976.00')
    const reading = await read('statement-camt053', await zipOf({ 'b.xml': another, 'a.xml': first ?? '' }))
    expect(reading).toMatchObject({
      outcome: 'read',
      openingFen: 10_000_000,
      closingFen: 10_197_600,
      totals: { rows: 8 },
    })
  })
})

describe('a row that is odd, while the balances hold, is taken and told of', () => {
  const mt940 = iconv.decode(readFileSync(path.join(FIXTURES, 'mt940.txt')), 'gb18030')
  const own = iconv.decode(readFileSync(path.join(FIXTURES, 'text.txt')), 'gb18030')
  const camt = readFileSync(path.join(FIXTURES, 'camt053.xml'), 'utf8')
  const numbers = (reading: Awaited<ReturnType<typeof read>>) =>
    reading.outcome === 'read' ? reading.rows.map(({ bankReference }) => bankReference) : reading.reason

  test.each([
    ['statement-mt940', mt940],
    ['statement-text', own],
    ['statement-camt053', camt],
  ])('%s: one number on two movements, which their places tell apart', async (id, text) => {
    const reading = await read(id, text.replaceAll('FE0000000001', 'BK0000000001'))
    expect(numbers(reading).slice(0, 2)).toEqual(['BK0000000001', 'BK0000000001#2'])
    expect(reading).toMatchObject({ note: expect.stringMatching(/^银行流水号重复.*BK0000000001#2/) })
  })

  test.each([
    ['statement-mt940', mt940.replace(':62F:', ':61:2611011101C0,00NMSCNONREF//BK0000000009\r\n:62F:')],
    ['statement-text', own.replace('|3|', '|4|').replace('####', '20261101|BK0000000009|贷|0.00||0||\r\n####')],
    ['statement-camt053', camt.replace('<Ntry><Amt Ccy="CNY">101.00', `${NOTHING}<Ntry><Amt Ccy="CNY">101.00`)],
  ])('%s: a movement of 0.00 moves nothing and is passed over', async (id, text) => {
    const before = numbers(await read(id, id === 'statement-mt940' ? mt940 : id === 'statement-text' ? own : camt))
    const reading = await read(id, text)
    expect(numbers(reading)).toEqual(before)
    expect(reading).toMatchObject({ holds: true, note: '1 笔金额为 0 的流水未计入' })
  })

  test.each([
    ['begins with a dash', '-1栋2单元'],
    ['is a dash', '-'],
    ['ends a message, it seems', '-}'],
    ['begins with a brace', '{热费}'],
    ['looks like a tag', ':12:30 到账'],
  ])('a line of :86: that %s', async (_, text) => {
    const reading = await read('statement-mt940', mt940.replace(/(:86:[^\r]*\r\n)/, `$1${text}\r\n采暖\r\n`))
    expect(reading).toMatchObject({ rows: [{ remark: `采暖费 1000234567 ${text} 采暖` }, {}, {}] })
  })

  test.each([
    'ICBKCNBJ/0200001009000000001',
    'ICBKCNBJXXX0200001009000000001',
    '0200001009000000001CNY',
    '0200001009000000001/CNY',
    '0200 0010 0900 0000 001 CNY',
  ])('the account %s', async (account) => {
    const number = '0200001009000000001'
    const text = mt940.replace(`:25:${number}`, `:25:${account}`)
    expect(await read('statement-mt940', text)).toMatchObject({ account: number })
    expect(await read('statement-text', own.replace(number, account))).toMatchObject({ account: number })
    expect(await read('statement-camt053', camt.replace(number, account))).toMatchObject({ account: number })
  })

  test('red ink takes a debit back: the account gains by it', async () => {
    const text = own.replace('|借|12.00|', '|借|-12.00|').replace('|99988.00|', '|100012.00|')
    expect(await read('statement-text', text)).toMatchObject({
      rows: [{}, { direction: 'credit', amountFen: 1200, reversal: true, bankReference: 'FE0000000001#R' }, {}],
    })
  })

  test('a number longer than any bank’s is none: its place stands for it', async () => {
    const text = mt940.replace('FE0000000001', 'F'.repeat(70))
    expect(numbers(await read('statement-mt940', text))[1]).toMatch(/#2$/)
  })
})

describe('a statement that cannot be used is put aside, with its line', () => {
  const mt940 = iconv.decode(readFileSync(path.join(FIXTURES, 'mt940.txt')), 'gb18030')
  const pages = readFileSync(path.join(FIXTURES, 'mt940-pages.txt'), 'utf8')
  test.each([
    [
      'closing balance',
      mt940.replace('99988,00', '99988,01'),
      '第 2 行：期末余额：文件写 99988.01 元，明细合计 99988.00 元',
    ],
    ['a row left out', mt940.replace(/:61:261101D[^\r]*\r\n/, ''), /期末余额/],
    ['cut short', mt940.slice(0, mt940.indexOf(':62F:')), '第 2 行：文件不完整：没有期末余额'],
    ['a float', mt940.replace('C1234,56', 'C1234.56'), /第 6 行：不是一笔流水/],
    ['three decimals', mt940.replace('C1234,56', 'C1234,567'), '第 6 行：不是金额：“1234,567”'],
    ['no comma', mt940.replace('D12,', 'D12'), '第 8 行：不是金额：“12”'],
    ['a day that is none', mt940.replace(':61:2611011101C', ':61:2611311101C'), /第 6 行：不是一笔流水/],
    ['dollars', mt940.replace('62F:C261101CNY', '62F:C261101USD'), '第 14 行：币种是 USD，应为 CNY'],
    ['an odd tag', mt940.replace(':64:', ':99:'), '第 15 行：:99: 不应在这里'],
    ['text before the first tag', `hello\r\n${mt940}`, '第 1 行：不是 MT940 的标签'],
    ['no opening balance', mt940.replace(/:60F:.*\r\n/, ''), '第 5 行：:61: 前面没有期初余额'],
    ['the wrong sum of credits', pages.replace('2CNY51,00', '2CNY51,01'), 'read'],
    [
      'the wrong sum of debits',
      ':20:X\r\n:25:1\r\n:28C:1\r\n:60F:C261031CNY100,00\r\n:61:261101D12,NCHGNONREF//F1\r\n:62F:C261101CNY88,00\r\n:90D:1CNY12,01',
      '第 7 行：:90D: 写 1 笔、12.01 元，明细 1 笔、12.00 元',
    ],
    ['another account on the next page', pages.replace(/0001(?![\s\S]*0001)/, '0002'), /几个账户/],
    ['no first page', pages.slice(pages.indexOf('-}') + 4), '第 2 行：文件不完整：缺少前面的页'],
    ['no last page', pages.slice(0, pages.indexOf('-}') + 4), '第 2 行：文件不完整：缺少后面的页'],
    ['pages that do not join', pages.replace('60M:C261101CNY100,00', '60M:C261101CNY100,01'), /期末余额|接不上/],
    ['nothing', '', '文件里没有对账单'],
  ])('MT940, %s', async (_, text, reason) => {
    const said = await reasonOf('statement-mt940', iconv.encode(text, 'gb18030'))
    if (typeof reason === 'string') expect(said).toBe(reason)
    else expect(said).toMatch(reason)
  })

  const own = iconv.decode(readFileSync(path.join(FIXTURES, 'text.txt')), 'gb18030')
  test.each([
    ['closing balance', '99988.00', '99988.01', '第 1 行：期末余额：文件写 99988.01 元，明细合计 99988.00 元'],
    ['count', '|3|', '|2|', '第 1 行：总笔数：文件写 2 笔，明细 3 笔'],
    ['direction', '借|12.00', '出|12.00', '第 3 行：不认识的借贷方向：“出”'],
    ['mark', '||0|', '||2|', '第 3 行：不认识的 corrects：“2”'],
    ['sign', '12.00', '-12.00', '第 1 行：期末余额：文件写 99988.00 元，明细合计 100012.00 元'],
    ['trailer', '########', '', '文件不完整：最后一行不是“########”'],
  ])('a bank’s own text, its %s', async (_, from, to, reason) => {
    expect(await reasonOf('statement-text', iconv.encode(own.replace(from, to), 'gb18030'))).toBe(reason)
  })

  test('another day’s statement', async () => {
    const file = readFileSync(path.join(FIXTURES, 'mt940.txt'))
    expect(await reasonOf('statement-mt940', file, '2026-11-02')).toBe(
      '第 2 行：是 2026-11-01 的对账单，不是 2026-11-02 的',
    )
  })

  const camt = readFileSync(path.join(FIXTURES, 'camt053.xml'), 'utf8')
  test.each([
    [
      'closing balance',
      camt.replace(/(CLBD[\s\S]*?)100988\.00/, '$1100988.01'),
      /期末余额：文件写 100988.01 元，明细合计 100988.00 元/,
    ],
    ['its summary’s sum', camt.replace('2335.56', '2335.57'), /TtlCdtNtries：文件写 2335.57 元，明细合计 2335.56 元/],
    ['its summary’s count', camt.replace('>2</NbOfNtries', '>3</NbOfNtries'), /TtlDbtNtries：文件写 3 笔，明细 2 笔/],
    ['a further page', camt.replace('<LastPgInd>true', '<LastPgInd>false'), '文件不完整：缺少第 2 页'],
    ['a second page alone', camt.replace('<PgNb>1', '<PgNb>2'), '文件不完整：缺少第 1 页'],
    ['another currency', camt.replace('Ccy="CNY">12.00', 'Ccy="USD">12.00'), '第 24 行：币种是 USD，应为 CNY'],
    ['an exponent', camt.replace('>12.00', '>1.2e1'), '第 24 行：不是金额：“1.2e1”'],
    ['a part of a fen', camt.replace('>12.00', '>12.001'), '第 24 行：不是金额：“12.001”'],
    ['cut short', camt.slice(0, -40), /不是完整的 XML/],
    [
      'an entity',
      camt.replace('<Document', '<!DOCTYPE d [<!ENTITY a "b">]><Document'),
      '第 2 行：不允许有 DOCTYPE 或 ENTITY',
    ],
    ['too deep', camt.replace('<MsgId>', `${'<a>'.repeat(200)}${'</a>'.repeat(200)}<MsgId>`), '不是可读的 XML'],
    ['another message', camt.replace('camt.053.001.02', 'camt.052.001.02'), /不是 camt.053/],
    ['an old version', camt.replace('camt.053.001.02', 'camt.053.001.01'), /不是 camt.053/],
    ['a direction', camt.replace('DBIT', 'DEBT'), /CdtDbtInd 应为 CRDT 或 DBIT/],
    ['nothing', '', '文件是空的'],
  ])('camt.053, %s', async (_, text, reason) => {
    const said = await reasonOf('statement-camt053', text)
    if (typeof reason === 'string') expect(said).toBe(reason)
    else expect(said).toMatch(reason)
  })

  test('a statement of more than 16 MB is not read to its end', async () => {
    expect(await reasonOf('statement-camt053', Buffer.alloc(17 * 1024 * 1024, 0x20))).toBe('文件超过 16 MB')
  })
})

describe('faults.md, Files, of statements', () => {
  const mt940 = iconv.decode(readFileSync(path.join(FIXTURES, 'mt940.txt')), 'gb18030')
  const camt = readFileSync(path.join(FIXTURES, 'camt053.xml'), 'utf8')
  const wide = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

  test.each([
    ['GBK', iconv.encode(mt940, 'gb18030')],
    ['UTF-8', Buffer.from(mt940)],
    ['UTF-8 with a BOM', Buffer.from(`\uFEFF${mt940}`)],
    ['UTF-16 LE', wide(mt940)],
    ['UTF-16 BE', wide(mt940).swap16()],
    ['LF instead of CRLF', iconv.encode(mt940.replaceAll('\r\n', '\n'), 'gb18030')],
  ])('MT940 in %s is the right text', async (_, bytes) => {
    const reading = await read('statement-mt940', bytes)
    expect(reading).toMatchObject({ outcome: 'read', rows: [{ remark: '采暖费 1000234567' }, {}, {}] })
  })

  test.each([
    ['UTF-8', Buffer.from(camt)],
    ['UTF-8 with a BOM', Buffer.from(`\uFEFF${camt}`)],
    ['UTF-16 LE', wide(camt.replace('UTF-8', 'UTF-16'))],
    ['GBK', iconv.encode(camt.replace('UTF-8', 'GBK'), 'gbk')],
  ])('camt.053 in %s is the right text', async (_, bytes) => {
    const reading = await read('statement-camt053', bytes)
    expect(reading).toMatchObject({ outcome: 'read', rows: [{ remark: '采暖费 <1000234567> & 滞纳金' }, {}, {}, {}] })
  })

  test('an undecodable byte: the number of its line', async () => {
    const bytes = iconv.encode(mt940, 'gb18030')
    bytes[bytes.indexOf(':86:') + 5] = 0xff
    expect(await reasonOf('statement-mt940', bytes)).toBe('第 7 行：有无法识别的字符')
    const xml = Buffer.from(camt)
    xml[xml.indexOf('采') + 1] = 0xff
    expect(await reasonOf('statement-camt053', xml)).toBe('第 22 行：有无法识别的字符')
  })

  test('a 10 MB line', async () => {
    const long = mt940.replace(':86:', `:86:${'x'.repeat(10 * 1024 * 1024)}`)
    expect(await reasonOf('statement-mt940', long)).toMatch(/一行过长/)
  })

  test('zip slip, a zip bomb, more than 16 entries', async () => {
    const slip = await zipOf({ 'xx/a.xml': camt })
    for (let at = slip.indexOf('xx/'); at >= 0; at = slip.indexOf('xx/', at)) slip.write('../', at)
    expect(await reasonOf('statement-camt053', slip)).toBe('压缩文件内有越出目录的文件名')
    const bomb = await zipOf({ 'a.xml': Buffer.alloc(30 * 1024 * 1024, 0x20) })
    expect(await reasonOf('statement-camt053', bomb)).toBe('压缩文件解开后过大')
    const many = await zipOf(Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`${n}.xml`, camt])))
    expect(await reasonOf('statement-camt053', many)).toBe('压缩文件内多于 16 个文件')
  })
})
