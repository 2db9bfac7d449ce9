import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { parseYuan, sumFen } from '../../contract/money'
import { dayOf } from '../../sandbox/beijingTime'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { type WechatClient, wechatClient } from '../support/sandbox/wechatClient'

const DAY = 86_400_000

let sandbox: TestSandbox

let lanzhou: WechatClient

let day: string

beforeAll(async () => {
  // Noon on the machine's clock, so that the story cannot run over midnight.
  sandbox = await startTestSandbox({ machineNow: () => Date.parse('2026-11-21T12:00:00+08:00') })
  lanzhou = wechatClient(sandbox, 'lanzhou')
  day = dayOf(sandbox.clock.now())
  for (const [n, total] of [123_456, 111_663, 1].entries()) {
    await lanzhou.order({
      out_trade_no: `HPBILL00000${n}`,
      amount: { total },
      description: '2026,采暖季\n采暖费',
      attach: 'a,b',
    })
    await sandbox.api('POST', 'pay', { orderNo: `HPBILL00000${n}` })
  }
  await lanzhou.order({ out_trade_no: 'HPBILLUNPAID' })
  await lanzhou.call('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: 'HPBILL000000',
    out_refund_no: 'RFBILL000000',
    amount: { refund: 23_456, total: 123_456, currency: 'CNY' },
  })
})

afterAll(() => sandbox.remove())

afterEach(() => sandbox.clock.setOffset(0))

const at = (time: string) =>
  sandbox.clock.setOffset(Date.parse(`2026-11-22T${time}+08:00`) - sandbox.clock.machineNow())

const apply = (kind: string, query = `bill_date=${day}&tar_type=GZIP`) =>
  lanzhou.call('GET', `/v3/bill/${kind}?${query}`)

async function download(kind: string): Promise<{ text: string; digest: string }> {
  const { json } = await apply(kind)
  const url = new URL(String(json.download_url))
  const file = await lanzhou.call('GET', url.pathname + url.search)
  expect(file.status).toBe(200)
  expect(file.headers.get('wechatpay-signature')).toBeNull()
  return { text: gunzipSync(file.body).toString('utf8'), digest: String(json.hash_value) }
}

const table = (text: string) => {
  const lines = text.trimEnd().split('\n')
  const cells = (line: string) => line.slice(1).split(',`')
  const names = (lines[0] ?? '').split(',')
  const rows = lines.slice(1, -2).map((line) => Object.fromEntries(cells(line).map((cell, n) => [names[n], cell])))
  const totals = Object.fromEntries(
    cells(lines.at(-1) ?? '').map((cell, n) => [(lines.at(-2) ?? '').split(',')[n], cell]),
  )
  return { names, rows, totals }
}

const column = (rows: Record<string, string | undefined>[], name: string) =>
  sumFen(rows.map((row) => parseYuan((row[name] ?? '').replace(/000$/, '')) ?? Number.NaN))

