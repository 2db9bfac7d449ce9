import {
  type EntryToMatch,
  matchArrivals,
  type TransitToMatch,
} from '../../../server/domain/bankMatching/matchArrivals'

let numbers = 0

const entry = (amountFen: number, bookedOn: string, more: Partial<EntryToMatch> = {}): EntryToMatch => {
  const bankReference = `BK${String(++numbers).padStart(10, '0')}`
  const usual = { direction: 'credit' as const, reversal: false, ourReference: null, remark: '' }
  return { id: bankReference, bookedOn, amountFen, bankReference, ...usual, ...more }
}

const transit = (amountFen: number, sentOn: string, more: Partial<TransitToMatch> = {}): TransitToMatch => {
  const reference = `TX${String(++numbers).padStart(18, '0')}`
  const usual = { party: 'wechat' as const, direction: 'credit' as const, otherReference: '', bundle: '' }
  return { id: reference, reference, amountFen, netFen: amountFen, sentOn, ...usual, ...more }
}

const told = (matching: ReturnType<typeof matchArrivals>) => ({
  found: matching.found.map(({ pass, entries, transits }) => [pass, entries.length, transits.length]),
  left: [matching.entries.length, matching.transits.length],
})

test('a quoted number finds its transit though another has the same amount, weeks later too', () => {
  const [first, second] = [transit(100_000, '2026-11-20'), transit(100_000, '2026-11-20')]
  const one = entry(100_000, '2026-12-10', { ourReference: second.reference })
  expect(matchArrivals([one], [first, second]).found).toEqual([
    { pass: 'quoted-number', entries: [one], transits: [second] },
  ])
})

test('a number that the bank cut off at 16 characters is a number; a shorter beginning is not', () => {
  const sent = transit(100_000, '2026-11-01')
  const cut = (length: number) => entry(100_000, '2026-12-10', { ourReference: sent.reference.slice(0, length) })
  expect(told(matchArrivals([cut(16)], [sent])).found).toEqual([['quoted-number', 1, 1]])
  expect(told(matchArrivals([cut(8)], [sent])).found).toEqual([])
})

test('a quoted number with another amount proves nothing', () => {
  const sent = transit(100_000, '2026-11-20')
  const short = entry(99_999, '2026-11-21', { ourReference: sent.reference })
  expect(told(matchArrivals([short], [sent]))).toEqual({ found: [], left: [1, 1] })
})

test.each([
  ['2026-11-20', [['amount-and-day', 1, 1]]],
  ['2026-11-22', [['amount-and-day', 1, 1]]],
  ['2026-11-23', [['late', 1, 1]]],
  ['2026-12-05', [['late', 1, 1]]],
  ['2026-12-06', []],
  ['2026-11-19', []],
])('sent on Nov 20 and booked on %s', (bookedOn, found) => {
  expect(told(matchArrivals([entry(100_000, bookedOn)], [transit(100_000, '2026-11-20')])).found).toEqual(found)
})

test('of two of one party the older is taken; a late one only when it is the only one', () => {
  const [older, newer] = [transit(5_000, '2026-11-20'), transit(5_000, '2026-11-21')]
  expect(matchArrivals([entry(5_000, '2026-11-22')], [newer, older]).found[0]?.transits).toEqual([older])
  expect(told(matchArrivals([entry(5_000, '2026-11-28')], [newer, older])).found).toEqual([])
})

test('the same amount from two parties and one movement: nobody can tell, unless the remark does', () => {
  const sent = [transit(5_000, '2026-11-20'), transit(5_000, '2026-11-20', { party: 'alipay' })]
  expect(told(matchArrivals([entry(5_000, '2026-11-21')], sent)).found).toEqual([])
  const named = matchArrivals([entry(5_000, '2026-11-21', { remark: '支付宝（中国）结算' })], sent)
  expect(named.found[0]?.transits[0]?.party).toBe('alipay')
  const both = [entry(5_000, '2026-11-21'), entry(5_000, '2026-11-21')]
  expect(told(matchArrivals(both, sent)).left).toEqual([0, 0])
})

