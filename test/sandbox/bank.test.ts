import { decode } from 'iconv-lite'
import { startTestSandbox, type TestSandbox } from './support/testSandbox'

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