describe('the trade bill of a day', () => {
  it('has 27 columns, a row for each payment and refund, and totals that are their sums', async () => {
    at('10:00:00')
    const { text, digest } = await download('tradebill')
    expect(createHash('sha1').update(text).digest('hex')).toBe(digest)
    const { names, rows, totals } = table(text)
    expect(names).toHaveLength(27)
    expect(rows.map((row) => [row.商户订单号, row.交易状态, row.订单金额, row.申请退款金额, row.手续费])).toEqual([
      ['HPBILL000000', 'SUCCESS', '1234.56', '0.00', '2.47000'],
      ['HPBILL000001', 'SUCCESS', '1116.63', '0.00', '2.23000'],
      ['HPBILL000002', 'SUCCESS', '0.01', '0.00', '0.00000'],
      ['HPBILL000000', 'REFUND', '0.00', '234.56', '-0.47000'],
    ])
    expect(totals).toEqual({
      总交易单数: '4',
      应结订单总金额: '2351.20',
      退款总金额: '234.56',
      充值券退款总金额: '0.00',
      手续费总金额: '4.23000',
      订单总金额: '2351.20',
      申请退款总金额: '234.56',
    })
    expect(column(rows, '手续费')).toBe(423)
    expect(rows[0]).toMatchObject({
      商品名称: '2026\\ 采暖季\\n采暖费',
      商户数据包: 'a\\ b',
      特约商户号: '0',
      费率: '0.20%',
    })
    expect(rows[3]).toMatchObject({ 商户退款单号: 'RFBILL000000', 退款类型: 'ORIGINAL', 退款状态: 'SUCCESS' })
    expect(text.split('\n')[1]?.startsWith('`2026-11-21 12:00:00,`wx')).toBe(true)
  })

  it.each([
    ['08:59:59', day, 'STATEMENT_CREATING'],
    ['09:59:59', day, 'STATEMENT_CREATING'],
    ['10:00:00', '2026-11-22', 'INVALID_REQUEST'],
    ['10:00:00', '2026-11-20', 'NO_STATEMENT_EXIST'],
    ['10:00:00', '2026-07-01', 'INVALID_REQUEST'],
    ['10:00:00', '2026-02-30', 'PARAM_ERROR'],
  ])('at %s, of %s, is %s', async (time, date, code) => {
    at(time)
    expect(await apply('tradebill', `bill_date=${date ?? day}`)).toMatchObject({ status: 400, json: { code } })
  })

  it('is plain without tar_type', async () => {
    at('10:00:00')
    const { json } = await apply('tradebill', `bill_date=${day}`)
    const url = new URL(String(json.download_url))
    const file = await lanzhou.call('GET', url.pathname + url.search)
    expect(createHash('sha1').update(file.body).digest('hex')).toBe(json.hash_value)
  })

  it('is there for five minutes, and for its merchant only', async () => {
    at('10:00:00')
    const url = new URL(String((await apply('tradebill')).json.download_url))
    const beijing = wechatClient(sandbox, 'beijing')
    expect(await beijing.call('GET', url.pathname + url.search)).toMatchObject({
      status: 403,
      json: { code: 'NO_AUTH' },
    })
    expect((await fetch(url)).status).not.toBe(200)
    at('10:05:01')
    expect(await lanzhou.call('GET', url.pathname + url.search)).toMatchObject({
      status: 400,
      json: { code: 'INVALID_REQUEST' },
    })
  })

  it('of a merchant without activity does not exist', async () => {
    at('10:00:00')
    const beijing = wechatClient(sandbox, 'beijing')
    expect((await beijing.call('GET', `/v3/bill/tradebill?bill_date=${day}`)).json).toMatchObject({
      code: 'NO_STATEMENT_EXIST',
    })
  })

  it.each([
    ['billRowMissing', 3],
    ['billRowDoubled', 5],
    ['billAmountOff', 4],
  ])('under %s shows it: the totals stay true', async (fault, count) => {
    at('10:00:00')
    await sandbox.api('PUT', 'faults', { reset: true, switches: { [fault]: { count: 1 } } })
    const { rows, totals } = table((await download('tradebill')).text)
    expect(rows).toHaveLength(count)
    expect(totals.总交易单数).toBe('4')
    expect(column(rows, '订单金额') + column(rows, '申请退款金额')).not.toBe(235_120 + 23_456)
    await sandbox.api('PUT', 'faults', { reset: true })
    expect(table((await download('tradebill')).text).rows).toHaveLength(4)
  })

  it('cut short or under a wrong digest is found out by its reader', async () => {
    at('10:00:00')
    await sandbox.api('PUT', 'faults', { reset: true, switches: { billCut: { count: 1 } } })
    await expect(download('tradebill')).rejects.toThrow(/unexpected end|incorrect/)
    await sandbox.api('PUT', 'faults', { reset: true, switches: { billDigestWrong: { count: 1 } } })
    const { text, digest } = await download('tradebill')
    expect(createHash('sha1').update(text).digest('hex')).not.toBe(digest)
  })
})

