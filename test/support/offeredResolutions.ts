import type { Resolution } from '../../contract/differenceWords'
import { fen } from '../../contract/money'
import type { QueryOutcome, RefundOutcome } from '../../server/application/ports/channels'
import type { ChannelClaim } from '../../server/domain/difference/channelClaim'
import type { ResolvingFacts } from '../../server/domain/difference/facts'
import type { ChannelRow, OurRow } from '../../server/domain/reconciliation/row'
import type { Difference } from '../../server/domain/reconciliation/run'

const KEY = '4200001'
const DAY = '2026-11-20'
const NOON = Date.parse(`${DAY}T12:00:00+08:00`)

/** Amounts of two sides, in fen: alike, more and less, by little and by much, and by no more than a fee. */
const PAIRS = [
  [1000, 1100],
  [1000, 1101],
  [1000, 990],
  [1000, 900],
  [20_000, 19_800],
  [20_000, 19_799],
] as const
const ALIKE = [[1000, 1000]] as const
const alone = (sign: 1 | -1 = 1) => [
  [null, 1000 * sign],
  [null, 60 * sign],
]
const ours = (sign: 1 | -1 = 1) => [
  [1000 * sign, null],
  [60 * sign, null],
]
const minus = (pairs: readonly (readonly [number, number])[]) => pairs.map(([one, other]) => [0 - one, 0 - other])

type Seen = 'rows' | 'theirs' | 'nothing' | 'anothers'
type Kind = [
  given: Partial<Difference>,
  seen: Seen,
  amounts: readonly (readonly (number | null)[])[],
  facts?: readonly Partial<ResolvingFacts>[],
]

const BANK = 'bank:partner'
const STATEMENT = { bill: 'statement', channel: 'bank:statement' } as const
const refund = { rowKind: 'refund' } as const
const BOOKED = { bookedOn: '2026-11-19' }
const EITHER = [{}, BOOKED]
const claim = (id: string, channel: ChannelClaim['channel'], amountFen: number): ChannelClaim => ({
  ...{ id, company: 'lanzhou', channel, differenceId: 'D1', about: 'refund', amountFen, returnedFen: 500 },
  ...{ openedOn: '2026-11-19', openedAt: 1 },
})
const OWED = [
  {},
  { claims: [claim('C1', 'wechat', 1500)] },
  { claims: [claim('C1', 'wechat', 9000), claim('C2', 'alipay', 560)] },
  { claims: [claim('C2', 'alipay', 1500)] },
  { claims: [claim('C1', 'wechat', 501)] },
]

/** What a file of a channel or of a bank that collects for us shows of payments and refunds. */
const transactions = (channel: Difference['channel'], bill: Difference['bill']): Kind[] => {
  const about = { channel, bill, subKind: 'transaction' } as const
  // A channel's numbers are its own.
  const second = channel === BANK ? [{ secondOfNumber: true }] : []
  return [
    [{ ...about, kind: 'channel-only' }, 'rows', alone(), EITHER],
    [{ ...about, kind: 'channel-only', ...refund }, 'rows', alone(-1)],
    [{ ...about, kind: 'ours-only' }, 'rows', ours()],
    [{ ...about, kind: 'ours-only', ...refund }, 'rows', ours(-1)],
    [{ ...about, kind: 'amount' }, 'rows', PAIRS],
    [{ ...about, kind: 'amount', ...refund }, 'rows', minus(PAIRS)],
    [{ ...about, kind: 'status' }, 'rows', [...ALIKE, [null, 1000]], EITHER],
    [{ ...about, kind: 'status', ...refund }, 'rows', [[-1000, -1000]]],
    [{ ...about, kind: 'fee' }, 'rows', PAIRS],
    [{ ...about, kind: 'duplicate-row' }, 'rows', alone(), [...EITHER, ...second]],
    [{ ...about, kind: 'duplicate-row', ...refund }, 'rows', alone(-1)],
    [{ ...about, kind: 'foreign' }, 'rows', [...ALIKE, ...PAIRS, ...alone()], EITHER],
    [{ ...about, kind: 'foreign', ...refund }, 'rows', [[-1000, -1000], ...alone(-1)], EITHER],
    [{ ...about, kind: 'foreign' }, 'anothers', [...ALIKE, ...alone()]],
    [{ ...about, kind: 'carried-over' }, 'rows', [...alone(), ...ours()], [...EITHER, { today: '2026-11-23' }]],
    [{ ...about, kind: 'carried-over', ...refund }, 'rows', [...alone(-1), ...ours(-1)], [{}, { today: '2026-11-23' }]],
  ]
}

