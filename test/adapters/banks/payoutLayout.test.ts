import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { encode } from 'iconv-lite'
import { readRequestFile, resultFile, returnedFile } from '../../../sandbox/bank/payoutFile'
import { payoutFolder, payoutLayout } from '../../../server/adapters/banks/payout/layout'

const row = (serial: string, amountFen: number, name = '张演示') => ({
  serial,
  account: '6217000000000000012',
  name,
  routeNo: '102100099996',
  bankName: '中国工商银行',
  amountFen,
  purpose: '热计量退费',
  remark: '2025-2026',
})
const text = (bytes: Buffer) => new TextDecoder('gbk').decode(bytes)

describe('payout files (formats.md 5.5)', () => {
  test('a request to the bank itself, and one for other banks’ cards', () => {
    expect(text(payoutLayout.request('same', [row('SP1', 14_000), row('SP2', 1)]))).toBe(
      'P|2|14001\r\nSP1|6217000000000000012|张演示|14000|热计量退费|2025-2026\r\nSP2|6217000000000000012|张演示|1|热计量退费|2025-2026\r\n########\r\n',
    )
    expect(text(payoutLayout.request('other', [row('SP1', 150_000)]))).toBe(
      'PO|1|150000\r\nSP1|6217000000000000012|张演示|102100099996|中国工商银行|150000|热计量退费|2025-2026\r\n########\r\n',
    )
  })

  test('what would break the file is never written', () => {
    for (const name of ['张|三', '张\n三', ' 张三', '']) {
      expect([name, payoutLayout.fits(name) && name !== '']).toEqual([name, false])
    }
    expect(() => payoutLayout.request('same', [row('SP1', 1, '张|三')])).toThrow(RangeError)
    expect(text(payoutLayout.request('same', [row('SP1', 1, '㐂田')]))).not.toContain('?')
  })

  test('what we write the sandbox’s bank reads, and what it answers we read: two codes, one format', async () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 10_000_000 }), fc.boolean()), {
      minLength: 1,
      maxLength: 20,
    })
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('same' as const, 'other' as const), async (payments, bank) => {
        const request = payments.map(([amountFen], index) => row(`SP${index}`, amountFen))
        const wanted = readRequestFile(payoutLayout.request(bank, request))
        expect(wanted).toEqual(
          request.map(({ serial, account, name, amountFen }) => ({ serial, account, name, amountFen })),
        )
        if (typeof wanted === 'string') return
        const made = wanted.map((one, index) => ({
          ...one,
          company: 'binzhou',
          requestName: 'req_20260705_001.txt',
          bankSerial: `PY${index}`,
          failCode: payments[index]?.[1] ? 'E1' : null,
          failReason: payments[index]?.[1] ? '户名不符' : null,
          paidOn: '2026-07-06',
          returnedOn: '2026-07-08',
        }))
        const result = await payoutLayout.readResult(resultFile(made))
        expect(result).toMatchObject({
          outcome: 'read',
          rows: made.map(({ serial, amountFen, failCode }) => ({
            serial,
            amountFen,
            outcome: failCode === null ? 'paid' : 'failed',
            on: '2026-07-06',
          })),
        })
        expect(await payoutLayout.readReturned(returnedFile(made))).toMatchObject({
          outcome: 'read',
          rows: made.map(({ serial }) => ({ serial, on: '2026-07-08', failReason: '收款账户状态异常' })),
        })
      }),
      { numRuns: 30 },
    )
  })

  test('faults.md, Files: whatever comes, cut short or no text, is never half read or thrown', async () => {
    const good = resultFile([
      {
        company: 'b',
        requestName: 'r',
        serial: 'SP1',
        bankSerial: 'PY1',
        account: '6217000000000000012',
        name: '张演示',
        amountFen: 5,
        failCode: null,
        failReason: null,
        paidOn: '2026-07-06',
        returnedOn: null,
      },
    ])
    for (let length = 0; length < good.length - 2; length++) {
      expect([length, (await payoutLayout.readResult(good.subarray(0, length))).outcome]).toEqual([length, 'wrong'])
    }
    expect((await payoutLayout.readResult(good)).outcome).toBe('read')
    expect(
      await payoutLayout.readResult(encode('P|1|5|1|5\r\nSP1|PY1|62|张|5|S\r\n########\r\n', 'gbk')),
    ).toMatchObject({
      reason: '第 2 行：有 6 个字段，应为 10 个',
    })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(['read', 'wrong']).toContain((await payoutLayout.readResult(Buffer.from(bytes))).outcome)
        expect(['read', 'wrong']).toContain((await payoutLayout.readReturned(Buffer.from(bytes))).outcome)
      }),
    )
  })
})

test('a batch’s file that two write at once is whole, and nothing is left beside it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-payouts-'))
  const bytes = Buffer.alloc(200_000, 'x')
  const writers = [payoutFolder(folder), payoutFolder(folder)]
  const write = (n: number) => writers[n % 2]?.write('lanzhou', 'req_20261122_001.txt', bytes)
  await Promise.all(Array.from({ length: 20 }, (_, n) => write(n)))
  expect(readdirSync(path.join(folder, 'lanzhou'))).toEqual(['req_20261122_001.txt'])
  expect(readFileSync(path.join(folder, 'lanzhou', 'req_20261122_001.txt')).equals(bytes)).toBe(true)
  rmSync(folder, { recursive: true, force: true })
})
