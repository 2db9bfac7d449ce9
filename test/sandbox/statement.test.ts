import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { decode } from 'iconv-lite'
import { Parser } from 'mt940js'
import { readCompanies } from '../../sandbox/companies'
import { statementDirectory } from '../../server/adapters/banks/statements'
import { statementTemplates } from '../support/reconciliation'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { wechatClient } from '../support/sandbox/wechatClient'

const DAY = '2026-11-20'
const NEXT = '2026-11-21'
let sandbox: TestSandbox
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'heatpay-statement-'))
  const machineNow = () => Date.parse(`${DAY}T12:00:00+08:00`)
  sandbox = await startTestSandbox({ machineNow, companies: readCompanies() })
  for (const company of ['lanzhou', 'beijing']) {
    const client = wechatClient(sandbox, company)
    const orderNo = `HPSTATE${company.toUpperCase()}`
    await client.order({ out_trade_no: orderNo, amount: { total: 100_000 } })
    await sandbox.api('POST', 'pay', { orderNo })
    await sandbox.api('POST', 'bank/payments', { company, userCode: '10002345', amountFen: 198_000, on: DAY })
  }
})
afterAll(async () => {
  await sandbox.remove()
  rmSync(folder, { recursive: true, force: true })
})

const fetched = async (company: string, bank: string, date: string) => {
  const answer = await fetch(`${sandbox.url}/sandbox/api/bank/files?company=${company}&bank=${bank}&date=${date}`)
  const file = path.join(folder, `${company}-${date}`)
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()))
  return { status: answer.status, file }
}
const read = async (company: string, bank: string, date: string) =>
  statementDirectory(statementTemplates())
    .get(bank)
    ?.read((await fetched(company, bank, date)).file, { date })

test('today’s statement is not written yet', async () => {
  expect((await fetched('lanzhou', 'statement-mt940', DAY)).status).toBe(404)
})

test.each([
  ['lanzhou', 'statement-mt940', '2703001009000620001'],
  ['beijing', 'statement-camt053', '0200001009000110001'],
])(
  'what %s was paid is in its account next day: less the channel’s fee, whole at the counter',
  async (company, bank, account) => {
    await sandbox.api('PUT', 'clock', { now: '2026-11-22T06:00:00' })
    const before = await read(company, bank, DAY)
    expect(before).toMatchObject({ outcome: 'read', account, rows: [] })
    const reading = await read(company, bank, NEXT)
    if (reading?.outcome !== 'read') throw new Error(reading?.reason)
    expect(reading.rows.map(({ direction, amountFen, remark }) => ({ direction, amountFen, remark }))).toEqual([
      { direction: 'credit', amountFen: 99_800, remark: '财付通支付科技有限公司' },
      { direction: 'credit', amountFen: 198_000, remark: '代收热费' },
    ])
    expect(reading.rows[0]?.ourReference).toMatch(/^4200003000202611/)
  },
)

test('the public library mt940js reads the statement, and says what our reader says', async () => {
  await sandbox.api('PUT', 'clock', { now: '2026-11-22T06:00:00' })
  const { file } = await fetched('lanzhou', 'statement-mt940', NEXT)
  const [statement] = new Parser({ no86Structure: true }).parse(decode(readFileSync(file), 'gb18030'))
  expect(statement).toMatchObject({
    ...{ accountIdentification: '2703001009000620001', openingBalance: 1_000_000, closingBalance: 1_002_978 },
  })
  const reading = await read('lanzhou', 'statement-mt940', NEXT)
  const ours = reading?.outcome === 'read' ? reading.rows : []
  expect(
    statement?.transactions.map(({ amount, reference, bankReference, details }) => ({
      ...{ amountFen: Math.round(Number(amount) * 100), ourReference: reference, bankReference, remark: details },
    })),
  ).toEqual(
    ours.map(({ amountFen, ourReference, bankReference, remark }) => ({
      ...{ amountFen, ourReference, bankReference, remark },
    })),
  )
})
