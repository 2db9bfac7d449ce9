import { isChannel } from '../../../contract/channelWords'
import type { BoardAnswer, SuspenseAnswer, SuspenseRow } from '../../../contract/consoleBooks'
import { sumFen } from '../../../contract/money'
import { addDays, daysFromTo, laterOf } from '../../domain/calendar/civilDate'
import { SUSPENSE_REASONS } from '../../domain/payment/payment'
import { boardStateOf } from '../../domain/reconciliation/run'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Clock } from '../ports/system'
import { paymentView } from './showHouseholds'

const SHOWN_DAYS = 14

const MAX_DAYS = 93

/**
 * The morning's board: a company's days by channel, each cell with how far its reconciliation is and its amounts in fen.
 * The channels are those of the rulebook, and every bank that has shown itself in those days.
 */
export function createShowBoard({
  database,
  clock,
  rulebooks,
}: {
  database: Database
  clock: Clock
  rulebooks: Rulebooks
}) {
  return async function showBoard(
    company: string,
    asked: { from?: string; to?: string },
  ): Promise<BoardAnswer | Refusal<'not-found'>> {
    const rulebook = rulebooks.get(company)
    if (!rulebook) return refuse('not-found')
    const today = clock.today()
    const to = asked.to ?? today
    const earliest = addDays(to, 1 - MAX_DAYS)
    const wished = asked.from ?? addDays(to, 1 - SHOWN_DAYS)
    const days = { from: laterOf(wished, earliest), to }
    const { desk } = database.read
    const [runs, files, open, taken] = await Promise.all([
      desk.runs(company, days),
      desk.files(company, days),
      desk.openDifferences(company, days),
      desk.taken(company, days),
    ])
    const seen = [...runs, ...files, ...open].map(({ channel }) => channel)
    const banks = [...seen, ...taken.map(({ source }) => source)].filter((channel) => !isChannel(channel))
    const channels: string[] = [...rulebook.payment.channels, ...[...new Set(banks)].sort()]

    const cell = (channel: string, date: string): BoardAnswer['days'][number]['cells'][number] => {
      const here = (row: { channel: string; date: string }) => row.channel === channel && row.date === date
      const lastRun = runs.findLast(here)
      const lastFile = files.findLast(here)
      const count = open.find(here)?.count ?? 0
      const came = taken.find((row) => row.source === channel && row.date === date)
      const state = boardStateOf({ isOver: date < today, lastRun, lastFile, open: count })
      return {
        channel,
        state,
        open: count,
        takenFen: came?.amountFen ?? 0,
        payments: came?.payments ?? 0,
        ourFen: lastRun?.ourTotalFen ?? null,
        theirFen: lastRun?.theirTotalFen ?? null,
        reason: state === 'quarantined' ? (lastFile?.reason ?? null) : (lastRun?.reason ?? null),
      }
    }
    const dates = Array.from({ length: Math.max(0, daysFromTo(days.from, days.to) + 1) }, (_, n) => addDays(to, -n))
    return {
      today,
      channels,
      days: dates.map((date) => ({ date, cells: channels.map((channel) => cell(channel, date)) })),
    }
  }
}

/** Money in suspense that waits for a person, oldest first, with the payment that it is, and a proposal that waits. */
export function createShowSuspense({ database }: { database: Database }) {
  const { read } = database
  return async function showSuspense(company: string): Promise<SuspenseAnswer> {
    const rows: SuspenseRow[] = []
    for (const item of await read.suspense.open(company)) {
      const payment = await read.payments.byId(item.paymentId)
      if (!payment) throw new Error(`no payment ${item.paymentId} behind suspense item ${item.id}`)
      const household = payment.householdId === null ? undefined : await read.households.byId(payment.householdId)
      const { id, reason, amountFen, owner, openedAt } = item
      rows.push({
        id,
        company,
        reason,
        reasonName: SUSPENSE_REASONS[reason],
        amountFen,
        owner,
        openedAt,
        payment: paymentView(payment),
        household: household ? { id: household.id, userCode: household.userCode } : null,
        approvalId: (await read.approvals.openOn(company, 'suspense-exit', id))?.id ?? null,
      })
    }
    return { rows, totalFen: sumFen(rows.map(({ amountFen }) => amountFen)) }
  }
}
