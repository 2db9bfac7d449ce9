import { fen } from '../../contract/money'
import { transfersOf } from '../../server/application/common/post'
import type { ChannelEvent } from '../../server/application/ports/channels'
import type { Store } from '../../server/application/ports/database'
import type { Ids } from '../../server/application/ports/system'
import type { InboxEntry } from '../../server/application/ports/work'
import type { Bill } from '../../server/domain/bill/bill'
import { seasonBill } from '../../server/domain/billing/seasonBill'
import { billOpened } from '../../server/domain/ledger/rules'
import type { Order } from '../../server/domain/payment/order'
import { isRefused } from '../../server/domain/tariff/area'
import { seeded } from './chance'
import { household } from './households'
import type { StoryPorts } from './ports'

/** Ids in a row, so that a story can be told twice; each begins with the word that tells who made it. */
export function numberedIds(word: string): Ids {
  let made = 0
  const next = (length: number) => `${word}${String(++made).padStart(length - word.length, '0')}`
  return { next: () => next(26), orderNo: () => next(18), refundNo: () => next(18) }
}

const DAY_MS = 86_400_000
const SEASONS = ['2024-2025', '2025-2026', '2026-2027']
const COMPANIES = ['lanzhou', 'baoji', 'binzhou']

/** What lies in the books before anything is told, and what the channels then tell, in its order. */
export interface NotifiedStories {
  plant(store: Store): Promise<void>
  entries: InboxEntry[]
}

/**
 * Households with arrears, orders in every state, and what channels tell of them: right and wrong amounts, twice, late, by the
 * wrong channel, of orders that nobody made, at times that cannot be; refunds and closed orders between. The same seed is the same.
 */
export function notifiedStories(
  ports: Pick<StoryPorts, 'clock' | 'rulebooks'>,
  seed: number,
  stories: number,
): NotifiedStories {
  const chance = seeded(seed)
  const below = (n: number) => Math.floor(chance() * n)
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T
  const often = (share: number) => chance() < share
  const ids = numberedIds(`S${seed}X`)
  const now = ports.clock.now()
  const planted = { households: [] as ReturnType<typeof household>[], bills: [] as Bill[], orders: [] as Order[] }
  const told: { company: string; channel: 'wechat' | 'alipay'; event: ChannelEvent }[] = []
  let numbers = 0
  const number = (word: string) => `${word}${seed}N${++numbers}`

  function openBills(home: ReturnType<typeof household>): Bill[] {
    const rulebook = ports.rulebooks.get(home.company)
    if (!rulebook) throw new Error(`no rulebook for ${home.company}`)
    return SEASONS.slice(below(SEASONS.length)).flatMap((season) => {
      const sheet = seasonBill(
        rulebook,
        { use: 'residential', billing: 'area', buildingArea: '89.33', service: 'heating' },
        season,
      )
      if (isRefused(sheet)) return []
      const paid = { appliedFen: 0, lateFeePaidFen: 0, reversedFen: 0 }
      const dueOn = `${season.slice(0, 4)}-11-15`
      const of = { company: home.company, householdId: home.id, season, kind: 'season' as const, dueOn }
      return [
        { ...of, ...paid, id: ids.next(), lines: sheet.lines, billedFen: sheet.totalFen, openedAt: now - 20 * DAY_MS },
      ]
    })
  }

  function orderOf(home: ReturnType<typeof household>, bills: readonly Bill[]): Order {
    const wholeFen = bills.reduce((sum, { billedFen }) => sum + billedFen, 0)
    const createdAt = now - below(4 * DAY_MS)
    const status = often(0.85) ? one(['created', 'paying'] as const) : 'closed'
    return {
      ...{ orderNo: number('HP'), company: home.company, channel: one(['wechat', 'alipay'] as const) },
      ...{ residentId: `R${below(50)}`, householdId: home.id, season: '2026-2027', kind: 'part', status },
      amountFen: often(0.4) ? wholeFen + below(3) : 1 + below(Math.max(1, wholeFen)),
      ...{
        description: '2026-2027采暖季采暖费',
        prepayId: null,
        transactionId: null,
        paidAt: null,
        clientOutcome: null,
      },
      ...{ createdAt, expiresAt: createdAt + 1_800_000 },
    }
  }

  function tell(order: Order, what: ChannelEvent['what'], company = order.company, channel = order.channel): void {
    told.push({ company, channel, event: { eventId: number('E'), what } })
  }

  function pay(order: Order, { userCode }: { userCode: string }): void {
    const paidAt = often(0.05)
      ? undefined
      : often(0.05)
        ? order.createdAt - 3 * DAY_MS
        : order.createdAt + below(3_600_000)
    const unknown = often(0.06)
    const payment = {
      orderNo: unknown ? number('HPNOBODY') : order.orderNo,
      // The channel repeats it from an order that our books have lost.
      ...(unknown && often(0.5) ? { userCode } : {}),
      transactionId: number('4200'),
      amountFen: fen(often(0.9) ? order.amountFen : 1 + below(500_000)),
      paidAt,
      payer: undefined,
    }
    const company = often(0.03) ? one(COMPANIES) : order.company
    const channel = often(0.03) ? 'alipay' : order.channel
    tell(order, { kind: 'payment', payment }, company, channel)
    // Told again with another id of the event, or paid once more.
    if (often(0.1)) tell(order, { kind: 'payment', payment }, company, channel)
    if (often(0.08))
      tell(order, { kind: 'payment', payment: { ...payment, transactionId: number('4200') } }, company, channel)
  }

  for (let story = 0; story < stories; story++) {
    const home = household(
      { ids, clock: ports.clock },
      { company: one(COMPANIES), userCode: number('U'), creditFen: 0 },
    )
    const bills = openBills(home)
    planted.households.push(home)
    planted.bills.push(...bills)
    for (let orders = 1 + below(4); orders > 0; orders--) {
      const order = orderOf(home, bills)
      planted.orders.push(order)
      if (often(0.08)) tell(order, { kind: 'closed', orderNo: order.orderNo })
      if (often(0.9)) pay(order, home)
      if (often(0.03)) tell(order, { kind: 'nothing', reason: 'TRADE_FINISHED' })
      const refund = { orderNo: order.orderNo, transactionId: null, refundNo: number('RF'), refundedFen: fen(1) }
      if (often(0.03)) tell(order, { kind: 'refund', ...refund, state: 'succeeded', at: now })
    }
  }
  for (let at = told.length - 1; at > 0; at--) {
    const other = below(at + 1)
    ;[told[at], told[other]] = [told[other] as (typeof told)[number], told[at] as (typeof told)[number]]
  }
  return {
    async plant(store) {
      await store.households.insertMany(planted.households)
      await store.bills.insertMany(planted.bills)
      await store.orders.insertMany(planted.orders)
      for (const bill of planted.bills) {
        const { company, dueOn: effectiveOn, id } = bill
        const about = { company, effectiveOn, postingKey: `bill:${id}`, evidenceKind: 'bill', evidenceId: id } as const
        await store.ledger.insert(
          transfersOf({ ...about, event: 'bill-opened', postings: billOpened(bill) }, { ids, clock: ports.clock }),
        )
      }
    },
    entries: told.map(({ company, channel, event }, at) => ({
      ...{ id: ids.next(), company, channel, eventId: event.eventId, headers: {}, body: Buffer.from('{}'), event },
      ...{ receivedAt: now - told.length + at, processedAt: null, attempts: 0, nextTryAt: now },
    })),
  }
}

