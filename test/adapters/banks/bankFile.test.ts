import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { bankDirectory } from '../../../server/adapters/banks'
import { loadBanks } from '../../../server/adapters/banks/loadBanks'
import { BANK_COMPANY as COMPANY, layoutFixture, layoutText, readAs } from '../../support/banks'
import { fiveCompanies } from '../../support/ports'
import { bankTemplates } from '../../support/reconciliation'
import { zipOf } from '../../support/zip'

const text = layoutText('heating.txt')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-banks-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const read = (id: string, content: Buffer | string, of?: { company: string; date: string }) =>
  readAs(id, path.join(folder, 'file'), content, of)
const reasonOf = async (...input: Parameters<typeof read>) => {
  const reading = await read(...input)
  return reading.outcome === 'quarantined' ? reading.reason : 'read'
}

describe('faults.md, Files: a file that contradicts itself or is cut short is put aside whole', () => {
  test.each([
    ['the total', text.replace('3580.00', '3580.01'), '第 1 行：总金额：文件写 3580.01 元，明细合计 3580.00 元'],
    ['the count', text.replace('2|3580', '3|3580'), '第 1 行：总笔数：文件写 3 笔，明细合计 2 笔'],
    ['cut short', text.slice(0, text.indexOf('1000234999')), '第 1 行：总笔数：文件写 2 笔，明细合计 1 笔'],
    ['a short line', text.replace('|0|||||||\n', '|0||||\n'), '第 2 行：应有 11 个字段，实有 8 个'],
    ['no last separator', text.replace('|0|||||||\n', '|0|||||||x\n'), '第 2 行：行尾没有“|”'],
    ['an amount', text.replace('1980.00', '1,980'), '第 2 行：不是金额：“1,980”'],
    ['an amount below nothing', text.replace('1980.00', '-1980.00'), '第 2 行：金额小于 0，又没有冲正标志'],
    ['a date', text.replace('20261101|BK0000000002', '1101|BK0000000002'), '第 3 行：不是日期：“1101”'],
    [
      'a day that is none',
      text.replace('20261101|BK0000000002', '20261131|BK0000000002'),
      '第 3 行：不是日期：“20261131”',
    ],
    ['no trace number', text.replace('BK0000000001', ''), '第 2 行：用户卡号或流水号是空的'],
    [
      'another company',
      text.replace(COMPANY, 'YY热力有限公司'),
      '第 1 行：是“YY热力有限公司”的文件，不是“XX热力有限公司”的',
    ],
    ['nothing at all', '', '文件是空的'],
  ])('%s', async (_, spoilt, reason) => {
    expect(await reasonOf('partner', spoilt)).toBe(reason)
  })

  test.each([
    ['citic', 'totals-last.txt', '########\r\n', '', '文件不完整：最后一行不是“########”'],
    ['citic', 'totals-last.txt', '########\r\n', '########\r\nx\r\n', '第 5 行：“########”之后还有内容'],
    ['citic', 'totals-last.txt', '358000|XX', '358001|XX', '第 3 行：总金额：文件写 3580.01 元，明细合计 3580.00 元'],
    ['icbc', 'electricity.txt', '|      158000|', '|     158000|', '第 2 行：应有 161 或 170 字节，实有 160 字节'],
    [
      'icbc',
      'electricity.txt',
      '|0200|      158000|',
      '|0400|      158000|',
      '第 2 行：不认识的 transactionType：“0400”',
    ],
    ['boc', 'fixed-width.txt', '欧阳修', '欧阳', '第 3 行：应有 501 字节，实有 499 字节'],
    ['boc', 'fixed-width.txt', '欧阳修', '欧阳 X', 'read'],
    ['ccb', 'flagged.txt', '|3.58', '|3.59', '第 1 行：总服务费：文件写 3.59 元，明细合计 3.58 元'],
    ['hxb', 'debit-result.txt', '|2|358000|', '|3|358000|', '第 1 行：成功笔数：文件写 3 笔，明细合计 2 笔'],
    ['hxb', 'debit-result.txt', '0012|', '0000|', '第 1 行：成功笔数：文件写 2 笔，明细合计 3 笔'],
    ['cmb', 'pos.txt', '|1101|JZ', '|1102|JZ', '第 1 行：是 1102 的文件，不是 1101 的'],
    ['cmb', 'pos.txt', '|080005|', '|250005|', '第 2 行：不是时间：“250005”'],
    ['cmbc', 'core-dump.txt', '|0|01', '|7|01', '第 1 行：不认识的 reversalFlag：“7”'],
  ])('%s, %s: “%s” → “%s”', async (bank, input, from, to, reason) => {
    const utf8 = bank === 'ccb'
    const spoilt = layoutText(input, utf8 ? 'utf-8' : 'gb18030').replace(from, to)
    expect(spoilt).not.toBe(layoutText(input, utf8 ? 'utf-8' : 'gb18030'))
    expect(await reasonOf(bank, utf8 ? Buffer.from(spoilt) : spoilt)).toBe(reason)
  })

  test('another day’s file', async () => {
    expect(await reasonOf('partner', text, { company: COMPANY, date: '2026-11-02' })).toBe(
      '第 1 行：是 20261101 的文件，不是 20261102 的',
    )
  })

  test('more money than can be told exactly', async () => {
    const huge = '9'.repeat(13)
    const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => `1000234567|20261101|BK${n}|${huge}.99|0|||||||\n`)
    expect(await reasonOf('partner', `11|1.00|${COMPANY}|20261101|\n${rows.join('')}`)).toBe('金额合计过大')
  })
})

