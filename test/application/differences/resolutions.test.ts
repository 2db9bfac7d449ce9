import { readdirSync } from 'node:fs'
import path from 'node:path'
import { RESOLUTIONS, type Resolution } from '../../../contract/differenceWords'
import { fittingResolutions, RESOLUTION_RULES } from '../../../server/application/differences/resolutions'
import type { ChannelClaim } from '../../../server/domain/difference/channelClaim'
import type { DifferenceKind, DifferenceSubKind } from '../../../server/domain/reconciliation/mismatch'
import type { Difference } from '../../../server/domain/reconciliation/run'
import { type Situation, situations } from '../../support/offeredResolutions'

const facts = {
  ...{ today: '2026-11-21', writeOffFen: 100, bookedOn: null, channelName: '微信支付' },
  ...{ claims: [], secondOfNumber: false, contradictsBooked: false, isBooked: false, missing: null, payer: null },
}

function item(kind: DifferenceKind, given: Partial<Difference> = {}) {
  return {
    bill: 'trade',
    channel: 'wechat',
    date: '2026-11-20',
    kind,
    subKind: 'transaction',
    rowKind: 'payment',
    key: '4200001',
    ourFen: 1000,
    theirFen: 1000,
    status: 'open',
    seen: null,
    ...given,
  } as const
}

/** What else money in our own account may be: never a mere word. */
const OWN = ['split-deposit', 'book-interest', 'book-own-movement'] as const

/** Of the statement of our own account. */
const ofStatement = (subKind: DifferenceSubKind) => ({ bill: 'statement', channel: 'bank:statement', subKind }) as const

test.each([
  ['channel-only', { ourFen: null }, ['book-payment', 'to-suspense', 'apply', 'refund']],
  ['channel-only', { ourFen: null, channel: 'bank:partner' }, ['book-payment', 'to-suspense', 'apply']],
  ['channel-only', { ourFen: null, theirFen: -100, rowKind: 'refund' }, ['book-refund', 'claim-refund']],
  ['channel-only', { ourFen: null, ...ofStatement('deposit') }, ['to-suspense', 'apply', ...OWN]],
  [
    'channel-only',
    { ourFen: null, theirFen: -1000, ...ofStatement('debit') },
    ['book-bank-charge', 'claim-debit', 'book-own-movement'],
  ],
  [
    'channel-only',
    { ourFen: null, theirFen: -100_001, ...ofStatement('debit') },
    ['claim-debit', 'book-bank-charge', 'book-own-movement'],
  ],
  ['amount', { theirFen: 900, ...ofStatement('quoted-amount') }, ['await-rest']],
  ['amount', { theirFen: 1100, ...ofStatement('quoted-amount') }, ['to-suspense']],
  ['amount', { ourFen: -1000, theirFen: -900, ...ofStatement('quoted-amount') }, ['await-rest']],
  ['amount', { ourFen: -1000, theirFen: -1100, ...ofStatement('quoted-amount') }, ['claim-debit']],
  ['ours-only', { theirFen: null, ...ofStatement('missing') }, ['acknowledge']],
  ['channel-only', { ourFen: null, bill: 'fundflow', subKind: 'movement' }, ['to-suspense']],
  [
    'channel-only',
    { ourFen: null, theirFen: -1000, bill: 'fundflow', subKind: 'movement' },
    ['channel-charge', 'claim-debit'],
  ],
  ['ours-only', { theirFen: null }, ['take-back-payment']],
  ['ours-only', { ourFen: 100, theirFen: null }, ['take-back-payment', 'write-off']],
  ['ours-only', { theirFen: null, rowKind: 'refund' }, ['refresh-status', 'take-back-refund']],
  ['amount', { theirFen: 1100 }, ['correct-amount', 'write-off']],
  ['amount', { theirFen: 1101 }, ['correct-amount']],
  ['amount', { ourFen: -100, theirFen: -101, rowKind: 'refund' }, ['correct-amount', 'claim-refund', 'write-off']],
  ['amount', { ourFen: -100, theirFen: -99, rowKind: 'refund' }, ['correct-amount', 'write-off']],
  ['status', {}, ['refresh-status', 'take-back-payment']],
  ['status', { ourFen: null }, ['acknowledge']],
  ['fee', { ourFen: 6, theirFen: 7 }, ['claim-fee', 'accept-fee']],
  ['fee', { ourFen: 7, theirFen: 6 }, ['accept-fee']],
  ['duplicate-row', { ourFen: null }, ['acknowledge']],
  ['foreign', { ourFen: null }, ['acknowledge']],
  ['carried-over', { ourFen: null }, []],
  ['carried-over', { ourFen: null, date: '2026-11-18' }, ['book-payment', 'to-suspense', 'apply', 'refund']],
  ['carried-over', { theirFen: null, date: '2026-11-18' }, ['take-back-payment']],
] as const)('%s %j may be resolved by %j, the first of which is suggested', (kind, given, expected) => {
  expect(fittingResolutions(item(kind, given as Partial<Difference>), facts)).toEqual(expected)
})

