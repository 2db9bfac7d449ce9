import type { Channel } from '../../../contract/channelWords'
import type { Chance } from './chance'

/** How a channel looks in a simulated day. `compact` is the day without its hyphens. */
interface SimulatedChannel {
  /** Of a hundred payments so many come through it; the rest pays at the banks. */
  share: number
  transactionId(chance: Chance, compact: string): string
  /** The channel's own number of a refund; null where it gives none. */
  refundId(chance: Chance, compact: string): string | null
  /** The payer as its bill shows him. */
  payer(chance: Chance): string
  /** What it sends to the company's bank: the business number and that of the flow. */
  remittance(chance: Chance, compact: string): { businessNo: string; flowNo: string }
}

/** Numbers as each channel makes them (formats.md 2.2, 2.3, 3.10). */
export const SIMULATED_CHANNELS: Readonly<Record<Channel, SimulatedChannel>> = {
  wechat: {
    share: 55,
    transactionId: (chance, compact) => `4200${chance.digits(6)}${compact}${chance.digits(10)}`,
    refundId: (chance, compact) => `503000${chance.digits(5)}${compact}${chance.digits(10)}`,
    payer: (chance) => `oSim${chance.letters(24)}`,
    remittance: (chance, compact) => ({
      businessNo: `1500${chance.digits(6)}${compact}${chance.digits(10)}`,
      flowNo: `4200${chance.digits(6)}${compact}${chance.digits(10)}`,
    }),
  },
  alipay: {
    share: 30,
    transactionId: (chance, compact) => `${compact}2200${chance.digits(16)}`,
    refundId: () => null,
    payer: (chance) => `*拟(1${chance.digits(2)}****${chance.digits(4)})`,
    remittance: (chance, compact) => ({
      businessNo: `${compact}20004${chance.digits(15)}`,
      flowNo: `${compact}9${chance.digits(19)}`,
    }),
  },
}
