import fc from 'fast-check'
import { createAccountReading } from '../../../server/application/bankMatching/fees'
import { movementKind } from '../../../server/domain/bankMatching/bankEntry'
import { createAccountFees, feeFenOf, netFeeOf } from '../../../server/domain/bankMatching/fees'
import type { ChannelRow, OurRow } from '../../../server/domain/reconciliation/row'

const named = (channelNo: string, feeFen: number, rowKind: 'payment' | 'refund' = 'payment') => ({
  ...{ rowKind, key: channelNo, orderNo: null, channelNo, feeFen },
})

const DATE = '2026-11-20'

const at = Date.parse('2026-11-20T12:00:00+08:00')

const ours = (kind: 'payment' | 'refund', amountFen: number): OurRow => ({
  ...{ kind, state: 'settled', key: 'T1', otherKey: 'O1', amountFen, orderNo: 'O1', channelNo: 'T1', at },
})

const theirs = (kind: 'payment' | 'refund', amountFen: number): ChannelRow => ({
  ...ours(kind, amountFen),
  ...{ foreignMerchant: false, line: 7 },
})

test('a day’s fees are rounded once: at most half a fen from what the file’s rows add up to', () => {
  expect([0, 499, 500, 2_469_120, -469_120, -500].map(feeFenOf)).toEqual([0, 0, 1, 2469, -469, -1])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -10_000_000, max: 10_000_000 }), { maxLength: 50 }), (rows) => {
      const sum = rows.reduce((all, one) => all + one, 0)
      expect(Math.abs(feeFenOf(sum) * 1000 - sum)).toBeLessThanOrEqual(500)
    }),
  )
})

test.each([
  ['payment', 100_000, 99_800, 200],
  ['refund', 23_456, 23_409, -47],
  ['payment', 100_000, 99_000, 1_000],
  ['payment', 100_000, 98_999, undefined],
  ['payment', 100_000, 100_000, undefined],
  ['payment', 100_000, 100_001, undefined],
] as const)('a %s of %d that is booked as %d is net of %p', (kind, gross, booked, fee) => {
  expect(netFeeOf(ours(kind, gross), theirs(kind, booked))).toBe(fee)
})

test('gross with a fee line, or net: both agree with the trade bill, row by row', () => {
  const account = createAccountReading()
  expect(
    account.judge({ ours: ours('payment', 100_000), theirs: theirs('payment', 99_800), pass: 'key' }, DATE),
  ).toBeUndefined()
  account.move({
    kind: 'fee',
    type: '扣除交易手续费',
    businessNo: 'T2',
    flowNo: 'F2',
    voucherNo: '',
    fen: -50,
    line: 9,
  })
  const isTaken = () => true
  expect(account.netFen).toBe(200)
  expect(account.differences({ isTaken }, [named('T1', 200), named('T2', 50)])).toEqual([])
  const wrong = account.differences({ isTaken }, [named('T1', 199), named('T2', 50)])
  expect(wrong).toMatchObject([{ kind: 'fee', key: 'T1', ourFen: 199, theirFen: 200 }])
})

test('a line that no fee explains is a wrong amount; an unknown movement is long, either way', () => {
  const account = createAccountReading()
  const pair = { ours: ours('payment', 100_000), theirs: theirs('payment', 90_000), pass: 'key' as const }
  expect(account.judge(pair, DATE)).toMatchObject({ kind: 'amount', ourFen: 100_000, theirFen: 90_000 })
  account.move({ kind: 'other', type: '分账', businessNo: 'T9', flowNo: 'F9', voucherNo: '', fen: -700, line: 9 })
  expect(account.differences({ isTaken: () => true }, [])).toMatchObject([
    { kind: 'channel-only', rowKind: 'refund', key: 'F9', ourFen: null, theirFen: -700 },
  ])
})

test('a fee that only one of the two files has', () => {
  const fees = createAccountFees()
  fees.add('T2', 30, 4)
  fees.add('R3', -10, 5)
  expect(fees.totalFen).toBe(20)
  expect(fees.differences([named('T1', 200)], () => true)).toMatchObject([
    { key: 'T1', ourFen: 200, theirFen: 0 },
    { key: 'T2', ourFen: 0, theirFen: 30, reason: '第 4 行：交易账单没有这笔手续费' },
  ])
  // The payment is in another day's fund flow.
  expect(fees.differences([named('T1', 200), named('T2', 30)], () => false)).toEqual([])
})

test.each([
  ['扣除交易手续费', -5, 'fee'],
  ['退还交易手续费', 5, 'fee'],
  ['收费', -5, 'fee'],
  ['提现', -5, 'remittance'],
  ['提现', 5, 'other'],
  ['分账', -5, 'other'],
] as const)('%s of %d is a movement of kind %s', (type, fen, kind) => {
  expect(movementKind(type, fen)).toBe(kind)
})
