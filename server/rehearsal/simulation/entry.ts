import type { Channel } from '../../../contract/channelWords'
import { sumFen } from '../../../contract/money'
import { createImportBankPayments } from '../../application/booking/importBankPayments'
import type { BankDirectory, ChannelFileArchive } from '../../application/ports/channelFiles'
import type { Database } from '../../application/ports/database'
import type { Clock, Ids } from '../../application/ports/system'
import { createKeepChannelFile } from '../../application/runs/keepChannelFile'
import { AUDIT_SYSTEM } from '../../domain/audit/audit'
import { addDays, startOfDay } from '../../domain/calendar/civilDate'
import type { PaymentSource } from '../../domain/payment/payment'
import type { ChannelEntry, Remitted } from '../../domain/reconciliation/channelEntry'
import type { ChannelFileDay } from '../../domain/reconciliation/channelFile'
import { noonOf } from '../../domain/reconciliation/row'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { chanceFrom, seededIds, stoppedClock } from './chance'
import { SIMULATED_CHANNELS } from './channelNumbers'
import type { PlannedPayment, SimulatedDay } from './plan'

/** How long payers stand before the cashier. */
export const PAYING_TAKES_MS = 20_000

/** What the payer was told that he pays for. */
export const subjectOf = ({ bill }: Pick<PlannedPayment, 'bill'>): string => `${bill.season}采暖季采暖费`

/** All that a channel lists of these payments, in the order in which it happened. */
export function entriesOf(payments: readonly PlannedPayment[]): ChannelEntry[] {
  const entries = payments.flatMap((payment): ChannelEntry[] => {
    const { paidAt, transactionId, orderNo, payer, amountFen, refund } = payment
    const paid = {
      at: paidAt,
      createdAt: paidAt - PAYING_TAKES_MS,
      transactionId,
      orderNo: orderNo ?? '',
      payer,
      subject: subjectOf(payment),
      paidFen: amountFen,
      refund: null,
    }
    return refund ? [paid, { ...paid, at: refund.at, createdAt: refund.at, refund }] : [paid]
  })
  return entries.sort((a, b) => a.at - b.at || (a.transactionId < b.transactionId ? -1 : 1))
}

/** Channels send what is left at half past midnight, before anybody pays. */
const SENT_AT_MS = 1_800_000

/** What a channel sends to the bank on a simulated day, with numbers of its own; undefined when nothing is left. */
export function remittedOf(
  { rulebook, date, seed }: Pick<SimulatedDay, 'rulebook' | 'date' | 'seed'>,
  channel: Channel,
  fen: number,
): Remitted | undefined {
  if (fen <= 0) return undefined
  const chance = chanceFrom('remitted', rulebook.id, channel, date, seed)
  const compact = date.replaceAll('-', '')
  return { ...SIMULATED_CHANNELS[channel].remittance(chance, compact), fen, at: startOfDay(date) + SENT_AT_MS }
}

/** What was simulated at one channel or bank. */
export interface TalliedSource {
  channel: PaymentSource
  payments: number
  paymentsFen: number
  refunds: number
  refundsFen: number
  /** Payments less refunds: what reconciling the day must come to. */
  totalFen: number
  files: string[]
}

/** Counts a source's payments and refunds. */
export function tally(channel: PaymentSource, plan: readonly PlannedPayment[], files: string[]): TalliedSource {
  const paymentsFen = sumFen(plan.map(({ amountFen }) => amountFen))
  const refunds = plan.flatMap(({ refund }) => refund ?? [])
  const refundsFen = sumFen(refunds.map(({ amountFen }) => amountFen))
  return {
    channel,
    payments: plan.length,
    paymentsFen,
    refunds: refunds.length,
    refundsFen,
    totalFen: paymentsFen - refundsFen,
    files,
  }
}

type Ports = {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  banks: BankDirectory
  archive: ChannelFileArchive
}

/**
 * Brings simulated counter payments in the only way there is: the bank writes its file, it is kept, and the payments are
 * booked from it. Gives the file's name.
 */
export function createThroughBank(ports: Ports) {
  const { database, rulebooks, banks } = ports
  const keepChannelFile = createKeepChannelFile(ports)

  return async function throughBank(
    id: string,
    plan: readonly PlannedPayment[],
    { rulebook, date, seed }: SimulatedDay,
    folder: string,
  ): Promise<string> {
    const bank = banks.get(id)
    if (!bank) throw new Error(`no template of bank ${id}`)
    const of = { company: rulebook.name, date }
    const rows = [...plan]
      .sort((a, b) => a.paidAt - b.paidAt || (a.transactionId < b.transactionId ? -1 : 1))
      .map(({ household: { userCode }, transactionId: traceNo, amountFen }) => ({
        userCode,
        traceNo,
        amountFen,
        paidOn: date,
      }))
    const { name, path } = await bank.write(folder, { ...of, rows })
    const read = await bank.read(path, of)
    if (read.outcome !== 'read') throw new Error(`the simulated bank file cannot be read: ${read.reason}`)
    const day: ChannelFileDay = { company: rulebook.id, channel: `bank:${id}`, bill: 'trade', date }
    await keepChannelFile.imported(path, day, { ...read, waitsFor: null }, { source: 'cli', receivedBy: AUDIT_SYSTEM })
    const nextDay = addDays(date, 1)
    const importBankPayments = createImportBankPayments({
      database,
      rulebooks,
      clock: stoppedClock(noonOf(nextDay), nextDay),
      ids: seededIds('bank', id, rulebook.id, date, seed),
    })
    await importBankPayments(day.company, day.channel, read.rows, date)
    return name
  }
}