describe('faults.md, Files: text in whatever encoding is the right text', () => {
  const BOM = '\uFEFF'
  const wide = (spoilt: string) => Buffer.from(spoilt, 'utf16le')
  test.each([
    ['GBK', iconv.encode(text, 'gbk')],
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a BOM', Buffer.from(BOM + text)],
    ['UTF-16 LE with a BOM', wide(BOM + text)],
    ['UTF-16 BE with a BOM', wide(BOM + text).swap16()],
    ['CRLF', iconv.encode(text.replaceAll('\n', '\r\n'), 'gbk')],
  ])('%s', async (_, bytes) => {
    expect(await read('partner', bytes)).toMatchObject({ outcome: 'read', totals: { rows: 2, totalFen: 358_000 } })
  })

  test('fixed widths are bytes of GBK, also in a file that came as UTF-8', async () => {
    const utf8 = Buffer.from(layoutText('fixed-width.txt'))
    expect(await read('boc', utf8)).toMatchObject({ outcome: 'read', totals: { rows: 2, totalFen: 358_000 } })
  })

  test('a byte that is no GBK: the number of its line', async () => {
    const bytes = iconv.encode(text, 'gbk')
    bytes[bytes.length - 4] = 0xff
    expect(await read('partner', bytes)).toMatchObject({ reason: '第 3 行：有无法识别的字符', line: 3 })
  })

  test('a width that parts a character', async () => {
    const moved = layoutText('fixed-width.txt')
      .replace('1000234567          ', '1000234567         ')
      .replace('张三', ' 张三')
    expect(await reasonOf('boc', moved)).toBe('read')
    const odd = layoutText('fixed-width.txt')
      .replace(/张三 {60}/, `${'张'.repeat(31)}x张`)
      .replace('x张0000', 'x张000')
    expect(await reasonOf('boc', odd)).toMatch(/第 2 行：字段的宽度从一个汉字中间断开/)
  })
})

describe('faults.md, Files: what is too much is refused in bounded memory', () => {
  test('a 10 MB line', async () => {
    expect(await reasonOf('partner', Buffer.concat([Buffer.from(text), Buffer.alloc(10 * 1024 * 1024, 0x31)]))).toMatch(
      /一行过长/,
    )
  })

  const entry = 'INN26110188ZM_898110148990001'
  test('zip slip', async () => {
    const slip = await zipOf({ [`xx/${entry}`]: 'x' })
    for (let at = slip.indexOf('xx/'); at >= 0; at = slip.indexOf('xx/', at)) slip.write('../', at)
    expect(await reasonOf('unionpay', slip)).toBe('压缩文件内有越出目录的文件名')
  })
  test('a zip bomb', async () => {
    expect(await reasonOf('unionpay', await zipOf({ [entry]: Buffer.alloc(30 * 1024 * 1024) }))).toBe(
      '压缩文件解开后过大',
    )
  })
  test('more than 16 entries', async () => {
    const many = Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`INN261101${10 + n}ZM_1`, '']))
    expect(await reasonOf('unionpay', await zipOf(many))).toBe('压缩文件内多于 16 个文件')
  })
  test('a zip without the day’s file in it, and a zip where none should be', async () => {
    const other = await zipOf({ INN26110288ZM_898110148990001: '' })
    expect(await reasonOf('unionpay', other)).toBe('压缩包里没有 INN{yyMMdd}??ZM_* 这样的文件')
    expect(await reasonOf('partner', other)).toBe('这家银行的文件不应是压缩包')
  })
})

test('a day without payments has a file, too, in every layout that has a head line', async () => {
  expect(await read('partner', `0|0.00|${COMPANY}|20261101|\n`)).toMatchObject({ outcome: 'read', rows: [] })
  expect(await read('icbc', '20261101|0|0|000001|\n')).toMatchObject({ outcome: 'read', rows: [] })
  expect(await read('citic', `0|0|${COMPANY}|\r\n########\r\n`)).toMatchObject({ outcome: 'read', rows: [] })
})

test('the name of the file, and of its companion, is the template’s', () => {
  const banks = bankDirectory(bankTemplates())
  expect(banks.get('partner')?.fileName(COMPANY, '2026-11-01')).toBe('XX热力有限公司20261101.txt')
  expect(banks.get('psbc')?.fileName(COMPANY, '2026-11-01')).toBe('654321_20261101.txt')
  expect(banks.get('icbc')?.fileName(COMPANY, '2026-11-01')).toBe('0102_20261101_315810_001.bil')
  expect(['partner', 'ceb', 'bjrcb', 'citic'].map((id) => banks.get(id)?.companion)).toEqual([
    undefined,
    'flg',
    'ok',
    'md5',
  ])
})

