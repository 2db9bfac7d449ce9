import { readFileSync } from 'node:fs'
import path from 'node:path'
import { alipayFileReader } from '../../../server/adapters/channelFiles/alipay'
import { wechatFileReader } from '../../../server/adapters/channelFiles/wechat'
import type { ChannelFileReader } from '../../../server/application/ports/channelFiles'
import type { AccountMovement } from '../../../server/domain/bankMatching/bankEntry'
import type { ChannelRow } from '../../../server/domain/reconciliation/row'
import { ALIPAY, ALIPAY_RATES, WECHAT } from '../../support/reconciliation'

const FIXTURES = path.resolve(__dirname, '..', '..', 'fixtures', 'bills')

/** Beside each file lies what must be read from it: kind, totals, every row, and what else moved; `plain` says whether a row is odd by itself. */
const FILES: [string, ChannelFileReader][] = [
  ['wechat-trade-27.csv', wechatFileReader(WECHAT)],
  ['wechat-trade-24.csv', wechatFileReader(WECHAT)],
  ['wechat-trade-empty.csv', wechatFileReader(WECHAT)],
  ['wechat-fundflow.csv', wechatFileReader(WECHAT)],
  ['alipay-trade.zip', alipayFileReader(ALIPAY, () => ALIPAY_RATES)],
  ['alipay-account.zip', alipayFileReader(ALIPAY, () => ALIPAY_RATES)],
]

test.each(FILES)('%s is read to the last cell', async (name, reader) => {
  const rows: (ChannelRow & { plain: boolean })[] = []
  const movements: AccountMovement[] = []
  const reading = await reader.read(
    path.join(FIXTURES, name),
    '2026-11-01',
    (row) => rows.push({ ...row.keep(), plain: row.plain }),
    (movement) => movements.push(movement),
  )
  if (reading.outcome === 'quarantined') throw new Error(reading.reason)
  const { kind, totals, note } = reading
  const golden = JSON.parse(readFileSync(path.join(FIXTURES, `${name}.json`), 'utf8'))
  expect(
    JSON.parse(JSON.stringify({ kind, totals, note, rows, ...(movements.length > 0 ? { movements } : {}) })),
  ).toEqual(golden)
})
