import { startTestSandbox, type TestSandbox } from '../support/sandbox/testSandbox'
import { type WechatClient, wechatClient } from '../support/sandbox/wechatClient'

const NOON = Date.parse('2026-11-22T12:00:00+08:00')
let sandbox: TestSandbox
let lanzhou: WechatClient
let now = NOON
beforeAll(async () => {
  sandbox = await startTestSandbox({ machineNow: () => now })
  lanzhou = wechatClient(sandbox, 'lanzhou')
})
afterAll(() => sandbox.remove())

const bill = async (client = lanzhou): Promise<string> =>
  String((await client.call('GET', '/v3/bill/tradebill?bill_date=2026-11-21')).json.code)
const bills = async (count: number) => {
  const codes: string[] = []
  for (let n = 0; n < count; n++) codes.push(await bill())
  return codes
}

describe('what WeChat Pay allows a merchant in a second (formats.md 2.1)', () => {
  it('is not watched until the switch is on', async () => {
    expect(new Set(await bills(6))).toEqual(new Set(['NO_STATEMENT_EXIST']))
  })

  it('three bills, then 429 FREQUENCY_LIMITED until a second has passed; each merchant alone', async () => {
    await sandbox.api('PUT', 'faults', { switches: { rateLimits: {} } })
    now += 5000
    const [limited, none] = ['FREQUENCY_LIMITED', 'NO_STATEMENT_EXIST']
    expect(await bills(5)).toEqual([none, none, none, limited, limited])
    expect(await bill(wechatClient(sandbox, 'beijing'))).toBe(none)
    now += 1001
    expect(await bills(4)).toEqual([none, none, none, limited])
  })

  it('six refunds that fail, then none for a second', async () => {
    now += 5000
    const refund = async (n: number) => {
      const asked = {
        out_trade_no: 'HPNOSUCHORDER',
        out_refund_no: `RFNOSUCH${n}`,
        amount: { refund: 1, total: 1, currency: 'CNY' },
      }
      return (await lanzhou.call('POST', '/v3/refund/domestic/refunds', asked)).status
    }
    const statuses: number[] = []
    for (let n = 0; n < 8; n++) statuses.push(await refund(n))
    expect(statuses).toEqual([404, 404, 404, 404, 404, 404, 429, 429])
  })
})