describe('templates', () => {
  const put = (files: Record<string, string>) => {
    const place = mkdtempSync(path.join(folder, 'wrong-'))
    mkdirSync(path.join(place, 'layouts'))
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(place, name), content)
    return place
  }
  const reasonsOf = (place: string) => {
    const loaded = loadBanks(place)
    return loaded.outcome === 'wrong' ? loaded.reasons : []
  }
  const wrong = (files: Record<string, string>) => reasonsOf(put(files)).join('\n')
  const good = 'name: B\nfileName: f\nencoding: gbk\nseparator: "|"\namounts: yuan\n'

  test('a wrong one stops the start, with the file and the field', () => {
    const reasons = wrong({
      'b.yaml':
        'id: b\nname: B\nfileName: f\nencoding: big5\nseparator: "|"\namounts: yuan\nhead: [count]\nrow: [amount]\n',
      'c.yaml': '{',
      'd.yaml': `id: d\n${good}head: [count]\nrow: [amount]\n`,
      'e.yaml': 'id: e\nname: E\nlayout: nowhere\n',
      'f.yaml': 'id: f\nname: F\nlayout: ../../rulebooks/lanzhou\n',
      'g.yaml': `id: other\n${good}head: [count, total]\nrow: [userCode, traceNo, amount]\n`,
      'h.yaml': `id: h\n${good}head: [count, total]\nrow: [userCode, traceNo, { name: amount, width: 3 }]\n`,
      'i.yaml': `id: i\n${good}head: [count, total]\nrow: [userCode, traceNo, amount]\nskip: [{ field: status, is: ["02"] }]\n`,
    })
    expect(reasons).toMatch(/b\.yaml: encoding/)
    expect(reasons).toMatch(/c\.yaml/)
    expect(reasons).toMatch(/d\.yaml: head: 首行应有 count 和 total/)
    expect(reasons).toMatch(/b\.yaml: row: 明细应有 userCode/)
    expect(reasons).toMatch(/e\.yaml: layout: 没有布局“nowhere”/)
    expect(reasons).toMatch(/f\.yaml: layout: 没有布局/)
    expect(reasons).toMatch(/g\.yaml: id: 应与文件名相同/)
    expect(reasons).toMatch(/h\.yaml: row: 一行的字段应都有宽度，或都没有/)
    expect(reasons).toMatch(/i\.yaml: skip: 明细没有字段 status/)
  })

  test('what is no YAML is named with file, line and column, a shared layout once', () => {
    const place = put({
      'b.yaml': 'id: b\nname: B\nlayout: tabbed\n',
      'c.yaml': 'id: c\nname: C\nlayout: tabbed\n',
      'd.yaml': `id: d\n${good}head: [count, total\nrow: [amount]\n`,
      'e.yaml': `id: e\n${good}name: 又一个\n`,
      'f.yaml': `id: f\n${good}head: *heads\n`,
      'layouts/tabbed.yaml': 'encoding: gbk\nskip:\n\t- { field: status }\n',
    })
    const at = (...names: string[]) => path.join(place, ...names)
    expect(reasonsOf(place)).toEqual([
      `${at('layouts', 'tabbed.yaml')}:3:1: 不是正确的 YAML：不能用制表符缩进，请用空格`,
      `${at('d.yaml')}:8:1: 不是正确的 YAML：缩进有误，或前面的括号没有收尾`,
      `${at('e.yaml')}:7:1: 不是正确的 YAML：同一个键写了两次`,
      `${at('f.yaml')}:7:7: 不是正确的 YAML：没有锚点“&heads”`,
    ])
  })

  test('Beijing has sixteen banks, and every bank of a company has its template (domain.md BJ3)', () => {
    const idsOf = (company: string) => fiveCompanies().get(company)?.payment.bankFiles ?? []
    const ids = idsOf('beijing')
    expect(ids).toHaveLength(16)
    expect(new Set(ids).size).toBe(16)
    const all = ['beijing', 'tangshan', 'lanzhou', 'baoji', 'binzhou'].flatMap(idsOf)
    expect(all.filter((id) => !bankTemplates().has(id))).toEqual([])
  })

  test('a line that is no payment needs no user', async () => {
    const dump = layoutText('core-dump.txt').replace('1000235000', '')
    expect(await read('cmbc', dump)).toMatchObject({ outcome: 'read', totals: { rows: 2 } })
  })

  test('reversals, UnionPay: what is not the named merchant file is for a person', async () => {
    const reading = await read('unionpay', readFileSync(layoutFixture('unionpay.zip')))
    expect(reading).toMatchObject({ note: '1 笔当日已冲正，未计入；差错文件有 1 笔，须人工处理' })
  })
})
