import { CHANNELS, type Channel } from '../../../contract/channelWords'
import type { BankDirectory, ChannelFileArchive, DayFileWriters } from '../../application/ports/channelFiles'
import type { Database, Store } from '../../application/ports/database'
import type { Clock, Ids } from '../../application/ports/system'
import { addDays } from '../../domain/calendar/civilDate'
import { seasonOf } from '../../domain/calendar/season'
import type { PaymentSource } from '../../domain/payment/payment'
import { NEW_PAYER_KIND } from '../../domain/resident/resident'
import type { NumberedRulebook, Rulebooks } from '../../domain/rulebook/rulebook'
import { bookPlanned } from './bookPlanned'
import { chooseCodes, codeSpace, seededIds } from './chance'
import { createThroughBank, entriesOf, remittedOf, type TalliedSource, tally } from './entry'
import { householdIdOf, type PlannedPayment, planPayment, pricedHeatSources, type SimulatedDay } from './plan'

export interface SimulateInput {
  company: string
  /** Civil day. */
  date: string
  payments: number
  seed: string
  /** A folder that exists; the files are written to it. */
  folder: string
  /** Whether each channel sends what the day before, of as many payments and the same seed, has left to our bank. */
  remit?: boolean
  /** Who simulates, for the audit log. */
  actor: string
  onProgress?: (done: number, total: number) => void
}

export interface SimulatedOutcome {
  outcome: 'simulated'
  company: string
  date: string
  seed: string
  season: string
  payments: number
  refunds: number
  /** Payments that were booked now; the others were there from an earlier run. */
  booked: number
  sources: TalliedSource[]
}

export type SimulateOutcome = SimulatedOutcome | { outcome: 'refused'; reason: string }

export interface SimulatePorts {
  database: Database
  clock: Clock
  ids: Ids
  rulebooks: Rulebooks
  banks: BankDirectory
  archive: ChannelFileArchive
  dayFiles: DayFileWriters
}

const CHUNK = 500

/**
 * Books a simulated day and writes the files that its channels would give of it (contract.md, Reconciliation from the
 * command line). The same words give the same day: what an earlier run has booked is left as it is.
 */
