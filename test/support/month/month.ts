import { fen } from '../../../contract/money'
import { alipayDayFiles } from '../../../server/adapters/channelFiles/alipay/dayFiles'
import { wechatDayFiles } from '../../../server/adapters/channelFiles/wechat/dayFiles'
import { createOpenSeasonBills } from '../../../server/application/bills/openSeasonBills'
import { bookPayment } from '../../../server/application/booking/bookPayment'
import { createImportHouseholds } from '../../../server/application/households/importHouseholds'
import type { PaymentChannel, QueryOutcome, RefundOutcome } from '../../../server/application/ports/channels'
import { startOfDay } from '../../../server/domain/calendar/civilDate'
import type { ChannelEntry, Remitted } from '../../../server/domain/reconciliation/channelEntry'
import { seeded } from '../chance'
import { ALIPAY, WECHAT } from '../reconciliation'
import type { MonthPorts } from './ports'

export const COMPANY = 'lanzhou'

export const CHANNELS = ['wechat', 'alipay'] as const

export type Channel = (typeof CHANNELS)[number]

export const BANKS = ['icbc', 'bocom', 'partner'] as const

/** What one bank keeps of each day's collections: 0.10 %, rounded half up to the fen. */
export const ICBC_FEE = '0.10%'

const icbcFee = (amountFen: number) => Math.floor((amountFen + 500) / 1000)

/** One movement on the company's account at a bank, before the bank numbers it. */
export interface Credit {
  on: string
  amountFen: number
  direction?: 'credit' | 'debit'
  reversal?: boolean
  ourReference?: string | null
  remark?: string
}

/**
 * What really happens in a month at two channels and three banks, told by nobody: payers pay, channels keep fees and remit, banks
 * collect and credit. What our server hears of it, and what the files say, is the story's to choose.
 */
