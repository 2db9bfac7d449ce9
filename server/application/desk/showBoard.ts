import type { BoardAnswer, SuspenseAnswer, SuspenseRow } from '../../../contract/consoleBooks'
import { OPEN_THING_NAMES } from '../../../contract/differenceWords'
import { sumFen } from '../../../contract/money'
import { addDays, daysFromTo, laterOf } from '../../domain/calendar/civilDate'
import type { JudgedCell } from '../../domain/closing/judgement'
import { SUSPENSE_REASONS } from '../../domain/payment/payment'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { readJudgement } from '../closing/readJudgement'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { Clock } from '../ports/system'
import { paymentView } from './showHouseholds'

const SHOWN_DAYS = 14

const MAX_DAYS = 93

/**
 * The morning's board: a company's days by channel, each cell as the one judgement of days sees it (domain/closing/judgement.ts), with its
 * amounts in fen. The columns are the channels, banks and accounts of the rulebook, and whatever else has shown itself in those days.
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
    const { desk, closings } = database.read
    const judged = await readJudgement({ closings }, { company, from: days.from }, { clock, rulebooks })
    const [runs, files, taken] = await Promise.all([
      desk.runs(company, days),
      desk.files(company, days),
      desk.taken(company, days),
    ])
    const dates = Array.from({ length: Math.max(0, daysFromTo(days.from, days.to) + 1) }, (_, n) => addDays(to, -n))
    // The columns are those of the whole window: what each day has of its own, after what the rulebook names.
    const channels = [...new Set(dates.flatMap((date) => judged.day(date).cells.map(({ channel }) => channel)))]

    const cell = (judgedCell: JudgedCell, date: string): BoardAnswer['days'][number]['cells'][number] => {
      const { channel, state, open, waiting, items } = judgedCell
      const here = (row: { channel: string; date: string }) => row.channel === channel && row.date === date
      const lastRun = runs.findLast(here)
      const lastFile = files.findLast(here)
      const came = taken.find((row) => row.source === channel && row.date === date)
      return {
        channel,
        state,
        open,
        differences: items.find(({ what }) => what === 'open-differences')?.count ?? 0,
        waiting,
        says: items.map(({ what, count }) => `${OPEN_THING_NAMES[what]}${count > 1 ? `（${count}）` : ''}`),
        takenFen: came?.amountFen ?? 0,
        payments: came?.payments ?? 0,
        ourFen: lastRun?.ourTotalFen ?? null,
        theirFen: lastRun?.theirTotalFen ?? null,
        reason: state === 'quarantined' ? (lastFile?.reason ?? null) : (lastRun?.reason ?? null),
      }
    }
    return {
      today,
      channels,
      days: dates.map((date) => {
        const { closed, cells } = judged.day(date, channels)
        return { date, closed, cells: cells.map((one) => cell(one, date)) }
      }),
      open: judged.totals().map((total) => ({ ...total, name: OPEN_THING_NAMES[total.what] })),
      nextToClose: judged.nextToClose ?? null,
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
