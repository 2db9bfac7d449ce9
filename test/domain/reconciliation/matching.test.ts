import { at, kinds, ourPayment, ourRefund, reconcileRows, theirs } from '../../support/matching'

const one = ourPayment(1)
const two = ourPayment(2)
const three = ourPayment(3)
const four = ourPayment(4)
const five = ourPayment(5)
const day = [one, two, three, four, five]
const file = day.map((row) => theirs(row))

describe('a day at one channel', () => {
  test('the same rows on both sides are balanced, to the fen', () => {
    const refund = ourRefund(3)
    const told = reconcileRows([...day, refund], [...file, theirs(refund)])
    expect(told.exact).toBe(6)
    expect(told.differences).toEqual([])
    expect(told.ourTotalFen).toBe(told.theirTotalFen)
    expect(told.ourTotalFen).toBe(500_015 - 1_003)
  })

  test('one amount changed by 1 fen, one row removed, one added, one doubled: exactly those four', () => {
    const stranger = ourPayment(9)
    const told = reconcileRows(day, [
      theirs(one, { amountFen: 100_002 }),
      theirs(three),
      theirs(four),
      theirs(four, { line: 9 }),
      theirs(five),
      theirs(stranger),
    ])
    expect(told.exact).toBe(3)
    expect(
      told.differences.map(({ kind, orderNo, channelNo, ourFen, theirFen }) => ({
        kind,
        orderNo,
        channelNo,
        ourFen,
        theirFen,
      })),
    ).toEqual([
      { kind: 'channel-only', orderNo: stranger.orderNo, channelNo: stranger.key, ourFen: null, theirFen: 100_009 },
      { kind: 'ours-only', orderNo: 'HP2611202', channelNo: two.key, ourFen: 100_002, theirFen: null },
      { kind: 'amount', orderNo: 'HP2611201', channelNo: one.key, ourFen: 100_001, theirFen: 100_002 },
      { kind: 'duplicate-row', orderNo: 'HP2611204', channelNo: four.key, ourFen: null, theirFen: 100_004 },
    ])
  })

  test('a changed amount is told once, though its fee does not fit any more', () => {
    const told = reconcileRows(
      [one],
      [theirs(one, { amountFen: 200_000, fee: { milliFen: 200_000, ratePpm: 2000, onFen: 200_000 } })],
    )
    expect(kinds(told)).toEqual(['amount'])
  })

  test('two amount columns of one row contradict each other: the settled one is told', () => {
    const told = reconcileRows([one], [theirs(one, { contradictsFen: 100_000 })])
    expect(told.differences).toMatchObject([{ kind: 'amount', ourFen: 100_001, theirFen: 100_000 }])
  })

  test('a fee that is not its rate × the amount is told with the fee that it should be', () => {
    const told = reconcileRows(
      [one, two],
      [theirs(one, { fee: { milliFen: 201_000, ratePpm: 2000, onFen: 100_001 } }), theirs(two)],
    )
    expect(told.differences).toMatchObject([{ kind: 'fee', orderNo: 'HP2611201', ourFen: 200, theirFen: 201 }])
  })

  test('a row of another merchant or of another day is foreign, even with a number that we know', () => {
    const told = reconcileRows(
      [one, two],
      [theirs(one, { foreignMerchant: true }), theirs(two), theirs(three, { at: at('10:00:00') - 3 * 86_400_000 })],
    )
    expect(told.differences).toMatchObject([
      { kind: 'foreign', orderNo: 'HP2611201', ourFen: 100_001, theirFen: 100_001 },
      { kind: 'foreign', orderNo: 'HP2611203', ourFen: null, theirFen: 100_003 },
    ])
  })

  test('a number of the channel’s that names another order than ours does not agree, known or not', () => {
    const told = reconcileRows(
      [one, two, three],
      [
        theirs(one, { otherKey: 'HP2611202', orderNo: 'HP2611202' }),
        theirs(two, { otherKey: 'HP2611201', orderNo: 'HP2611201' }),
        theirs(three, { otherKey: 'HP9999999', orderNo: 'HP9999999' }),
      ],
    )
    expect(told.differences).toMatchObject([
      { kind: 'foreign', orderNo: 'HP2611201', ourFen: 100_001, theirFen: 100_001 },
      { kind: 'foreign', orderNo: 'HP2611202', ourFen: 100_002, theirFen: 100_002 },
      { kind: 'foreign', orderNo: 'HP2611203', ourFen: 100_003, theirFen: 100_003 },
    ])
    expect(told.differences[2]?.reason).toContain('HP9999999')
    expect(told.matched).toEqual({})
  })

  test('a payment that the channel took back, and a refund that did not arrive, differ in status', () => {
    const refund = ourRefund(3)
    const told = reconcileRows([one, refund], [theirs(one, { state: 'failed' }), theirs(refund, { state: 'failed' })])
    expect(kinds(told)).toEqual(['status', 'status'])
  })

  test('a refund that the channel’s frozen bill calls pending agrees with our settled one', () => {
    const refund = ourRefund(3)
    expect(kinds(reconcileRows([refund], [theirs(refund, { state: 'pending' })]))).toEqual([])
    expect(kinds(reconcileRows([{ ...refund, state: 'pending' }], [theirs(refund)]))).toEqual(['status'])
  })

  test('a refund’s row may bear its order’s number, or its own in that place: both are ours', () => {
    const refund = ourRefund(3)
    const inAccount = { key: 'SERIAL1' }
    expect(kinds(reconcileRows([refund], [theirs(refund, inAccount)]))).toEqual([])
    expect(kinds(reconcileRows([refund], [theirs(refund, { ...inAccount, orderNo: refund.key })]))).toEqual([])
    expect(kinds(reconcileRows([refund], [theirs(refund, { ...inAccount, orderNo: 'ANOTHER' })]))).toEqual(['foreign'])
  })

  test('our failed refund is nobody’s debt when the channel does not list it', () => {
    expect(kinds(reconcileRows([ourRefund(3, { state: 'failed' })], []))).toEqual([])
  })

  test('money without our order matches by the channel’s number; a renumbered one by the order’s', () => {
    const told = reconcileRows(
      [ourPayment(1, { otherKey: '', orderNo: null }), two],
      [theirs(one), theirs(two, { key: '4200009999', channelNo: '4200009999' })],
    )
    expect(told.differences).toEqual([])
    expect(told.matched).toEqual({ 'key-and-amount': 1, 'other-key-and-amount': 1 })
  })

  test('a doubled row is not taken for a second payment of the same order', () => {
    const second = ourPayment(1, { key: '4200008888', channelNo: '4200008888' })
    const told = reconcileRows([ourPayment(1), second], [theirs(ourPayment(1)), theirs(ourPayment(1), { line: 3 })])
    expect(kinds(told)).toEqual(['ours-only', 'duplicate-row'])
  })

  test('an empty file: everything of ours is short', () => {
    const told = reconcileRows(day, [])
    expect(kinds(told)).toEqual(Array(5).fill('ours-only'))
  })
})
