import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { bankDirectory } from '../../../server/adapters/banks'
import { alipayFileReader } from '../../../server/adapters/channelFiles/alipay'
import { alipayDayFiles } from '../../../server/adapters/channelFiles/alipay/dayFiles'
import { forEachLine, textOf } from '../../../server/adapters/channelFiles/lines'
import { wechatFileReader } from '../../../server/adapters/channelFiles/wechat'
import { wechatDayFiles } from '../../../server/adapters/channelFiles/wechat/dayFiles'
import { wechatTradeLines } from '../../../server/adapters/channelFiles/wechat/writeLines'
import { feeAt, feeFits } from '../../../server/domain/reconciliation/fee'
import { type FeeTerm, ratesOn } from '../../../server/domain/reconciliation/feeContract'
import { ALIPAY, bankTemplates, WECHAT } from '../../support/reconciliation'

const DAY = '2026-11-01'
const folder = mkdtempSync(path.join(tmpdir(), 'files-'))
let count = 0
function written(content: string | Buffer): string {
  const file = path.join(folder, `file${++count}`)
  writeFileSync(file, content)
  return file
}
const at = Date.parse(`${DAY}T12:00:00+08:00`)
const ENTRY = {
  ...{ at, createdAt: at, transactionId: '4200002999202611010000000001', orderNo: 'HF20261101000001' },
  ...{ payer: 'oR1', subject: '采暖费', paidFen: 123_456, refund: null },
}

describe('an Alipay bill', () => {
  const bill = (from: string, until: string) =>
    written(
      [
        '#支付宝业务明细查询',
        `#账号：[${ALIPAY.sellerId}0156]`,
        `#起始日期：[${from}]   终止日期：[${until}]`,
        '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,商家实收（元）,服务费（元）,退款批次号/请求号,备注',
        '#交易合计：0笔，商家实收共0.00元，商家优惠共0.00元',
        '#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元',
      ].join('\r\n'),
    )
  const read = (file: string) => alipayFileReader(ALIPAY).read(file, DAY, () => undefined)

  test.each([
    ['2026年11月01日 00:00:00', '2026年11月02日 00:00:00'],
    ['2026年11月01日 00:00:00', '2026年11月01日 23:59:59'],
  ])('from %s to %s is of one day', async (from, until) => {
    expect(await read(bill(from, until))).toMatchObject({ outcome: 'read' })
  })

  test.each([
    ['2026年11月01日 00:00:00', '2026年11月04日 00:00:00'],
    ['2026年11月01日 08:00:00', '2026年11月02日 00:00:00'],
    ['2026年11月01日 00:00:00', '2026年11月01日 12:00:00'],
    ['2026年11月01日 00:00:00', '2026年12月01日 00:00:00'],
  ])('from %s to %s is put aside, with its times', async (from, until) => {
    const reading = await read(bill(from, until))
    expect(reading).toMatchObject({ outcome: 'quarantined', line: 3, reason: expect.stringContaining(until) })
  })

  test('in a zip whose content is not what its sum says is put aside', async () => {
    const names = await alipayDayFiles(ALIPAY).write(folder, DAY, [ENTRY])
    const whole = readFileSync(path.join(folder, names.trade))
    expect(await read(written(whole))).toMatchObject({ outcome: 'read' })
    const spoilt = Buffer.from(whole)
    // The central directory names the sum of each file; one bit of the first is turned.
    const entry = spoilt.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))
    spoilt[entry + 16] = (spoilt[entry + 16] ?? 0) ^ 1
    expect(await read(written(spoilt))).toMatchObject({
      outcome: 'quarantined',
      reason: expect.stringContaining('CRC'),
    })
  })
})