export function openMonth(ports: MonthPorts, seed: number) {
  const chance = seeded(seed)
  const below = (n: number) => Math.floor(chance() * n)
  const entries: Record<Channel, ChannelEntry[]> = { wechat: [], alipay: [] }
  const counters: { bank: string; date: string; userCode: string; traceNo: string; amountFen: number }[] = []
  const payments = new Map<string, QueryOutcome>()
  const refunds = new Map<string, RefundOutcome>()
  const codes = Array.from({ length: 90 }, (_, n) => `62010${String(n + 1).padStart(5, '0')}`)
  /** What lies on each merchant's account, and what each channel or bank has handed over. */
  const merchant = { wechat: 0, alipay: 0 }
  const truth: Record<string, { tookFen: number; feesFen: number; settledFen: number }> = {}
  const of = (source: string) => {
    truth[source] ??= { tookFen: 0, feesFen: 0, settledFen: 0 }
    return truth[source]
  }
  const files = { wechat: wechatDayFiles(WECHAT), alipay: alipayDayFiles(ALIPAY) }
  let number = 0
  const next = (length: number) => String(++number).padStart(length, '0')

  async function openHouseholds(): Promise<void> {
    const headings = ['userCode', 'owner', 'estate', 'unit', 'use', 'buildingArea']
    const rows = codes.map((code, n) => ({
      line: n + 2,
      cells: [code, '张演示', '演示家园', '3单元', 'residential', '100'],
    }))
    await createImportHouseholds(ports)({ company: COMPANY, table: { headings, rows }, actor: 'li', fileName: 'a.csv' })
    await createOpenSeasonBills(ports)({ company: COMPANY, season: '2026-2027', actor: 'li' })
  }

  /** An order of ours that waits to be paid. */
  async function order(channel: Channel, amountFen: number, at: number): Promise<string> {
    const userCode = codes[below(codes.length)] ?? ''
    const household = await ports.database.read.households.byUserCode(COMPANY, userCode)
    const orderNo = `HPMONTH${next(8)}`
    await ports.database.transaction((store) =>
      store.orders
        .insert({
          ...{ orderNo, company: COMPANY, channel, residentId: 'R1', householdId: household?.id ?? '', kind: 'part' },
          ...{ season: '2026-2027', amountFen, status: 'paying', description: '2026-2027采暖季采暖费', prepayId: 'p1' },
          ...{ transactionId: null, paidAt: null, clientOutcome: null, createdAt: at, expiresAt: at + 1_800_000 },
        })
        .then(() => undefined),
    )
    return orderNo
  }

  /** The channel takes money for an order; our server does not know yet. */
  function take(channel: Channel, orderNo: string, paidFen: number, at: number): ChannelEntry {
    const transactionId = channel === 'wechat' ? `4200002999${next(18)}` : `20261101220014${next(14)}`
    const entry: ChannelEntry = {
      ...{ at, createdAt: at - 10_000, transactionId, orderNo, paidFen, refund: null },
      ...{ payer: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o', subject: '2026-2027采暖季采暖费' },
    }
    entries[channel].push(entry)
    account(channel, entry)
    const payment = { orderNo, transactionId, amountFen: fen(paidFen), paidAt: at, payer: undefined }
    payments.set(transactionId, { outcome: 'paid', payment, refundedFen: undefined })
    return entry
  }

  /** The merchant gives money back in the channel's own console: our server is not told. */
  function giveBack(channel: Channel, of: ChannelEntry, amountFen: number, at: number): ChannelEntry {
    const refundNo = `OUTSIDE${next(9)}`
    const channelRefundId = channel === 'wechat' ? `5030000${next(22)}` : null
    const entry = { ...of, at, createdAt: at, refund: { refundNo, channelRefundId, amountFen, at } }
    entries[channel].push(entry)
    account(channel, entry)
    refunds.set(refundNo, {
      outcome: 'succeeded',
      channelRefundId: channelRefundId ?? undefined,
      refundedFen: fen(amountFen),
      doneAt: at,
    })
    return entry
  }

  function account(channel: Channel, entry: ChannelEntry): void {
    const net = files[channel].netFen([entry])
    const gross = entry.refund ? -entry.refund.amountFen : entry.paidFen
    merchant[channel] += net
    of(channel).tookFen += gross
    of(channel).feesFen += gross - net
  }

  return {
    files,
    truth,
    codes,
    below,
    openHouseholds,
    order,
    take,
    giveBack,
    /** A fee beyond the rate. */
    overcharge(channel: Channel, feeFen: number): void {
      merchant[channel] -= feeFen
      of(channel).feesFen += feeFen
    },
    /** Our server is told about a payment: the channel's notification, as it says. */
    async tell(channel: Channel, { orderNo, transactionId, paidFen, at }: ChannelEntry, paidAt = at): Promise<void> {
      ports.clock.at(paidAt + 2_000)
      const payment = { orderNo, transactionId, amountFen: fen(paidFen), paidAt, payer: undefined }
      const eventId = `E${transactionId}`
      const event = { eventId, what: { kind: 'payment' as const, payment } }
      const [receivedAt, processedAt] = [ports.clock.now(), ports.clock.now()]
      const entry = { id: ports.ids.next(), company: COMPANY, channel, eventId, headers: {}, body: Buffer.from('{}') }
      await ports.database.transaction(async (store) => {
        await store.inbox.insert({ ...entry, event, receivedAt, processedAt, attempts: 0, nextTryAt: receivedAt })
        await bookPayment(store, { company: COMPANY, channel, payment }, ports)
      })
    },
    /** Somebody pays at a bank's counter. */
    payAtCounter(bank: string, date: string): void {
      const amountFen = 5_000 + below(20_000)
      counters.push({ bank, date, userCode: codes[below(codes.length)] ?? '', traceNo: `BK${next(10)}`, amountFen })
      of(`bank:${bank}`).tookFen += amountFen
    },
    countersOf: (bank: string, date: string) => counters.filter((row) => row.bank === bank && row.date === date),
    /** Just after midnight a channel sends all that lies on the merchant's account. */
    remit(channel: Channel, date: string): Remitted | undefined {
      const left = merchant[channel]
      if (left <= 0) return undefined
      merchant[channel] = 0
      return { businessNo: `1500${next(16)}`, flowNo: `4299${next(16)}`, fen: left, at: startOfDay(date) + 1_800_000 }
    },
    /** A bank pays out a day's collections; what it keeps is its fee. */
    handOver(bank: string, date: string): number {
      const total = counters
        .filter((row) => row.bank === bank && row.date === date)
        .reduce((sum, row) => sum + row.amountFen, 0)
      const fee = bank === 'icbc' ? icbcFee(total) : 0
      of(`bank:${bank}`).feesFen += fee
      return total - fee
    },
    settled(source: string, amountFen: number): void {
      of(source).settledFen += amountFen
    },
    entriesOn: (channel: Channel, date: string): ChannelEntry[] => {
      const [from, until] = [startOfDay(date), startOfDay(date) + 86_400_000]
      return entries[channel].filter(({ at }) => at >= from && at < until).sort((a, b) => a.at - b.at)
    },
    /** The channels, as the desk asks them. */
    directory: {
      companiesWith: () => [],
      get: (_: string, name: string) => {
        const channel = {
          name,
          queryTransaction: async (id: string) => payments.get(id) ?? { outcome: 'not-found' },
          queryRefund: async ({ refundNo }: { refundNo: string }) => refunds.get(refundNo) ?? { outcome: 'not-found' },
        }
        return channel as unknown as PaymentChannel
      },
    },
  }
}

export type Month = ReturnType<typeof openMonth>
