import type { EntityManager } from 'typeorm'

/** What happened in a month and how accounts stood at its end, straight from the ledger; amounts in fen. */
export interface MonthTotals {
  events: Record<string, { count: number; amountFen: number }>
  /** Debits above credits, by account, of everything up to the month's end. */
  debitFen: Record<string, number>
}

/** Sums a month (`2025-11`) of one company's ledger by the day on which things count. */
export async function monthlyTotals(manager: EntityManager, company: string, month: string): Promise<MonthTotals> {
  const events: MonthTotals['events'] = {}
  const happened: { event: string; number: unknown; amount: unknown }[] = await manager.query(
    `SELECT event, COUNT(DISTINCT posting_key) AS number, SUM(amount_fen) AS amount FROM transfers
      WHERE company = ? AND effective_on >= ? AND effective_on <= ? GROUP BY event`,
    [company, `${month}-01`, `${month}-31`],
  )
  for (const { event, number, amount } of happened) events[event] = { count: Number(number), amountFen: Number(amount) }
  const debitFen: Record<string, number> = {}
  const stood: { account: string; amount: unknown }[] = await manager.query(
    `SELECT account, SUM(amount) AS amount FROM (
      SELECT debit_account AS account, amount_fen AS amount FROM transfers WHERE company = ? AND effective_on <= ?
      UNION ALL SELECT credit_account AS account, 0 - amount_fen AS amount FROM transfers WHERE company = ? AND effective_on <= ?
    ) moved GROUP BY account`,
    [company, `${month}-31`, company, `${month}-31`],
  )
  for (const { account, amount } of stood) if (Number(amount) !== 0) debitFen[account] = Number(amount)
  return { events, debitFen }
}