describe('the fund-flow bill of a day', () => {
  it('has 11 columns, and its balance runs through', async () => {
    at('10:00:00')
    const { text, digest } = await download('fundflowbill')
    expect(createHash('sha1').update(text).digest('hex')).toBe(digest)
    const { names, rows, totals } = table(text)
    expect(names).toHaveLength(11)
    let balance = 0
    for (const row of rows) {
      const fen = parseYuan(row['收支金额(元)'] ?? '') ?? Number.NaN
      balance += row.收支类型 === '收入' ? fen : -fen
      expect(parseYuan(row['账户结余(元)'] ?? '')).toBe(balance)
    }
    // 1234.56 + 1116.63 + 0.01 − fees 2.47 + 2.23 − refund 234.56 less its fee 0.47
    expect(balance).toBe(235_120 - 470 - 23_409)
    expect(totals).toEqual({
      资金流水总笔数: '6',
      收入笔数: '3',
      收入金额: '2351.20',
      支出笔数: '3',
      支出金额: '238.79',
    })
    expect(rows.at(-1)).toMatchObject({
      业务类型: '退款',
      业务凭证号: 'RFBILL000000',
      资金变更提交申请人: `${lanzhou.numbers.mchid}API`,
    })
    expect(new Set(rows.map((row) => row.资金流水单号)).size).toBe(rows.length)
  })

  it('begins by sending what the day before has left to the merchant’s bank', async () => {
    at('12:00:00')
    await lanzhou.order({ out_trade_no: 'HPBILLNEXT01', amount: { total: 100 } })
    await sandbox.api('POST', 'pay', { orderNo: 'HPBILLNEXT01' })
    sandbox.clock.setOffset(sandbox.clock.offsetMs() + DAY)
    const { json } = await apply('fundflowbill', 'bill_date=2026-11-22&tar_type=GZIP')
    const url = new URL(String(json.download_url))
    const { rows } = table(gunzipSync((await lanzhou.call('GET', url.pathname + url.search)).body).toString('utf8'))
    expect(rows[0]).toMatchObject({
      业务类型: '提现',
      收支类型: '支出',
      '收支金额(元)': '2112.41',
      '账户结余(元)': '0.00',
    })
    expect(rows[1]).toMatchObject({ 业务类型: '交易', '账户结余(元)': '1.00' })
  })
})

describe('the other shapes of the trade bill (formats.md 2.2)', () => {
  const plain = async (type: string) => {
    at('10:00:00')
    const { json } = await apply('tradebill', `bill_date=${day}&bill_type=${type}`)
    const url = new URL(String(json.download_url))
    // Without tar_type the file is plain.
    const text = (await lanzhou.call('GET', url.pathname + url.search)).body.toString('utf8')
    expect(createHash('sha1').update(text).digest('hex')).toBe(json.hash_value)
    return table(text)
  }

  it('SUCCESS: payments only, without the refund columns', async () => {
    const { names, rows, totals } = await plain('SUCCESS')
    expect(names).toHaveLength(20)
    expect(names.some((name) => name.includes('退款'))).toBe(false)
    expect(rows.map((row) => [row.商户订单号, row.交易状态, row.订单金额, row.费率])).toEqual([
      ['HPBILL000000', 'SUCCESS', '1234.56', '0.20%'],
      ['HPBILL000001', 'SUCCESS', '1116.63', '0.20%'],
      ['HPBILL000002', 'SUCCESS', '0.01', '0.20%'],
    ])
    expect(totals).toMatchObject({ 总交易单数: '3', 订单总金额: '2351.20', 申请退款总金额: '0.00' })
  })

  it('REFUND: refunds only, with the times at which they were asked for and done', async () => {
    const { names, rows, totals } = await plain('REFUND')
    expect(names.slice(12, 18)).toEqual([
      '应结订单金额',
      '代金券金额',
      '退款申请时间',
      '退款成功时间',
      '微信退款单号',
      '商户退款单号',
    ])
    expect(rows).toMatchObject([
      { 商户退款单号: 'RFBILL000000', 退款申请时间: expect.stringMatching(/^2026-11-21 12:/), 申请退款金额: '234.56' },
    ])
    expect(totals).toMatchObject({ 总交易单数: '1', 申请退款总金额: '234.56', 手续费总金额: '-0.47000' })
  })
})