/** The tables that booking writes, each with the columns that tell a row from others whatever ids it got. */
const WRITTEN: Record<string, readonly string[]> = {
  payments: ['company', 'source', 'transaction_id'],
  suspense_items: ['payment_id'],
  bill_applications: ['bill_id', 'payment_id'],
  transfers: ['posting_key', 'sequence'],
  messages: ['resident_id', 'event', 'occasion'],
  follow_ups: ['company', 'channel', 'kind', 'subject'],
  stray_refunds: ['company', 'channel', 'subject'],
  transfers_to_link: [],
  jobs: [],
  inbox: [],
  orders: [],
  households: [],
  bills: [],
  closing_days: [],
}

/**
 * All rows of these tables as text, in an order of their own: ids that booking made (they begin with `word`) are replaced by what
 * they name; digests, which cover ids, and what is sealed anew each time are left out.
 */
export async function rowsWritten(
  { database }: Pick<StoryPorts, 'database'>,
  word: string,
): Promise<Record<string, string[]>> {
  const names = new Map<string, string>()
  const made = new RegExp(`${word}\\d+`, 'g')
  const named = (text: string) => text.replace(made, (id) => names.get(id) ?? id)
  const written: Record<string, string[]> = {}
  const leftOut = new Set(['identity_number', 'phone', 'bank_card', 'room', 'digest', 'touched'])
  for (const [table, natural] of Object.entries(WRITTEN)) {
    const rows: Record<string, unknown>[] = await database.writer.query(`SELECT * FROM ${table}`)
    for (const row of rows)
      if (natural.length > 0) names.set(String(row.id), named(`${table}:${natural.map((column) => row[column])}`))
    written[table] = rows
      .map((row) =>
        named(
          JSON.stringify(
            Object.fromEntries(
              Object.entries(row).filter(
                ([column]) => !leftOut.has(column) && !(table === 'households' && column === 'owner'),
              ),
            ),
          ),
        ),
      )
      .sort()
  }
  return written
}
