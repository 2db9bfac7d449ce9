import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseYuan, sumFen } from '../../contract/money'
import { type AlipayClient, alipayClient } from '../support/sandbox/alipayClient'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { unzip } from '../support/sandbox/unzip'

const DAY = '2026-11-21'

let sandbox: TestSandbox

let lanzhou: AlipayClient

beforeAll(async () => {
  sandbox = await startTestSandbox({ machineNow: () => Date.parse(`${DAY}T12:00:00+08:00`) })
  lanzhou = alipayClient(sandbox, 'lanzhou')
  for (const [n, amount] of ['1234.56', '1116.63', '0.01'].entries()) {
    await lanzhou.create(`HPABILL0000${n}`, { total_amount: amount })
    await sandbox.api('POST', 'pay', { orderNo: `HPABILL0000${n}` })
  }
  await lanzhou.create('HPABILLUNPAID')
  await lanzhou.refund('HPABILL00000', 'RFABILL00000', '234.56')
})

afterAll(() => sandbox.remove())

beforeEach(() => at('2026-11-22T09:00:00'))

const at = (time: string) => sandbox.clock.setOffset(Date.parse(`${time}+08:00`) - sandbox.clock.machineNow())

const apply = (type: string, date = DAY) =>
  lanzhou.call('alipay.data.dataservice.bill.downloadurl.query', { bill_type: type, bill_date: date })

async function download(type: string) {
  const { content } = await apply(type)
  const answer = await fetch(String(content.bill_download_url))
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

const rowsOf = (text: string) => {
  const lines = text.split('\r\n').filter((line) => line !== '' && !line.startsWith('#'))
  const names = lines[0]?.split(',') ?? []
  return lines.slice(1).map((line) => Object.fromEntries(line.split(',').map((cell, n) => [names[n], cell.trim()])))
}

const sum = (rows: Record<string, string | undefined>[], name: string) =>
  sumFen(rows.map((row) => parseYuan(row[name] ?? '') ?? Number.NaN))

describe('the business bill of a day', () => {
  it('is a zip whose names and content are GBK, without the UTF-8 flag', async () => {
    const entries = await unzip(await download('trade'))
    const stem = `${lanzhou.numbers.sellerId}0156_20261121`
    expect(entries.map(({ name }) => name)).toEqual([`${stem}_业务明细.csv`, `${stem}_业务明细(汇总).csv`])
    for (const { flags, extra, rawName } of entries) {
      expect(flags & 0x0800).toBe(0)
      expect(extra).toBe(0)
      expect(rawName.includes(Buffer.from([0xd2, 0xb5, 0xce, 0xf1]))).toBe(true)
    }
  })

  it('opens with the tools that people have', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-zip-'))
    writeFileSync(path.join(folder, 'bill.zip'), await download('trade'))
    const script =
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(len(z.namelist()), z.read(z.infolist()[0]).decode('gbk').count('HPABILL'))"
    expect(execFileSync('python3', ['-c', script, path.join(folder, 'bill.zip')], { encoding: 'utf8' }).trim()).toBe(
      '2 4',
    )
    rmSync(folder, { recursive: true })
  })

  it('has 25 columns, text cells with a tab behind, refunds and their fee with the other sign', async () => {
    const [detail] = await unzip(await download('trade'))
    const rows = rowsOf(detail?.text ?? '')
    expect(Object.keys(rows[0] ?? {})).toHaveLength(25)
    expect(
      rows.map((row) => [
        row.商户订单号,
        row.业务类型,
        row['订单金额（元）'],
        row['商家实收（元）'],
        row['服务费（元）'],
        row['退款批次号/请求号'],
      ]),
    ).toEqual([
      ['HPABILL00000', '交易', '1234.56', '1234.56', '-7.41', ''],
      ['HPABILL00001', '交易', '1116.63', '1116.63', '-6.70', ''],
      ['HPABILL00002', '交易', '0.01', '0.01', '0.00', ''],
      ['HPABILL00000', '退款', '-234.56', '-234.56', '1.41', 'RFABILL00000'],
    ])
    expect(detail?.text).toContain('#交易合计：3笔，商家实收共2351.20元，商家优惠共0.00元')
    expect(detail?.text).toContain('#退款合计：1笔，商家实收退款共-234.56元，商家优惠退款共0.00元')
    expect(detail?.text).toMatch(
      /^#支付宝业务明细查询\r\n#账号：\[2088\d{12}0156\]\r\n#起始日期：\[2026年11月21日 00:00:00\] {3}终止日期：\[2026年11月22日 00:00:00\]\r\n/,
    )
    expect(detail?.text).toMatch(/\r\n\d{28}\t,HPABILL00000\t,交易\t,/)
  })

  it('has a summary that agrees', async () => {
    const [, summary] = await unzip(await download('trade'))
    const total = rowsOf(summary?.text ?? '').find((row) => row.门店编号 === '合计')
    expect(total).toMatchObject({
      交易订单总笔数: '3',
      退款订单总笔数: '1',
      '订单金额（元）': '2116.64',
      '服务费（元）': '-12.70',
      '实收净额（元）': '2103.94',
    })
  })

  it('is there from nine the next morning, for thirty seconds an address', async () => {
    at('2026-11-22T08:59:59')
    expect((await apply('trade')).content).toMatchObject({ code: '40004', sub_code: 'isp.bill_not_exist' })
    at('2026-11-22T09:00:00')
    const url = String((await apply('trade')).content.bill_download_url)
    expect(url).toMatch(
      /\/downloadBillFile\.resource\?bizType=trade&userId=2088\d{12}0156&fileType=csv\.zip&bizDates=20261121&/,
    )
    expect((await fetch(url)).status).toBe(200)
    at('2026-11-22T09:00:31')
    expect((await fetch(url)).status).toBe(403)
  })

  it('of a day without trades is an empty file that says so', async () => {
    const { content } = await apply('trade', '2026-11-20')
    expect(content.bill_file_code).toBe('EMPTY_DATA_WITH_BILL_FILE')
    const zip = Buffer.from(await (await fetch(String(content.bill_download_url))).arrayBuffer())
    const [detail] = await unzip(zip)
    expect(rowsOf(detail?.text ?? '')).toEqual([])
    expect(detail?.text).toContain('#交易合计：0笔，商家实收共0.00元')
  })

  it.each([
    ['merchant_act', DAY, 'TYPE_NOT_SUPPORTED'],
    ['trade', '2026-13-01', 'INVAILID_ARGUMENTS'],
  ])('asked for as %s of %s is %s', async (type, date, subCode) => {
    expect((await apply(type, date)).content).toMatchObject({ sub_code: subCode })
  })
})