const KINDS: Kind[] = [
  ...transactions('wechat', 'trade'),
  ...transactions('alipay', 'fundflow'),
  ...transactions(BANK, 'trade'),
  [
    { channel: BANK, bill: 'trade', kind: 'payer', subKind: 'transaction' },
    'rows',
    ALIKE,
    [
      {},
      { payer: { leftFen: 1000, isKnown: true, wasMoved: false } },
      { payer: { leftFen: 1000, isKnown: false, wasMoved: false } },
      { payer: { leftFen: 400, isKnown: true, wasMoved: true } },
      { payer: { leftFen: 0, isKnown: true, wasMoved: true } },
    ],
  ],
  [{ channel: 'wechat', bill: 'fundflow', kind: 'fee', subKind: 'transaction' }, 'nothing', PAIRS],
  [
    { channel: 'wechat', bill: 'fundflow', kind: 'channel-only', subKind: 'movement' },
    'nothing',
    alone(),
    [...OWED, { isBooked: true }],
  ],
  [{ channel: 'wechat', bill: 'fundflow', kind: 'channel-only', subKind: 'movement', ...refund }, 'nothing', alone(-1)],
  [{ channel: 'wechat', bill: 'fundflow', kind: 'amount', subKind: 'gap' }, 'nothing', PAIRS],
  [{ channel: BANK, bill: 'trade', kind: 'amount', subKind: 'gap' }, 'nothing', PAIRS],
  [{ ...STATEMENT, kind: 'amount', subKind: 'arrival' }, 'theirs', PAIRS, OWED],
  [{ ...STATEMENT, kind: 'channel-only', subKind: 'deposit' }, 'theirs', alone(), [...OWED, { isBooked: true }]],
  [{ ...STATEMENT, kind: 'channel-only', subKind: 'debit', ...refund }, 'nothing', alone(-1), [{}, { isBooked: true }]],
  [{ ...STATEMENT, kind: 'amount', subKind: 'quoted-amount', ...refund }, 'nothing', minus(PAIRS)],
  [{ ...STATEMENT, kind: 'amount', subKind: 'quoted-amount' }, 'theirs', PAIRS, [{}, { isBooked: true }]],
  [
    { ...STATEMENT, kind: 'ours-only', subKind: 'missing' },
    'nothing',
    ours(),
    [{}, { missing: 'wechat' }, { missing: BANK }, { missing: 'payout' }],
  ],
  [
    { ...STATEMENT, kind: 'ours-only', subKind: 'missing', ...refund },
    'nothing',
    ours(-1),
    [{}, { missing: 'payout' }],
  ],
  [{ ...STATEMENT, kind: 'ours-only', subKind: 'contradiction' }, 'nothing', ours(), [{}, { contradictsBooked: true }]],
  [{ ...STATEMENT, kind: 'amount', subKind: 'contradiction' }, 'nothing', PAIRS, [{}, { contradictsBooked: true }]],
]

const CHANNEL_NAMES: Record<string, string> = { wechat: '微信支付', alipay: '支付宝', [BANK]: '代收银行' }

const rowOf = (rowKind: Difference['rowKind'], amountFen: number) => ({
  ...({ kind: rowKind, state: 'settled', key: KEY, otherKey: '', orderNo: 'HP1', channelNo: 'N1', at: NOON } as const),
  amountFen: Math.abs(amountFen),
})

function seenOf(how: Seen, rowKind: Difference['rowKind'], ourFen: number | null, theirFen: number | null) {
  const theirRow: ChannelRow = { ...rowOf(rowKind, theirFen ?? 0), foreignMerchant: false, line: 7, userCode: 'U1' }
  const ourRow: OurRow = { ...rowOf(rowKind, ourFen ?? 0), payerCode: 'U0' }
  return {
    ours: (how === 'rows' || how === 'anothers') && ourFen !== null ? ourRow : null,
    theirs: how !== 'nothing' && theirFen !== null ? { ...theirRow, foreignMerchant: how === 'anothers' } : null,
  }
}

/** A difference, what is known beside it, and a name for both that says where they come from. */
export interface Situation {
  name: string
  item: Difference
  facts: ResolvingFacts
}