test('one movement is three days together, or any two of them, but not of two parties', () => {
  const sent = [transit(100, '2026-11-20'), transit(230, '2026-11-21'), transit(560, '2026-11-22')]
  expect(told(matchArrivals([entry(890, '2026-11-22')], sent)).found).toEqual([['batch', 1, 3]])
  expect(told(matchArrivals([entry(660, '2026-11-22')], sent))).toEqual({ found: [['batch', 1, 2]], left: [0, 1] })
  const [one, other] = [transit(100, '2026-11-20'), transit(230, '2026-11-20', { party: 'alipay' })]
  expect(told(matchArrivals([entry(330, '2026-11-20')], [one, other])).found).toEqual([])
})

test('a batch that either of two parties could have sent is left to a person', () => {
  const of = (party: 'wechat' | 'alipay') => [
    transit(100, '2026-11-20', { party }),
    transit(200, '2026-11-20', { party }),
  ]
  expect(told(matchArrivals([entry(300, '2026-11-21')], [...of('wechat'), ...of('alipay')])).found).toEqual([])
})

test('a payout of five hundred items is one debit: the bundle is looked at before any search', () => {
  const item = (n: number) =>
    transit(1_000 + n, '2026-11-20', { party: 'payout', direction: 'debit', bundle: n < 500 ? 'B1' : 'B2' })
  const items = Array.from({ length: 700 }, (_, n) => item(n))
  const sum = items.slice(0, 500).reduce((all, { amountFen }) => all + amountFen, 0)
  const matching = matchArrivals([entry(sum, '2026-11-20', { direction: 'debit' })], items)
  expect(told(matching)).toEqual({ found: [['batch', 1, 500]], left: [0, 200] })
})

test('two movements are one settlement, on one day or on two', () => {
  const sent = transit(1_000, '2026-11-20')
  const halves = [entry(400, '2026-11-20'), entry(600, '2026-11-21')]
  expect(told(matchArrivals(halves, [sent]))).toEqual({ found: [['parts', 2, 1]], left: [0, 0] })
})

test('a bank that keeps its fee back: one day net, two days net together; gross is tried first', () => {
  const net = (amountFen: number, netFen: number, on: string) => transit(amountFen, on, { netFen, party: 'bank:icbc' })
  const one = net(100_000, 99_900, '2026-11-20')
  expect(told(matchArrivals([entry(99_900, '2026-11-21')], [one])).found).toEqual([['amount-and-day', 1, 1]])
  const two = [one, net(50_000, 49_950, '2026-11-21')]
  expect(told(matchArrivals([entry(149_850, '2026-11-22')], two)).found).toEqual([['batch', 1, 2]])
  const whole = net(99_900, 99_800, '2026-11-20')
  expect(matchArrivals([entry(99_900, '2026-11-21')], [one, whole]).found[0]?.transits).toEqual([whole])
})

test('what the bank takes back cancels out; money out is not money in', () => {
  const wrong = entry(7_700, '2026-11-20')
  const back = entry(7_700, '2026-11-21', { direction: 'debit', reversal: true })
  expect(told(matchArrivals([wrong, back], []))).toEqual({ found: [['taken-back', 2, 0]], left: [0, 0] })
  expect(
    told(matchArrivals([entry(5, '2026-11-20', { direction: 'debit' })], [transit(5, '2026-11-20')])).found,
  ).toEqual([])
})

test('an entry taken back under its own number is no arrival, whatever its amount would fit', () => {
  const quoted = { ourReference: 'ERR000000000001' }
  const wrong = entry(5_000, '2026-11-20', quoted)
  const back = entry(5_000, '2026-11-20', { ...quoted, direction: 'debit', reversal: true })
  const matching = matchArrivals([wrong, back], [transit(5_000, '2026-11-20')])
  expect(told(matching)).toEqual({ found: [['taken-back', 2, 0]], left: [0, 1] })
})