export function createSimulateDay(ports: SimulatePorts) {
  const { database, clock, ids, rulebooks, banks, dayFiles } = ports
  const throughBank = createThroughBank(ports)

  function planned(day: SimulatedDay, codes: readonly string[], season: string): PlannedPayment[] | undefined {
    const [first, ...others] = pricedHeatSources(day.rulebook, season)
    if (first === undefined) return undefined
    return codes.map((code, n) => planPayment(day, n, code, [first, ...others]))
  }

  /** The day before of the same words. Its households are not needed, so neither are their codes. */
  function planOfDayBefore(day: SimulatedDay, payments: number): PlannedPayment[] {
    const before = { ...day, date: addDays(day.date, -1) }
    const codes = Array.from({ length: payments }, () => '')
    return planned(before, codes, seasonOf(day.rulebook, before.date).name) ?? []
  }

  /** One resident at each channel pays for all: who they are does not matter to the books. */
  async function residentsOf(company: string): Promise<Record<Channel, string>> {
    const found: Record<Channel, string> = { wechat: '', alipay: '' }
    await database.transaction(async (store) => {
      for (const platform of CHANNELS) {
        const payer = {
          company,
          platform,
          payerKind: NEW_PAYER_KIND[platform],
          payerValue: `simulated-${company}`,
        } as const
        const id = seededIds('resident', company, platform).next()
        await store.residents.insert({ ...payer, id, createdAt: clock.now() })
        found[platform] = (await store.residents.byPayer(payer))?.id ?? id
      }
    })
    return found
  }

  async function book(plan: readonly PlannedPayment[], day: SimulatedDay, input: SimulateInput): Promise<number> {
    const residents = await residentsOf(day.rulebook.id)
    let booked = 0
    for (let at = 0; at < plan.length; at += CHUNK) {
      const chunk = plan.slice(at, at + CHUNK)
      booked += await database.transaction(async (store) => {
        const there = new Set(
          (await store.households.byIds(chunk.map(({ household }) => household.id))).map(({ id }) => id),
        )
        const missing = chunk.filter(({ household }) => !there.has(household.id))
        if (missing.length > 0) await bookPlanned(store, missing, { rulebook: day.rulebook, date: day.date, residents })
        return missing.length
      })
      input.onProgress?.(Math.min(at + CHUNK, plan.length), plan.length)
    }
    return booked
  }

  async function write(
    plan: readonly PlannedPayment[],
    day: SimulatedDay,
    { folder, remit, payments }: SimulateInput,
  ): Promise<TalliedSource[]> {
    const yesterday = remit ? planOfDayBefore(day, payments) : []
    const of = (source: PaymentSource) => plan.filter((payment) => payment.source === source)
    const tallied: TalliedSource[] = []
    for (const channel of day.sources.channels) {
      const writer = dayFiles(day.rulebook.id, channel)
      const left = writer?.netFen(entriesOf(yesterday.filter(({ source }) => source === channel))) ?? 0
      const files = await writer?.write(folder, day.date, entriesOf(of(channel)), remittedOf(day, channel, left))
      if (files) tallied.push(tally(channel, of(channel), [files.trade, files.account]))
    }
    for (const id of day.sources.banks) {
      const source: PaymentSource = `bank:${id}`
      tallied.push(tally(source, of(source), [await throughBank(id, of(source), day, folder)]))
    }
    return tallied
  }

  async function record(store: Store, input: SimulateInput, booked: number): Promise<void> {
    await store.audit.append({
      id: ids.next(),
      company: input.company,
      at: clock.now(),
      actor: input.actor,
      deed: 'simulate',
      subject: input.date,
      detail: { seed: input.seed, payments: input.payments, booked },
    })
  }

  /** Whether a payment of the plan would be new to the books. */
  async function isNew(wanted: readonly string[]): Promise<boolean> {
    for (let at = 0; at < wanted.length; at += CHUNK) {
      const chunk = wanted.slice(at, at + CHUNK)
      if ((await database.read.households.byIds(chunk)).length < chunk.length) return true
    }
    return false
  }

  /** A channel or bank whose files of the day were read already: a payment of which they know nothing would be missed in them for ever. */
  async function reconciledSource({ rulebook, date, sources }: SimulatedDay): Promise<PaymentSource | undefined> {
    const all = [...sources.channels, ...sources.banks.map((id): PaymentSource => `bank:${id}`)]
    for (const channel of all) {
      const run = await database.read.reconciliation.latestRun({ company: rulebook.id, channel, date, bill: 'trade' })
      if (run) return channel
    }
    return undefined
  }

  return async function simulateDay(input: SimulateInput): Promise<SimulateOutcome> {
    const rulebook: NumberedRulebook | undefined = rulebooks.get(input.company)
    if (!rulebook) return { outcome: 'refused', reason: `no such company: ${input.company}` }
    if (input.date <= (await database.read.closings.closedUntil(input.company)))
      return { outcome: 'refused', reason: `${input.date} is closed: nothing is booked on it any more` }
    const space = codeSpace(rulebook.userCode.pattern)
    if (!space) return { outcome: 'refused', reason: `user codes cannot be made up from ${rulebook.userCode.pattern}` }
    const channels = CHANNELS.filter((channel) => dayFiles(rulebook.id, channel) !== undefined)
    const day: SimulatedDay = {
      rulebook,
      date: input.date,
      seed: input.seed,
      sources: { channels, banks: rulebook.payment.bankFiles.filter((id) => banks.get(id) !== undefined) },
    }
    if (channels.length + day.sources.banks.length === 0)
      return { outcome: 'refused', reason: `${rulebook.name} has no merchant` }
    const season = seasonOf(rulebook, input.date).name
    const wanted = Array.from({ length: input.payments }, (_, n) => householdIdOf(day, n))
    const reconciled = (await isNew(wanted)) ? await reconciledSource(day) : undefined
    if (reconciled !== undefined) {
      const reason = `${input.date} was reconciled with ${reconciled} already: simulate another day, or say the words of this one again`
      return { outcome: 'refused', reason }
    }
    const codes = await chooseCodes(
      database.read,
      { company: rulebook.id, space, words: [input.date, input.seed] },
      wanted,
    )
    const plan = codes && planned(day, codes, season)
    if (!codes) return { outcome: 'refused', reason: `no ${input.payments} user codes are free` }
    if (!plan) return { outcome: 'refused', reason: `${rulebook.name} has no price for a residential household` }
    const booked = await book(plan, day, input)
    const sources = await write(plan, day, input)
    if (booked > 0) await database.transaction((store) => record(store, input, booked))
    const refunds = plan.filter(({ refund }) => refund !== null).length
    const { company, date, seed, payments } = input
    return { outcome: 'simulated', company, date, seed, season, payments, refunds, booked, sources }
  }
}