/** A day of one payment as Alipay's account and business bills of the world write it, and what Excel makes of its cells. */
describe('an Alipay bill that Excel has saved', () => {
  const TRADE = '2026110122001400000000000001'
  const business = (row: string) =>
    [
      '#支付宝业务明细查询',
      `#账号：[${ALIPAY.sellerId}0156]`,
      `#起始日期：[2026年11月01日 00:00:00]   终止日期：[2026年11月02日 00:00:00]`,
      '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,商家实收（元）,服务费（元）,退款批次号/请求号,备注',
      row,
      '#交易合计：1笔，商家实收共12.00元，商家优惠共0.00元',
      '#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元',
    ].join('\r\n')
  const account = (row: string) =>
    [
      '#支付宝账务明细查询',
      `#账号：[${ALIPAY.sellerId}0156]`,
      `#起始日期：[2026年11月01日 00:00:00]   终止日期：[2026年11月02日 00:00:00]`,
      '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注',
      row,
      '#支出合计：0笔，共0.00元',
      '#收入合计：1笔，共12.00元',
    ].join('\r\n')
  const OF = {
    业务明细: business(`${TRADE},HP1,交易,采暖费,${DAY} 12:00:00,${DAY} 12:00:00,o*,12.00,12.00,0.07,,`),
    账务明细: account(`54632446500001,${TRADE},HP1,采暖费,${DAY} 12:00:00,o*,12.00,0.00,12.00,支付宝,交易付款,`),
  }
  const read = (text: string) => alipayFileReader(ALIPAY).read(written(text), DAY, () => undefined)

  test.each(Object.entries(OF))(
    '%s: an empty column before all others and commas behind change nothing',
    async (_, text) => {
      expect(await read(text)).toMatchObject({ outcome: 'read', totals: { rows: 1, totalFen: 1200 } })
      const saved = text.replaceAll(/^/gm, ',').replaceAll(/^(,#.*)$/gm, '$1,,,,')
      expect(await read(`\uFEFF${saved}`)).toMatchObject({ outcome: 'read', totals: { rows: 1, totalFen: 1200 } })
    },
  )

  test.each(
    Object.entries(OF).flatMap(([name, text]) => [
      [name, 'a number as 2.02611E+27', text.replaceAll(TRADE, '2.02611E+27'), '编号被 Excel 改成了 2.02611E+27'],
      [
        name,
        'a rounded number',
        text.replaceAll(TRADE, `202611012200140${'0'.repeat(13)}`),
        '编号被 Excel 改成了 202611',
      ],
      [name, 'an error', text.replaceAll('HP1', '#N/A'), '编号被 Excel 改成了 #N/A'],
      [name, 'a time', text.replaceAll(`${DAY} 12:00:00`, '2026/11/1 12:00'), '时间被 Excel 改成了 2026/11/1 12:00'],
    ]),
  )('%s with %s is put aside, which says so', async (_, __, text, reason) => {
    expect(await read(text)).toMatchObject({ outcome: 'quarantined', reason: expect.stringContaining(reason) })
  })
})

test.each(['trade', 'fundflow'] as const)('a WeChat %s bill that lost its back-ticks is put aside', async (kind) => {
  const names = await wechatDayFiles(WECHAT).write(folder, DAY, [ENTRY])
  const text = gunzipSync(readFileSync(path.join(folder, kind === 'trade' ? names.trade : names.account))).toString(
    'utf8',
  )
  const read = (content: string) => wechatFileReader(WECHAT).read(written(content), DAY, () => undefined)
  expect(await read(text)).toMatchObject({ outcome: 'read' })
  expect(await read(text.replaceAll('`', ''))).toMatchObject({
    outcome: 'quarantined',
    line: 2,
    reason: expect.stringContaining('没有反引号'),
  })
})

describe('a WeChat bill of one type', () => {
  const lines = [...wechatTradeLines([ENTRY], WECHAT)]
  const heading = lines[0] ?? ''
  const read = (text: string) => wechatFileReader(WECHAT).read(written(text), DAY, () => undefined)
  const REFUND_COLUMNS = [
    '微信退款单号',
    '商户退款单号',
    '退款金额',
    '充值券退款金额',
    '退款类型',
    '退款状态',
    '申请退款金额',
  ]

  test('SUCCESS is put aside: it lacks the refunds of the day', async () => {
    const success = heading.split(',').filter((name) => !REFUND_COLUMNS.includes(name))
    expect(await read(`${success.join(',')}\n`)).toMatchObject({
      outcome: 'quarantined',
      reason: expect.stringContaining('SUCCESS'),
    })
  })

  test('REFUND is put aside: it lacks the payments', async () => {
    const refund = heading.replace('微信退款单号', '退款申请时间,退款成功时间,微信退款单号')
    expect(await read(`${refund}\n`)).toMatchObject({
      outcome: 'quarantined',
      reason: expect.stringContaining('REFUND'),
    })
  })
})

/** Text in GBK: what the names below are in it. */
const GBK: Record<string, number[]> = { 毛强: [0xc3, 0xab, 0xc7, 0xbf], 王演示: [0xcd, 0xf5, 0xd1, 0xdd, 0xca, 0xbe] }
const gbk = (...parts: string[]) =>
  Buffer.concat(parts.map((part) => (GBK[part] ? Buffer.from(GBK[part]) : Buffer.from(part, 'ascii'))))

test.each([
  ['the first name of which is valid UTF-8 too', gbk('1 ', '毛强', '\n2 ', '王演示', '\n'), ['1 毛强', '2 王演示']],
  ['with one name that is valid UTF-8 too', gbk('1 ', '毛强', '\n'), ['1 毛强']],
  ['in UTF-8', Buffer.from('1 毛强\n2 王演示\n'), ['1 毛强', '2 王演示']],
])('a file %s is read in its own encoding', async (_, bytes, expected) => {
  const read: string[] = []
  await forEachLine(
    (async function* () {
      yield bytes
    })(),
    (line) => read.push(textOf(line)),
  )
  expect(read).toEqual(expected)
})

describe('a row of a bank’s counter', () => {
  const FULL = [...'110000000011'].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join('')
  const readRows = (rows: string[], total: string) => {
    const text = `${rows.length}|${total}||20261103|\r\n${rows.map((row) => `${row}\r\n`).join('')}`
    return bankDirectory(bankTemplates()).get('bob')?.read(written(text), { company: '', date: '2026-11-03' })
  }

  test.each([FULL, ' 1100 0000 0011\u3000', '\u200b110000000011', "'110000000011"])(
    'with the user code %j is the register’s',
    async (code) => {
      const reading = await readRows([`${code}|20261103|BB0000000001|1000.00|0|||||||`], '1000.00')
      expect(reading).toMatchObject({ outcome: 'read', rows: [{ userCode: '110000000011', amountFen: 100_000 }] })
    },
  )

  test.each([
    ['２０２６１１０３', '1000.00'],
    ['20261103', '１０００．００'],
    ['20261103', '1000.0000000000001'],
    ['20261103', '1,000.00'],
  ])('of %s with %s is read', async (day, amount) => {
    const reading = await readRows([`110000000011|${day}|BB0000000001|${amount}|0|||||||`], '1000.00')
    expect(reading).toMatchObject({ outcome: 'read', rows: [{ paidOn: '2026-11-03', amountFen: 100_000 }] })
  })

  test('of 0.00 moves nothing: it counts in the head, is no payment, and is told of', async () => {
    const rows = ['110000000011|20261103|BB1|1000.00|0|||||||', '|20261103|BB2|0.00|0|||||||']
    expect(await readRows(rows, '1000.00')).toMatchObject({
      ...{ outcome: 'read', rows: [{ traceNo: 'BB1' }], totals: { rows: 1, totalFen: 100_000 } },
      note: '1 笔金额为 0 的明细未计入',
    })
  })

  test.each(['1.1E+11|20261103|BB1', '110000000011|20261103|2.02611E+19', '#N/A|20261103|BB1'])(
    'that Excel has changed (%s) is put aside, which says so',
    async (row) => {
      expect(await readRows([`${row}|1000.00|0|||||||`], '1000.00')).toMatchObject({
        ...{ outcome: 'quarantined', line: 2, reason: expect.stringContaining('编号被 Excel 改成了') },
      })
    },
  )
})

describe('the fees of an Alipay bill', () => {
  /** 商家实收 and 服务费 of each payment, in yuan: case 17, and one that took too much. */
  const PAYMENTS = [
    ['0.01', '0.00'],
    ['0.01', '0.00'],
    ['0.01', '0.00'],
    ['1000.00', '-6.00'],
    ['2233.25', '-13.40'],
  ]
  const bill = (payments: string[][]) => {
    const fen = (text = '') => Math.round(Number(text) * 100)
    const sum = payments.reduce((all, [paid]) => all + fen(paid), 0) / 100
    const rows = payments.map(
      ([paid, fee], n) =>
        `202611012200140000000000${n + 10},HF2026110100000${n},交易,采暖费,${DAY} 12:00:00,${DAY} 12:00:00,o*,${paid},${paid},${fee},,`,
    )
    return written(
      [
        '#支付宝业务明细查询',
        `#账号：[${ALIPAY.sellerId}0156]`,
        '#起始日期：[2026年11月01日 00:00:00]   终止日期：[2026年11月02日 00:00:00]',
        '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,商家实收（元）,服务费（元）,退款批次号/请求号,备注',
        ...rows,
        `#交易合计：${payments.length}笔，商家实收共${sum.toFixed(2)}元，商家优惠共0.00元`,
        '#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元',
      ].join('\r\n'),
    )
  }
  const TERMS: FeeTerm[] = [
    { channel: 'alipay', from: '2025-01-01', rate: '0.55%', rounding: 'half-up' },
    { channel: 'alipay', from: '2026-11-01', rate: '0.60%', rounding: 'half-up' },
    { channel: 'wechat', from: '2026-11-01', rate: '0.10%', rounding: 'half-up' },
    { channel: 'alipay', from: '2026-11-02', rate: '0.80%', rounding: 'half-up' },
  ]
  async function wrong(payments: string[][], terms: readonly FeeTerm[]) {
    const odd: string[] = []
    const reader = alipayFileReader(ALIPAY, (date) => ratesOn(terms, 'alipay', date))
    const reading = await reader.read(bill(payments), DAY, (row) => {
      if (!row.plain) odd.push(row.keep().key)
    })
    expect(reading).toMatchObject({ outcome: 'read' })
    return odd.length
  }

  test.each([
    ['are right at the rate that is in force on the day', PAYMENTS, TERMS, 0],
    ['are wrong where most were charged at another rate than the contract’s', PAYMENTS, TERMS.slice(0, 1), 2],
    ['are not judged without a contract, however many agree', PAYMENTS, [], 0],
    ['show the one that took too much', [...PAYMENTS, ['500.00', '-3.50']], TERMS, 1],
  ] as const)('%s', async (_, payments, terms, odd) => {
    expect(
      await wrong(
        payments.map((one) => [...one]),
        terms,
      ),
    ).toBe(odd)
  })

  test.each([
    ['half-up', 1_342, true],
    ['half-up', 1_343, false],
    ['down', 1_342, false],
    ['down', 1_341, true],
    ['up', 1_342, true],
    ['up', 1_341, false],
  ] as const)('rounded %s, %d fen of 2,236.50 yuan at 0.60%% are right: %s', (rounding, feeFen, isRight) => {
    expect(feeFits('payment', 223_650, feeFen * 1000, 6000, rounding)).toBe(isRight)
    if (isRight) expect(feeAt(223_650, 6000, rounding)).toBe(feeFen)
  })

  test('a contract may keep the fee of what it gives back', () => {
    const kept: FeeTerm = { channel: 'alipay', kind: 'refund', from: DAY, rate: '0%', rounding: 'half-up' }
    expect(ratesOn([...TERMS, kept], 'alipay', DAY)).toMatchObject({
      payment: { ratePpm: 6000 },
      refund: { ratePpm: 0 },
    })
  })
})

test('a WeChat bill is judged by the contract, not by the rate that its rows name', async () => {
  const file = written([...wechatTradeLines([ENTRY], WECHAT)].join('\r\n'))
  const plain = async (rate?: string) => {
    const terms: FeeTerm[] = rate ? [{ channel: 'wechat', from: DAY, rate, rounding: 'half-up' }] : []
    const found: boolean[] = []
    await wechatFileReader(WECHAT, (date) => ratesOn(terms, 'wechat', date)).read(file, DAY, (row) => {
      found.push(row.plain)
    })
    return found
  }
  expect([await plain(), await plain('0.20%'), await plain('0.18%')]).toEqual([[true], [true], [false]])
})
