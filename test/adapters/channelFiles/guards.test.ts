import { readdirSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import type { ChannelFileReader } from '../../../server/application/ports/channelFiles'
import {
  alipay,
  alipayText,
  DAY,
  edited,
  FIXTURES,
  fixture,
  read,
  reasonOf,
  trade,
  wechat,
  zipOf,
} from '../../support/channelFilesInHand'

describe('a file that contradicts itself is put aside, with the clerk’s words', () => {
  test.each([
    ['the count', '`5,`2225.56', '`6,`2225.56', '第 8 行：总交易单数：文件写 6 笔，明细合计 5 笔'],
    [
      'the ordered total',
      '`2235.56,`334.56\n',
      '`2235.57,`334.56\n',
      '订单总金额：文件写 2235.57 元，明细合计 2235.56 元',
    ],
    ['the settled total', '`5,`2225.56', '`5,`2225.55', '应结订单总金额'],
    ['the refunded total', '`2225.56,`334.56', '`2225.56,`334.57', '退款总金额'],
    ['the fee total', '`3.78000', '`3.78001', '手续费总金额：文件写 3.78001 元，明细合计 3.78000 元'],
  ])('WeChat: %s', async (_, from, to, reason) => {
    expect(await reasonOf(wechat, edited(from, to))).toContain(reason)
  })

  test('WeChat: an amount in another currency is no amount in fen', async () => {
    expect(await reasonOf(wechat, edited(',`CNY,', ',`HKD,'))).toBe('第 2 行：货币种类应为 CNY，文件写“HKD”')
  })

  test('WeChat counts refunds among 总交易单数 or not: both are read', async () => {
    expect(await reasonOf(wechat, edited('`5,`2225.56', '`3,`2225.56'))).toBe('read')
    expect(await reasonOf(wechat, edited('`5,`2225.56', '`4,`2225.56'))).toContain('总交易单数')
  })

  test('Alipay: each footer, and a footer that is missing', async () => {
    const text = await alipayText()
    const spoilt = (from: string | RegExp, to: string) =>
      zipOf({ '业务明细.csv': iconv.encode(text.replace(from, to), 'gbk') })
    expect(await reasonOf(alipay, await spoilt('交易合计：2笔', '交易合计：3笔'))).toBe(
      '交易合计笔数：文件写 3 笔，明细合计 2 笔',
    )
    expect(await reasonOf(alipay, await spoilt('共2224.56元', '共2224.57元'))).toContain('明细合计 2224.56 元')
    expect(await reasonOf(alipay, await spoilt('共-235.56元', '共-235.55元'))).toContain('退款合计')
    expect(await reasonOf(alipay, await spoilt('#退款合计', '#退款'))).toBe('没有“退款合计”一行，文件不完整')
    expect(await reasonOf(alipay, await spoilt(/商家优惠共[\d.]+元/, '商家优惠共77.00元'))).toContain(
      '交易合计商家优惠：文件写 77.00 元',
    )
    expect(await reasonOf(alipay, await spoilt(/商家优惠退款共[-\d.]+元/, '商家优惠退款共-0.07元'))).toContain(
      '退款合计商家优惠：文件写 0.07 元',
    )
  })

  test('Alipay: two files that both claim to be the day’s rows; a Mac’s shadow of one is none', async () => {
    const text = await alipayText()
    const rows = iconv.encode(text, 'gbk')
    const other = iconv.encode(text.replaceAll('1234.56', '9234.56'), 'gbk')
    expect(await reasonOf(alipay, await zipOf({ '业务明细.csv': rows, '旧/业务明细.csv': other }))).toBe(
      '压缩文件内有两份业务明细',
    )
    expect(await reasonOf(alipay, await zipOf({ '__MACOSX/._业务明细.csv': 'Mac OS X', '业务明细.csv': rows }))).toBe(
      'read',
    )
  })

  test('the summary table of Alipay says otherwise: told, since what it counts is not published', async () => {
    const entries = {
      '业务明细.csv': iconv.encode(await alipayText(), 'gbk'),
      '业务明细(汇总).csv': iconv.encode(
        (await alipayText('alipay-trade.zip', '(汇总).csv')).replace('合计,,2,', '合计,,3,'),
        'gbk',
      ),
    }
    const reading = await read(alipay, await zipOf(entries))
    expect(reading).toMatchObject({ outcome: 'read', note: '汇总表写交易 3 笔、退款 2 笔，明细为 2 笔、2 笔' })
  })

  test('fund flow and account: totals too', async () => {
    const flow = fixture('wechat-fundflow.csv').toString('utf8')
    expect(await reasonOf(wechat, flow.replace('`4,`1,', '`5,`1,'))).toContain('资金流水总笔数')
    expect(await reasonOf(wechat, flow.replace('`3,`5236.56', '`3,`5236.57'))).toContain('支出金额')
    const account = await alipayText('alipay-account.zip', '账务明细.csv')
    const spoilt = account.replace('共1234.56元', '共1234.57元')
    expect(await reasonOf(alipay, iconv.encode(spoilt, 'gbk'))).toBe('收入合计：文件写 1234.57 元，明细合计 1234.56 元')
  })
})

describe('a file that is not whole', () => {
  test('cut short: in the gzip, in the rows, before the summary', async () => {
    expect(await reasonOf(wechat, gzipSync(trade).subarray(0, 300))).toBe('压缩文件不完整或已损坏')
    expect(await reasonOf(wechat, trade.slice(0, trade.indexOf('总交易单数')))).toBe('没有合计行，文件不完整')
    expect(await reasonOf(wechat, trade.slice(0, 700))).toMatch(/第 4 行：应有 27 列，只有 \d+ 列/)
    expect(await reasonOf(wechat, '')).toBe('文件是空的')
    expect(await reasonOf(alipay, fixture('alipay-trade.zip').subarray(0, 800))).toBe('压缩文件不完整或已损坏')
  })

  test('what is behind the summary is nobody’s', async () => {
    expect(await reasonOf(wechat, `${trade}\`x\n`)).toBe('第 9 行：合计行之后还有内容')
  })

  test('a cell that is no amount, no time, no rate: its line', async () => {
    expect(await reasonOf(wechat, edited('`1000.00,`0.00', '`1e3,`0.00'))).toMatch(/^第 3 行：.*应为金额/)
    expect(await reasonOf(wechat, edited('0.20%,`1234.56', '0.20,`1234.56'))).toMatch(/^第 2 行：.*应为费率/)
    expect(await reasonOf(wechat, edited('`1234.56,`0.00,`\n', '`99999999999999999.00,`0.00,`\n'))).toMatch(/^第 2 行/)
  })

  test('another channel’s file, or none at all', async () => {
    expect(await reasonOf(wechat, fixture('alipay-trade.zip'))).toMatch(/第 1 行/)
    expect(await reasonOf(alipay, trade)).toBe('文件内没有业务明细或账务明细')
    expect(await reasonOf(wechat, 'hello\n')).toBe('第 1 行：第一行不是微信支付账单的标题')
  })
})

describe('text as it comes', () => {
  const same = async (reader: ChannelFileReader, bytes: Buffer | string) => {
    const [one, other] = [await read(reader, trade), await read(reader, bytes)]
    expect(other).toMatchObject({ outcome: 'read', seen: one.seen })
    if (one.outcome === 'read' && other.outcome === 'read') expect(other.totals).toEqual(one.totals)
  }

  test('UTF-8 with and without mark, GBK, UTF-16; LF and CRLF; with and without a last line end', async () => {
    await same(wechat, `\uFEFF${trade}`)
    await same(wechat, iconv.encode(trade, 'gbk'))
    await same(wechat, iconv.encode(trade, 'utf-16le', { addBOM: true }))
    await same(wechat, iconv.encode(trade, 'utf-16be', { addBOM: true }))
    await same(wechat, trade.replaceAll('\n', '\r\n'))
    await same(wechat, trade.trimEnd())
    await same(wechat, gzipSync(trade))
  })

  test('the same content, packed anew, is the same file', async () => {
    const plain = await wechat.read(path.join(FIXTURES, 'wechat-trade-27.csv'), DAY, () => undefined)
    const packed = await read(wechat, gzipSync(trade))
    if (plain.outcome !== 'read' || packed.outcome !== 'read') throw new Error('not read')
    expect(packed.digest).toBe(plain.digest)
  })

  test('a byte that cannot be decoded: the number of its line', async () => {
    const bytes = Buffer.from(trade)
    bytes[bytes.indexOf('采暖费\\ 第一次')] = 0xff
    expect(await reasonOf(wechat, bytes)).toBe('第 3 行：有无法识别的字符')
    const gbk = iconv.encode(await alipayText(), 'gbk')
    gbk[gbk.indexOf(iconv.encode('付款', 'gbk')) + 1] = 0xff
    expect(await reasonOf(alipay, await zipOf({ '业务明细.csv': gbk }))).toBe('第 7 行：有无法识别的字符')
  })

  test('a line of 10 MB stops the reading at a limit', async () => {
    const endless = edited('采暖费\\ 第一次', 'x'.repeat(10 * 1024 * 1024))
    expect(await reasonOf(wechat, endless)).toBe('第 3 行：一行过长')
    expect(await reasonOf(wechat, 'x'.repeat(10 * 1024 * 1024))).toBe('第 1 行：一行过长')
  })

  test('columns are found by their headings, in whatever order', async () => {
    const lines = trade.trimEnd().split('\n')
    const moved = lines.map((line, index) => {
      if (index >= lines.length - 2) return line
      const cells = index === 0 ? line.split(',') : line.slice(1).split(',`')
      const turned = [...cells.slice(5), ...cells.slice(0, 5)]
      return index === 0 ? turned.join(',') : `\`${turned.join(',`')}`
    })
    await same(wechat, `${moved.join('\n')}\n`)
    expect(await reasonOf(wechat, edited('商户订单号,', '订单,'))).toMatch(/第一行不是微信支付账单的标题/)
    expect(await reasonOf(wechat, edited('微信订单号,', '单号,'))).toBe('第 1 行：没有“微信订单号”一列')
  })
})

describe('a file that is put aside is let go of', () => {
  test('two hundred broken files leave none open', async () => {
    const openFiles = () => readdirSync('/proc/self/fd').length
    const before = openFiles()
    for (let n = 0; n < 100; n++) {
      await reasonOf(wechat, 'hello\n')
      await reasonOf(alipay, fixture('alipay-trade.zip'), '2026-11-02')
    }
    expect(openFiles() - before).toBeLessThan(20)
  })
})
