import type { Channel } from '../../../contract/channelWords'
import { fen } from '../../../contract/money'
import type { ChannelEvent, CreateOrderInput, Payer, PaymentChannel } from '../../../server/application/ports/channels'
import type { Market } from './market'

/** One way of being a merchant at a channel; each goes through the same cases. */
export interface MerchantMode {
  title: string
  name: Channel
  company: string
}

export const MERCHANT_MODES: readonly MerchantMode[] = [
  { title: 'wechat', name: 'wechat', company: 'lanzhou' },
  { title: 'alipay', name: 'alipay', company: 'lanzhou' },
  { title: 'alipay in certificate mode', name: 'alipay', company: 'tangshan' },
]

export const MINUTE = 60_000

export const HOUR = 60 * MINUTE

/** A case of the contract, as `test` takes it. Cases that ran through are counted. */
export type Case = (title: string, tell: () => Promise<void>) => void

/** What the cases work with: one market for all modes, and one mode's own view of it. */
export class MerchantView {
  private made = 0
  constructor(
    readonly mode: MerchantMode,
    private readonly open: () => Market,
  ) {}

  get market(): Market {
    return this.open()
  }

  get room(): PaymentChannel {
    return this.market.channelOf(this.mode.company, this.name)
  }
  /** Another company's merchant at the same channel. */
  get neighbour(): PaymentChannel {
    return this.market.channelOf('baoji', this.name)
  }
  get name(): Channel {
    return this.mode.name
  }
  number(letters: string): string {
    return `${letters}261120${String(++this.made).padStart(8, '0')}${this.mode.company.slice(0, 1).toUpperCase()}${this.name.slice(0, 1).toUpperCase()}`
  }

  async someone(person = 'demo'): Promise<Payer> {
    const { name, company } = this.mode
    // Calls are cut off early here: on a busy machine one is slow now and then, and whoever wants to come in tries again.
    for (let attempt = 1; ; attempt++) {
      const login = await this.room.exchangeLoginCode(await this.market.loginCode(name, company, person))
      if (login.outcome === 'identified') return login.payer
      if (login.outcome !== 'unknown' || attempt === 10) throw new Error(JSON.stringify(login))
    }
  }

  async order(changed: Partial<CreateOrderInput> = {}): Promise<CreateOrderInput> {
    return {
      orderNo: this.number('HP'),
      amountFen: fen(123456),
      description: '2026-2027采暖季采暖费',
      payer: await this.someone(),
      notifyUrl: `${this.market.serverUrl}/notify/${this.name}/${this.mode.company}`,
      userCode: '62000001',
      expiresAt: this.market.now() + 30 * MINUTE,
      ...changed,
    }
  }

  async created(changed: Partial<CreateOrderInput> = {}) {
    const input = await this.order(changed)
    const answer = await this.room.createOrder(input)
    if (answer.outcome !== 'created') throw new Error(JSON.stringify(answer))
    return { ...input, prepayId: answer.prepayId }
  }

  async pay(of: { prepayId: string }, evenIfClosed = false) {
    const sheet = this.room.payParameters(of.prepayId)
    if (sheet.channel === 'wechat') {
      const { channel: _channel, ...paySheet } = sheet
      await this.market.pay({ sheet: paySheet, evenIfClosed })
    } else await this.market.pay({ tradeNo: sheet.tradeNO, evenIfClosed })
  }

  async paid(changed: Partial<CreateOrderInput> = {}) {
    const of = await this.created(changed)
    await this.pay(of)
    return of
  }

  refundOf(of: { orderNo: string; amountFen: number }, refundFen: number, refundNo = this.number('RF')) {
    return {
      orderNo: of.orderNo,
      refundNo,
      refundFen: fen(refundFen),
      paidFen: fen(of.amountFen),
      reason: '多缴退费',
      notifyUrl: `${this.market.serverUrl}/notify/${this.name}/${this.mode.company}`,
    }
  }

  /** Refunds settle within two hours, however slow the channel. */
  settled = () => this.market.pass(2 * HOUR)

  events(): ChannelEvent[] {
    return this.market.received.flatMap(({ verdict }) => (verdict.outcome === 'verified' ? [verdict.event] : []))
  }
  paymentsOf({ orderNo }: { orderNo: string }) {
    return this.events().flatMap(({ what }) =>
      what.kind === 'payment' && what.payment.orderNo === orderNo ? [what.payment] : [],
    )
  }
  refundsOf({ orderNo }: { orderNo: string }) {
    return this.events().flatMap(({ what }) => (what.kind === 'refund' && what.orderNo === orderNo ? [what] : []))
  }
  refusals(): string[] {
    return this.market.received.flatMap(({ verdict }) => (verdict.outcome === 'refused' ? [verdict.code] : []))
  }
  /** The channel's own record of an order of this mode. */
  async truth({ orderNo }: { orderNo: string }) {
    const known = (await this.market.orders()).filter((order) => order.orderNo === orderNo)
    return known.filter(({ company, channel }) => company === this.mode.company && channel === this.name)
  }
}
