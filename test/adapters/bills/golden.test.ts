import { readFileSync } from 'node:fs'
import path from 'node:path'
import { alipayBillReader } from '../../../server/adapters/bills/alipay'
import { wechatBillReader } from '../../../server/adapters/bills/wechat'
import type { BillReader } from '../../../server/application/billPort'
import type { ChannelRow } from '../../../server/domain/reconciliation/row'
import type { AccountMovement } from '../../../server/domain/settling/movement'
import { ALIPAY, WECHAT } from '../../support/reconciliation'

const FIXTURES = path.resolve(__dirname, '..', '..', 'fixtures', 'bills')

/** Beside each file lies what must be read from it: kind, totals, every row, and what else moved; `plain` says whether a row is odd by itself. */
const FILES: [string, BillReader][] = [
  ['wechat-trade-27.csv', wechatBillReader(WECHAT)],
  ['wechat-trade-24.csv', wechatBillReader(WECHAT)],
  ['wechat-trade-empty.csv', wechatBillReader(WECHAT)],
  ['wechat-fundflow.csv', wechatBillReader(WECHAT)],
  ['alipay-trade.zip', alipayBillReader(ALIPAY)],
  ['alipay-account.zip', alipayBillReader(ALIPAY)],
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