/** Many differences as runs raise them, each with what may be known beside it; always the same ones, in the same order. */
export function situations(): Situation[] {
  return KINDS.flatMap(([given, seen, amounts, more = [{}]]) =>
    amounts.flatMap(([ourFen = null, theirFen = null]) =>
      more.map((known) => {
        const item = {
          ...{ id: 'D1', company: 'lanzhou', date: DAY, rowKind: 'payment', key: KEY, orderNo: 'HP1', channelNo: 'N1' },
          ...{ ourFen, theirFen, reason: '', fileId: 'F1', subject: 'S1', owner: 'finance-desk', status: 'open' },
          ...{ openedAt: NOON, closedAt: null, closedBy: null, ...given },
          seen: seenOf(seen, given.rowKind ?? 'payment', ourFen, theirFen),
        } as Difference
        const facts: ResolvingFacts = {
          ...{ today: '2026-11-21', writeOffFen: 100, bookedOn: null, claims: [], secondOfNumber: false },
          ...{ contradictsBooked: false, isBooked: false, missing: null, payer: null },
          channelName: CHANNEL_NAMES[item.channel] ?? '对账单',
          ...known,
        }
        const { channel, bill, subKind, kind, rowKind } = item
        const words = Object.keys(known).length === 0 ? '' : ` ${JSON.stringify(known)}`
        const whose = seen === 'anothers' ? ' anothers' : ''
        return {
          name: `${channel} ${bill} ${subKind} ${kind} ${rowKind} ${ourFen}/${theirFen}${whose}${words}`,
          item,
          facts,
        }
      }),
    ),
  )
}

/** What a channel may answer when it is asked for a payment: what it says, by a name. */
export const PAYMENT_ANSWERS: Record<string, (item: Difference) => QueryOutcome> = {
  theirs: (item) => paid(item, Math.abs(item.theirFen ?? 0)),
  ours: (item) => paid(item, Math.abs(item.ourFen ?? 0)),
  'another-amount': (item) => paid(item, 777),
  'another-number': (item) => paid({ ...item, key: 'ELSE' }, Math.abs(item.theirFen ?? 0)),
  'without-a-time': (item) => paid(item, Math.abs(item.theirFen ?? 0), undefined),
  unpaid: () => ({ outcome: 'unpaid' }),
  closed: () => ({ outcome: 'closed' }),
  'not-found': () => ({ outcome: 'not-found' }),
  unknown: () => ({ outcome: 'unknown', code: 'TIMEOUT', message: '' }),
}

function paid({ key }: Difference, amountFen: number, paidAt: number | undefined = NOON + 1): QueryOutcome {
  const payment = { orderNo: 'HP1', transactionId: key, amountFen: fen(amountFen), paidAt, payer: undefined }
  return { outcome: 'paid', payment, refundedFen: undefined }
}

/** What a channel may answer when it is asked for a refund. */
export const REFUND_ANSWERS: Record<string, (item: Difference) => RefundOutcome> = {
  theirs: (item) => ({ ...done, refundedFen: fen(Math.abs(item.theirFen ?? 0)) }),
  ours: (item) => ({ ...done, refundedFen: fen(Math.abs(item.ourFen ?? 0)) }),
  'another-amount': () => ({ ...done, refundedFen: fen(777) }),
  'no-amount': () => done,
  'no-more-words': () => ({ outcome: 'succeeded', channelRefundId: undefined }),
  accepted: () => ({ ...done, outcome: 'accepted' }),
  failed: () => ({ outcome: 'failed', reason: 'closed' }),
  'not-found': () => ({ outcome: 'not-found' }),
  refused: () => ({ outcome: 'refused', code: 'NO', message: '' }),
  unknown: () => ({ outcome: 'unknown', code: 'TIMEOUT', message: '' }),
}

const done = { outcome: 'succeeded', channelRefundId: 'CR1', doneAt: NOON + 2 } as const

/** Texts that come again and again, each kept once under a number. */
export function createTexts() {
  const numbers = new Map<string, number>()
  return {
    numberOf(text: string): number {
      const number = numbers.get(text) ?? numbers.size
      numbers.set(text, number)
      return number
    },
    all: () => [...numbers.keys()],
  }
}

/** What is offered, as one line: its name, its money, its sentence and what it wants. */
export function lineOf(view: {
  resolution: Resolution
  says: string
  amountFen: number | null
  needsUserCode: boolean
  needsEvidence: boolean
  needsRemindDay: boolean
  claims: readonly { id: string }[]
}): string {
  const wants = [
    view.needsUserCode ? 'user-code' : '',
    view.needsEvidence ? 'evidence' : '',
    view.needsRemindDay ? 'remind-day' : '',
    view.claims.length > 0 ? `claims:${view.claims.map(({ id }) => id).join('+')}` : '',
  ].filter((want) => want !== '')
  return [view.resolution, view.amountFen ?? '-', view.says, ...wants].join(' | ')
}
