import type { Channel } from '../../../contract/channelWords'
import { seeded } from '../chance'

/**
 * What becomes of one order. All of it is decided before the storm, so that neither the machine's speed nor a crash has a
 * part in what is paid and refunded in the end; only the way there differs.
 */
export type Fate =
  | 'pays'
  /** The channel takes one fen more or less. */
  | 'pays-wrong-amount'
  | 'never-pays'
  | 'cancels'
  /** Two requests for the same order at once, then one payment. */
  | 'taps-twice'
  /** Cancels and pays at the same moment; the payment gets through in any case. */
  | 'cancels-while-paying'
  /** Orders in one channel, then in the other, and pays both. */
  | 'pays-in-both-channels'
  /** Money without an order of ours. */
  | 'pays-without-order'

export interface PlannedOrder {
  n: number
  company: string
  channel: Channel
  buildingArea: string
  fate: Fate
  /** By how much a wrong amount is off, in fen. */
  offFen: 1 | -1
  /** The phone tells the server that it has paid. */
  phoneTells: boolean
  /** Parts of the payment to give back, in hundredths of it. */
  refunds: number[]
}

/** Each company has weather of its own beside the general storm: what a fault decides about money strikes there always. */
export const COMPANY_WEATHER = {
  lanzhou: 'the general storm',
  baoji: 'paidBeforeAnswer',
  tangshan: 'paidAfterClose',
  beijing: 'refundAbnormal',
  binzhou: 'refundClosed',
} as const

const FATES: readonly [Fate, number][] = [
  ['pays', 50],
  ['pays-wrong-amount', 7],
  ['never-pays', 7],
  ['cancels', 6],
  ['taps-twice', 8],
  ['cancels-while-paying', 10],
  ['pays-in-both-channels', 8],
  ['pays-without-order', 4],
]

/** The whole story: the same seed gives the same orders. */
export function planStorm(seed: number, orders: number): PlannedOrder[] {
  const chance = seeded(seed)
  const pick = <T>(choices: readonly (readonly [T, number])[]): T => {
    let left = chance() * choices.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [choice, weight] of choices) {
      left -= weight
      if (left < 0) return choice
    }
    throw new Error('nothing to choose from')
  }
  return Array.from({ length: orders }, (_, n) => {
    const company = pick([
      ['lanzhou', 60],
      ['baoji', 10],
      ['tangshan', 10],
      ['beijing', 10],
      ['binzhou', 10],
    ] as const)
    const general = pick(FATES)
    const fate = company === 'lanzhou' ? general : company === 'tangshan' ? 'cancels' : 'pays'
    const channel = chance() < 0.5 ? 'wechat' : 'alipay'
    const refundable = fate === 'pays' && chance() < (company === 'lanzhou' ? 0.3 : 0.6)
    const parts = refundable ? (chance() < 0.4 ? 2 : 1) : 0
    return {
      ...{ n, company, channel, fate },
      buildingArea: (20 + Math.floor(chance() * 10_000) / 100).toFixed(2),
      offFen: chance() < 0.5 ? 1 : -1,
      phoneTells: chance() < 0.5,
      refunds: Array.from({ length: parts }, () => 5 + Math.floor(chance() * 40)),
    }
  })
}

/** Faults of the general storm: they delay, repeat, spoil and lose, and none of them moves money. */
export const GENERAL_STORM = {
  timeoutBeforeEffect: { rate: 0.01 },
  timeoutAfterEffect: { rate: 0.015 },
  error500: { rate: 0.02 },
  error500AfterEffect: { rate: 0.02 },
  rateLimit429: { rate: 0.02 },
  unavailable503: { rate: 0.02 },
  accepted202: { rate: 0.02 },
  answerForged: { rate: 0.02 },
  answerUnsigned: { rate: 0.01 },
  answerStale: { rate: 0.01 },
  loseNotifications: { rate: 0.1 },
  loseDeliveries: { rate: 0.1 },
  duplicateNotifications: { rate: 0.2, value: 3 },
  delayNotificationsMs: { rate: 0.15, value: 90_000 },
  reorderNotifications: { rate: 0.3, value: 20_000 },
  forgeSignature: { rate: 0.05 },
  forgeBody: { rate: 0.05 },
  dropHeader: { rate: 0.05 },
  signtestNotifications: { rate: 0.05 },
  unknownSerialNotifications: { rate: 0.03 },
  staleNotifications: { rate: 0.03 },
  foreignMerchant: { rate: 0.03 },
  foreignApp: { rate: 0.03 },
  closeNotices: { rate: 0.5 },
  paidBeforeAnswer: { company: 'baoji' },
  paidAfterClose: { company: 'tangshan' },
  refundAbnormal: { company: 'beijing' },
  refundClosed: { company: 'binzhou' },
} as const