describe('the account bill of a day', () => {
  it('runs its balance through every movement, fees apart', async () => {
    const [detail, summary] = await unzip(await download('signcustomer'))
    expect(detail?.name).toContain('账务明细')
    const rows = rowsOf(detail?.text ?? '')
    let balance = 0
    for (const row of rows) {
      balance +=
        (parseYuan(row['收入金额（+元）'] ?? '') ?? Number.NaN) +
        (parseYuan(row['支出金额（-元）'] ?? '') ?? Number.NaN)
      expect(parseYuan(row['账户余额（元）'] ?? '')).toBe(balance)
    }
    expect(balance).toBe(210_394)
    expect(new Set(rows.map((row) => row.业务类型))).toEqual(new Set(['在线支付', '收费', '交易退款', '退费']))
    expect(new Set(rows.map((row) => row.账务流水号)).size).toBe(rows.length)
    expect(detail?.text).toContain(`#收入合计：4笔，共${(sum(rows, '收入金额（+元）') / 100).toFixed(2)}元`)
    expect(rowsOf(summary?.text ?? '').at(-1)).toMatchObject({ 类型: '合计', '总金额（元）': '2103.94' })
  })
})

describe('the bill of a month', () => {
  it('is there from about the 3rd of the next, and covers the month', async () => {
    at('2026-12-02T12:00:00')
    expect((await apply('trade', '2026-11')).content.sub_code).toMatch(/bill_not_exist/i)
    at('2026-12-03T09:00:00')
    const { content } = await apply('trade', '2026-11')
    const entries = await unzip(Buffer.from(await (await fetch(String(content.bill_download_url))).arrayBuffer()))
    expect(entries.map(({ name }) => name)).toContain(`${lanzhou.numbers.sellerId}0156_202611_业务明细.csv`)
    const text = entries.map((entry) => entry.text).join('')
    expect(text).toContain('#起始日期：[2026年11月01日 00:00:00]   终止日期：[2026年12月01日 00:00:00]')
    expect(text).toContain('#交易合计：3笔，商家实收共2351.20元')
    expect((await apply('trade', '2026-13')).content.sub_code).toBe('INVAILID_ARGUMENTS')
  })
})
