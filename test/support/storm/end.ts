import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { databaseLocationOf } from '../../../server/adapters/db/dataSource'
import { openIntegrityReader } from '../../../server/adapters/db/integrity/openIntegrityReader'
import { createSealing } from '../../../server/adapters/system/secrets'
import { verifyLedger } from '../../../server/application/integrity/verifyLedger'
import { PROJECT } from '../ports'
import { eventually } from '../world'
import { COMPANY_WEATHER } from './plan'
import type { StormWorld } from './world'

const COMPANIES = Object.keys(COMPANY_WEATHER)
const MINUTE = 60_000

interface Row {
  [column: string]: unknown
}

/** Rows of the server's database as they are, past all of its own code. */
const rows = ({ base }: StormWorld, sql: string): Promise<Row[]> => base.database.writer.query(sql)

/** What still waits for somebody or something, by name; empty when the story has come to its end. */
async function unfinished(world: StormWorld): Promise<Record<string, number>> {
  const counts = {
    openOrders: `SELECT COUNT(*) AS n FROM orders WHERE status NOT IN ('paid', 'closed')`,
    unprocessedInbox: 'SELECT COUNT(*) AS n FROM inbox WHERE processed_at IS NULL',
    // The look for due dates comes back every day: only work on a payment has an end.
    jobs: `SELECT COUNT(*) AS n FROM jobs WHERE done_at IS NULL AND kind IN ('confirm-order', 'give-refund')`,
    refundsUnderWay: `SELECT COUNT(*) AS n FROM refunds WHERE status = 'requested'`,
  }
  const waiting: Record<string, number> = {}
  for (const [name, sql] of Object.entries(counts)) {
    const n = Number((await rows(world, sql))[0]?.n)
    if (n > 0) waiting[name] = n
  }
  const sent = world.sandbox.world.store.notifications.list(100_000).filter(({ state }) => state === 'waiting').length
  return sent > 0 ? { ...waiting, notifications: sent } : waiting
}

