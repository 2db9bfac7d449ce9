import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseYuan, yuanText } from '../../contract/money'
import { prepareSandbox } from '../../sandbox/prepare'
import { databaseLocationOf } from '../../server/adapters/db/dataSource'
import { editWechatTrade, WECHAT_COLUMNS } from '../support/editFile'
import type { EmptyPlace } from '../support/engines'
import { heatpay } from '../support/heatpay'

const DAY = '2026-11-20'
const PAYMENTS = 20_000

describe('a day of twenty thousand payments, from the command line', () => {
  let place: EmptyPlace
  let out: string
  beforeAll(() => {
    const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-day-'))
    const databaseUrl = path.join(folder, 'heatpay.sqlite')
    place = {
      ...{ folder, databaseUrl, place: databaseLocationOf(databaseUrl) },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
    out = path.join(folder, 'out')
    prepareSandbox(folder)
  })
  afterAll(() => place.remove())

  const run = async (...words: string[]) => {
    const ended = await heatpay(place, ...words, '--json')
    return {
      code: ended.code,
      answer: ended.stdout === '' ? undefined : JSON.parse(ended.stdout),
      stderr: ended.stderr,
    }
  }
  const reconcile = (channel: string, file: string) =>
    run('reconcile', ...['--company', 'lanzhou', '--channel', channel, '--date', DAY, '--bill', path.join(out, file)])

  test('simulated, balanced on each channel; spoilt in four places: exactly those four', async () => {
    const words = ['--company', 'lanzhou', '--date', DAY, '--payments', String(PAYMENTS), '--seed', '42', '--out', out]
    const simulated = await run('simulate', ...words)
    expect(simulated.code).toBe(0)
    expect(simulated.answer).toMatchObject({ payments: PAYMENTS, booked: PAYMENTS })

    const sources = simulated.answer.sources as {
      channel: string
      files: [string]
      totalFen: number
      payments: number
    }[]
    expect(sources.reduce((sum, { payments }) => sum + payments, 0)).toBe(PAYMENTS)
    for (const { channel, files, totalFen } of sources) {
      const { code, answer } = await reconcile(channel, files[0])
      expect(code).toBe(0)
      expect(answer).toMatchObject({
        differences: [],
        status: 'balanced',
        ourTotalFen: totalFen,
        theirTotalFen: totalFen,
      })
      expect(Object.keys(answer)).toEqual([
        'matched',
        'differences',
        'ourTotalFen',
        'theirTotalFen',
        'status',
        'reason',
      ])
    }

    const { ordered, settled, orderNo, transactionId } = WECHAT_COLUMNS
    const chosen: (string | undefined)[] = []
    editWechatTrade(path.join(out, 'wechat-trade.csv.gz'), path.join(out, 'four.csv.gz'), {
      honest: true,
      rows(rows) {
        const [changed = [], removed = [], doubled = []] = [rows[500], rows[5000], rows[9000]]
        chosen.push(changed[orderNo], removed[orderNo], doubled[orderNo])
        const more = yuanText((parseYuan(changed[ordered] ?? '') ?? 0) + 1)
        return rows.flatMap((row) => {
          if (row === changed) return [row.with(ordered, more).with(settled, more)]
          if (row === removed) return []
          return row === doubled
            ? [row, row, row.with(orderNo, 'HP261120STRANGER00').with(transactionId, '42000000000000000000000000ZZ')]
            : [row]
        })
      },
    })
    const spoilt = await reconcile('wechat', 'four.csv.gz')
    const [changed, removed, doubled] = chosen
    const told = (spoilt.answer.differences as { kind: string; orderNo: string }[]).map(({ kind, orderNo: of }) => [
      kind,
      of,
    ])
    expect(told).toEqual([
      ['channel-only', 'HP261120STRANGER00'],
      ['ours-only', removed],
      ['amount', changed],
      ['duplicate-row', doubled],
    ])

    const books = await run('verify-ledger')
    expect(books).toMatchObject({ code: 0, answer: { status: 'sound', payments: PAYMENTS } })
  })

  test('wrong usage is told apart from what is refused', async () => {
    expect((await run('reconcile', '--company', 'lanzhou', '--channel', 'post', '--date', DAY)).code).toBe(2)
    expect((await run('reconcile', '--company', 'lanzhou', '--channel', 'wechat', '--date', '2026-02-30')).code).toBe(2)
    const absent = await reconcile('wechat', 'absent.csv')
    expect(absent).toMatchObject({ code: 1, answer: undefined })
    expect(absent.stderr).toContain('no such file')
  })
})