test('a payment whose bank corrected its user code moves; a word is enough where it moved before', () => {
  const corrected = item('payer', { channel: 'bank:partner' })
  const payer = { leftFen: 1000, isKnown: true, wasMoved: false }
  const possible = (given: Partial<typeof payer>) =>
    fittingResolutions(corrected, { ...facts, payer: { ...payer, ...given } })
  expect(possible({})).toEqual(['move-payment'])
  expect(possible({ isKnown: false })).toEqual(['move-payment'])
  expect(possible({ leftFen: 400, wasMoved: true })).toEqual(['move-payment', 'acknowledge'])
  expect(possible({ leftFen: 0, wasMoved: true })).toEqual(['acknowledge'])
})

test('a payment that our books have on another day needs a word, not another booking', () => {
  const known = { ...facts, bookedOn: '2026-11-19' }
  const alone = item('channel-only', { ourFen: null })
  expect(fittingResolutions(alone, known)).toEqual(['acknowledge'])
  expect(RESOLUTION_RULES.acknowledge.sentence(alone, known)).toContain('2026-11-19')
})

test('unknown money may end a claim of its channel, if so much is claimed; with us, of any', () => {
  const claim: ChannelClaim = {
    id: 'C1',
    company: 'lanzhou',
    channel: 'wechat',
    differenceId: 'D1',
    about: 'refund',
    amountFen: 1_500,
    returnedFen: 500,
    openedOn: '2026-11-19',
    openedAt: 1,
  }
  const owed = { ...facts, claims: [claim] }
  const movement = item('channel-only', { ourFen: null, bill: 'fundflow', subKind: 'movement' })
  expect(fittingResolutions(movement, owed)).toEqual(['claim-returned', 'to-suspense'])
  expect(fittingResolutions({ ...movement, theirFen: 1_001 }, owed)).toEqual(['to-suspense'])
  expect(fittingResolutions({ ...movement, channel: 'alipay' }, owed)).toEqual(['to-suspense'])
  expect(fittingResolutions({ ...movement, theirFen: -1_000, rowKind: 'refund' }, owed)).not.toContain('claim-returned')
  const ofDebit = { ...facts, claims: [{ ...claim, about: 'debit' as const }] }
  expect(fittingResolutions({ ...movement, channel: 'alipay' }, ofDebit)).toEqual(['claim-returned', 'to-suspense'])
  const credit = item('channel-only', { ourFen: null, ...ofStatement('deposit') })
  expect(fittingResolutions(credit, owed)).toEqual(['claim-returned', 'to-suspense', 'apply', ...OWN])
  expect(fittingResolutions({ ...credit, theirFen: 999 }, owed)).toEqual([
    'to-suspense',
    'apply',
    'claim-returned',
    ...OWN,
  ])
})

test('a second row of one number, and a statement contradicting our books, have their own exits', () => {
  const row = item('duplicate-row', { ourFen: null })
  expect(fittingResolutions(row, { ...facts, secondOfNumber: true })).toEqual(['book-second'])
  const booked = { ...facts, contradictsBooked: true }
  for (const kind of ['amount', 'ours-only'] as const) {
    const told = item(kind, { ...ofStatement('contradiction'), theirFen: kind === 'amount' ? 900 : null })
    expect(fittingResolutions(told, booked)).toEqual(['follow-statement'])
    expect(RESOLUTION_RULES['follow-statement'].sentence(told, booked)).toContain('10.00 元')
  }
})