/** The storm has passed: time runs on until nothing waits any more. */
export async function calmDown(world: StormWorld, withinMs: number): Promise<void> {
  const { sandbox } = world
  await fetch(`${sandbox.url}/sandbox/api/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      reset: true,
      switches: { refundAbnormal: { company: 'beijing' }, refundClosed: { company: 'binzhou' } },
    }),
  })
  await eventually(
    async () => {
      const waiting = await unfinished(world)
      if (Object.keys(waiting).length > 0) {
        sandbox.clock.setOffset(sandbox.clock.offsetMs() + 4 * MINUTE)
        await new Promise((resolve) => setTimeout(resolve, 400))
      }
      return waiting
    },
    (waiting) => Object.keys(waiting).length === 0,
    withinMs,
  )
}

/** The end of a story in fen: what the channels say, and what the books say. Two tellings of one story end alike. */
export async function endOf(world: StormWorld) {
  const { sandbox, base } = world
  const truth = (await (await fetch(`${sandbox.url}/sandbox/api/truth`)).json()) as {
    totals: { channel: string; company: string; paid: number; paidFen: number; refundedFen: number }[]
  }
  const listed = (await (await fetch(`${sandbox.url}/sandbox/api/orders?limit=10000`)).json()) as {
    orders: {
      channel: string
      company: string
      orderNo: string
      channelNo: string | null
      state: string
      paidFen: number | null
      refunds: { refundNo: string; amountFen: number; state: string }[]
    }[]
  }
  const ledger: Record<string, number> = {}
  for (const row of await rows(
    world,
    'SELECT company, debit_account, credit_account, SUM(amount_fen) AS fen FROM transfers GROUP BY company, debit_account, credit_account',
  )) {
    const add = (account: unknown, fen: number) => {
      const name = `${row.company} ${account}`
      ledger[name] = (ledger[name] ?? 0) + fen
    }
    add(row.debit_account, Number(row.fen))
    add(row.credit_account, -Number(row.fen))
  }
  const books = await openIntegrityReader(
    databaseLocationOf(base.settings.databaseUrl),
    createSealing(base.secrets.fieldKeys),
  )
  const verified = await verifyLedger(books, loadAccounts(PROJECT)).finally(() => books.close())
  const suspense = (await Promise.all(COMPANIES.map((company) => base.database.read.suspense.open(company)))).flat()
  const failedRefunds = (
    await Promise.all(COMPANIES.map((company) => base.database.read.refunds.failed(company)))
  ).flat()
  return {
    totals: truth.totals.map(({ channel, company, paid, paidFen, refundedFen }) => ({
      channel,
      company,
      paid,
      paidFen,
      refundedFen,
    })),
    ledger: Object.fromEntries(Object.entries(ledger).sort()),
    channelOrders: listed.orders,
    suspense,
    failedRefunds,
    verified,
    orders: await rows(world, 'SELECT order_no, status FROM orders'),
    payments: await rows(
      world,
      'SELECT id, company, source, transaction_id, order_no, amount_fen, outcome FROM payments',
    ),
    refunds: await rows(world, 'SELECT refund_no, company, source, amount_fen, status, owner FROM refunds'),
    unfinished: await unfinished(world),
  }
}
export type End = Awaited<ReturnType<typeof endOf>>

/** Compares the end with the channels' own truth, to the fen (faults.md, Invariants). */
export function expectSound(end: End): void {
  expect(end.unfinished).toEqual({})
  expect(end.verified.checks.filter(({ broken }) => broken)).toEqual([])
  expect(new Set(end.orders.map(({ status }) => status))).toEqual(new Set(['paid', 'closed']))
  // Every payment that a channel took is in the books once, with its amount, and nothing else is.
  const taken = end.channelOrders
    .filter(({ state }) => state === 'paid')
    .map(({ company, channel, channelNo, paidFen }) => `${company} ${channel} ${channelNo} ${paidFen}`)
  const booked = end.payments.map(
    ({ company, source, transaction_id, amount_fen }) => `${company} ${source} ${transaction_id} ${amount_fen}`,
  )
  expect(booked.sort()).toEqual(taken.sort())
  // Applied, or a work item with its owner.
  const waiting = new Map(end.suspense.map((item) => [item.paymentId, item]))
  for (const payment of end.payments) {
    const item = waiting.get(String(payment.id))
    expect([payment.outcome, item?.amountFen ?? null]).toEqual(
      payment.outcome === 'applied' ? ['applied', null] : ['suspense', Number(payment.amount_fen)],
    )
    if (item) expect(item.owner).not.toBe('')
  }
  // A refund is at the channel as the books say it is; what failed is a work item with its owner.
  const atChannel = new Map(
    end.channelOrders.flatMap(({ refunds }) => refunds.map((refund) => [refund.refundNo, refund] as const)),
  )
  expect(atChannel.size).toBe(end.refunds.length)
  const failed = new Set(end.failedRefunds.map(({ refundNo }) => refundNo))
  for (const { refund_no, amount_fen, status, owner } of end.refunds) {
    const there = atChannel.get(String(refund_no))
    expect([there?.state === 'success', there?.amountFen]).toEqual([status === 'succeeded', Number(amount_fen)])
    expect(failed.has(String(refund_no))).toBe(status === 'failed')
    if (status === 'failed') expect(owner).toBeTruthy()
  }
  // The clearing accounts are what the channels hold for us; a refund that went wrong at the channel never left them.
  const sum = (fens: readonly number[]) => fens.reduce((total, fen) => total + fen, 0)
  for (const { channel, company, paidFen, refundedFen } of end.totals) {
    const abnormal = end.channelOrders
      .filter((order) => order.company === company && order.channel === channel)
      .flatMap(({ refunds }) => refunds.filter(({ state }) => state === 'abnormal').map(({ amountFen }) => amountFen))
    expect([company, channel, end.ledger[`${company} clearing:${channel}`] ?? 0]).toEqual([
      company,
      channel,
      paidFen - refundedFen + sum(abnormal),
    ])
  }
  for (const company of COMPANIES) {
    const of = <T extends { company: string; amountFen: number }>(items: readonly T[]) =>
      sum(items.filter((item) => item.company === company).map(({ amountFen }) => amountFen))
    expect([company, 0 - (end.ledger[`${company} suspense`] ?? 0)]).toEqual([company, of(end.suspense)])
    expect([company, 0 - (end.ledger[`${company} refunds-payable`] ?? 0)]).toEqual([company, of(end.failedRefunds)])
  }
}
