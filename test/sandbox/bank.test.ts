import { createHash } from 'node:crypto'
import path from 'node:path'
import { decode } from 'iconv-lite'
import { FIVE_COMPANIES } from '../../sandbox/companies'
import { readAs } from '../support/banks'
import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'

const DAY = '2026-11-21'
let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await startTestSandbox({ machineNow: () => Date.parse(`${DAY}T12:00:00+08:00`) })
  for (const [userCode, amountFen] of [
    ['10002345', 198_000],
    ['10002999', 160_050],
  ] as const) {
    expect(
      (await sandbox.api('POST', 'bank/payments', { company: 'lanzhou', userCode, amountFen, on: DAY })).status,
    ).toBe(201)
  }
})
afterAll(() => sandbox.remove())
beforeEach(async () => {
  await sandbox.api('PUT', 'faults', { reset: true })
  await sandbox.api('PUT', 'clock', { now: '2026-11-22T06:00:00' })
})

const file = async (company = 'lanzhou', date = DAY) => {
  const answer = await fetch(`${sandbox.url}/sandbox/api/bank/files?company=${company}&date=${date}`)
  const bytes = Buffer.from(await answer.arrayBuffer())
  return {
    status: answer.status,
    name: decodeURIComponent(answer.headers.get('content-disposition') ?? ''),
    bytes,
    text: decode(bytes, 'gbk'),
  }
}
const under = (fault: string) => sandbox.api('PUT', 'faults', { switches: { [fault]: { count: 1 } } })
const SUMMARY = '2|3580.50|兰州热力集团有限公司|20261121|\n'

describe("the bank's collection file", () => {
  it('is GBK, LF, a summary line and a line for each payment, every field closed by a pipe', async () => {
    const { name, bytes, text } = await file()
    expect(name).toContain('兰州热力集团有限公司20261121.txt')
    expect(text).toBe(
      `${SUMMARY}10002345|20261121|BK0000000001|1980.00|0|||||||\n10002999|20261121|BK0000000002|1600.50|0|||||||\n`,
    )
    expect(bytes.includes(Buffer.from([0xc0, 0xbc, 0xd6, 0xdd]))).toBe(true)
    expect(text.split('\n')[1]?.split('|')).toHaveLength(12)
  })

  it('of a bank that says so is whole when its .md5 is there: the digest of the bytes handed out', async () => {
    const at = (what: string, bank = 'citic') =>
      fetch(`${sandbox.url}/sandbox/api/bank/${what}?company=lanzhou&bank=${bank}&date=${DAY}`)
    await sandbox.api('POST', 'bank/payments', {
      ...{ company: 'lanzhou', bank: 'citic', userCode: '10002345', amountFen: 198_000, on: DAY },
    })
    await under('bankTotalWrong')
    const bytes = Buffer.from(await (await at('files')).arrayBuffer())
    const answered = await at('companions')
    expect(answered.headers.get('content-disposition')).toContain('HF_20261121.txt.md5')
    const digest = createHash('md5').update(bytes).digest('hex')
    expect(await answered.text()).toBe(`${digest}  HF_20261121.txt\n`)
    // The switch keeps it back once; the file itself comes all the same.
    await under('bankFlagMissing')
    expect((await at('files')).status).toBe(200)
    expect([(await at('companions')).status, (await at('companions')).status]).toEqual([404, 200])
    expect([(await at('companions', 'partner')).status, (await at('companions', 'nobody')).status]).toEqual([404, 404])
  })

  it('comes for a day without payments, too', async () => {
    expect((await file('binzhou')).text).toBe('0|0.00|滨州热力有限公司|20261121|\n')
  })

  it('does not come before the day is over', async () => {
    await sandbox.api('PUT', 'clock', { now: '2026-11-21T23:59:59' })
    expect((await file()).status).toBe(404)
  })

  it.each([
    ['bankTotalWrong', '2|3580.51|'],
    ['bankRowDoubled', '2|3580.50|'],
    ['bankRowShort', '2|3580.50|'],
  ])('under %s is wrong once', async (fault, start) => {
    const right = (await file()).text
    await under(fault)
    const wrong = (await file()).text
    expect(wrong.startsWith(start)).toBe(true)
    expect(wrong).not.toBe(right)
    expect(wrong.split('\n').length).toBe(fault === 'bankRowDoubled' ? 5 : 4)
    expect((await file()).text).toBe(right)
  })

  it('with a broken byte cannot be decoded strictly', async () => {
    await under('bankByteBroken')
    const { bytes } = await file()
    expect(() => new TextDecoder('gbk', { fatal: true }).decode(bytes)).toThrow()
    await under('bankFileLate')
    expect((await file()).status).toBe(404)
    expect(new TextDecoder('gbk', { fatal: true }).decode((await file()).bytes)).toContain('兰州')
  })

  it.each([
    [{ amountFen: 0 }, 400],
    [{ amountFen: 1.5 }, 400],
    [{ userCode: 'a|b' }, 400],
    [{ on: '2026-02-30' }, 400],
    [{ company: 'atlantis' }, 404],
  ])('takes no payment with %j', async (change, status) => {
    const payment = { company: 'lanzhou', userCode: '1', amountFen: 1, on: DAY, ...change }
    expect((await sandbox.api('POST', 'bank/payments', payment)).status).toBe(status)
  })
})