test('money that should have come is waited for, asked after or claimed, and never acknowledged', () => {
  const short = item('ours-only', { theirFen: null, ...ofStatement('missing') })
  const exits = (missing: 'wechat' | 'bank:partner' | 'payout') => fittingResolutions(short, { ...facts, missing })
  expect(exits('wechat')).toEqual(['await-arrival', 'ask-bank', 'claim-settlement'])
  expect(exits('bank:partner')).toEqual(['await-arrival', 'ask-bank', 'claim-settlement'])
  expect(exits('payout')).toEqual(['await-arrival', 'ask-bank', 'claim-debit'])
})

/** What a difference shows of money that moved, or that has to be there, and that our books do not have as it is. */
function showsMoney({ item: one, facts: known }: Situation): boolean {
  const [apart, alone] = [one.ourFen !== one.theirFen, one.ourFen === null]
  switch (one.subKind) {
    case 'deposit':
    case 'debit':
    case 'movement':
    case 'quoted-amount':
      return !known.isBooked
    case 'missing':
      return known.missing !== null
    case 'contradiction':
      return known.contradictsBooked
    case 'arrival':
    case 'gap':
      return apart
  }
  if (one.kind === 'duplicate-row') return known.secondOfNumber
  if (one.kind === 'foreign') return !(one.seen?.theirs?.foreignMerchant && alone) && known.bookedOn === null
  if (one.kind === 'fee') return one.bill === 'fundflow'
  if (one.kind === 'carried-over') return known.today > '2026-11-22' && known.bookedOn === null
  if (one.kind === 'payer') return (known.payer?.leftFen ?? 0) > 0 && !known.payer?.wasMoved
  if (one.kind === 'status') return !alone
  return (alone || apart) && known.bookedOn === null
}

/** Exits that move nothing because the money is asked for, or waited for: the difference comes again. */
const ASKING: readonly Resolution[] = ['refresh-status', 'await-arrival', 'ask-bank']

test('no exit of a difference in which money moved says that none did', () => {
  const money = situations().filter(showsMoney)
  expect(money.length).toBeGreaterThan(150)
  for (const { name, item: one, facts: known } of money) {
    const silent = fittingResolutions(one, known).filter(
      (resolution) => RESOLUTION_RULES[resolution].amount(one) === null && !ASKING.includes(resolution),
    )
    expect([name, silent]).toEqual([name, []])
  }
})

test('whatever moved has a way out, and what is in the books already needs but a word', () => {
  for (const { name, item: one, facts: known } of situations()) {
    if (known.today === '2026-11-21' && one.kind === 'carried-over') continue
    // A bank's file that names a payer whom nobody knew of, and a payout that our bank has not made yet, are waited for.
    if (one.kind === 'payer' && known.payer === null) continue
    expect([name, fittingResolutions(one, known).length > 0]).toEqual([name, true])
    if (known.isBooked) expect(fittingResolutions(one, known)).toEqual(['acknowledge'])
  }
})

test('every resolution says what it will do, with its amount, wherever it fits', () => {
  const told = new Set<string>()
  for (const { item: one, facts: known } of situations()) {
    for (const resolution of fittingResolutions(one, known)) {
      const { sentence, amount } = RESOLUTION_RULES[resolution]
      expect(sentence(one, known)).toContain('4200001')
      if (amount(one) !== null) expect(sentence(one, known)).toMatch(/\d+\.\d\d 元/)
      told.add(resolution)
    }
  }
  expect([...told].sort()).toEqual([...RESOLUTIONS].sort())
})

test('each resolution of the contract has one file, under its name', () => {
  expect(Object.keys(RESOLUTION_RULES).sort()).toEqual([...RESOLUTIONS].sort())
  for (const resolution of RESOLUTIONS) expect(RESOLUTION_RULES[resolution].name).toBe(resolution)
  const folder = path.resolve(__dirname, '../../../server/application/differences/resolutions')
  const inWords = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const files = RESOLUTIONS.map((resolution) => `${inWords(resolution)}.ts`)
  expect(readdirSync(folder).sort()).toEqual([...files, 'index.ts'].sort())
})