describe('other banks, each in its own layout', () => {
  const day = '2026-11-20'
  const post = (what: 'payments' | 'reversals', body: Record<string, unknown>) =>
    sandbox.api('POST', `bank/${what}`, { company: 'beijing', on: day, ...body })
  const theirs = async (bank: string) => {
    const answer = await fetch(`${sandbox.url}/sandbox/api/bank/files?company=beijing&bank=${bank}&date=${day}`)
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) }
  }
  const read = async (bank: string) => {
    const { bytes } = await theirs(bank)
    const company = FIVE_COMPANIES.find(({ id }) => id === 'beijing')?.name ?? ''
    return readAs(bank, path.join(sandbox.dataDir, 'file'), bytes, { company, date: day })
  }

  it.each(['icbc', 'citic'])('%s: the server reads what the bank writes', async (bank) => {
    expect((await post('payments', { bank, userCode: '110000000001', amountFen: 240_000 })).status).toBe(201)
    expect(await read(bank)).toMatchObject({
      outcome: 'read',
      rows: [{ userCode: '110000000001', amountFen: 240_000, paidOn: day }],
    })
  })

  it('a payment is taken back on another day: the file names the payment that it takes back', async () => {
    const paid = await post('payments', { bank: 'icbc', userCode: '110000000002', amountFen: 5_000, on: '2026-11-18' })
    const { traceNo } = paid.body.payment as { traceNo: string }
    expect((await post('reversals', { bank: 'icbc', traceNo })).status).toBe(201)
    expect(await read('icbc')).toMatchObject({
      outcome: 'read',
      rows: [{ amountFen: 240_000 }, { reverses: traceNo, amountFen: 5_000 }],
      totals: { totalFen: 235_000 },
    })
    expect((await post('reversals', { bank: 'icbc', traceNo })).status).toBe(409)
    expect((await post('reversals', { bank: 'icbc', traceNo: 'BK999' })).status).toBe(404)
  })

  it('a bank that it does not play has no file, and its counter takes nothing', async () => {
    expect((await theirs('boc')).status).toBe(404)
    expect((await post('payments', { bank: 'boc', userCode: '1', amountFen: 1 })).status).toBe(400)
    expect((await post('payments', { bank: 'citic', userCode: '1'.repeat(21), amountFen: 1 })).status).toBe(400)
    const paid = await post('payments', { bank: 'partner', userCode: '1', amountFen: 1 })
    const { traceNo } = paid.body.payment as { traceNo: string }
    expect((await post('reversals', { traceNo })).status).toBe(422)
  })
})
