import { accountOf, type ChartOfAccounts } from '../../domain/ledger/accounts'
import { digestOf } from '../../domain/ledger/digest'
import { LEDGER_EVENTS, type Transfer } from '../../domain/ledger/transfer'
import type { Books, Check } from '../booksPort'

/** What each transfer must be by itself; gives what breaks it. */
function transferRules(chart: ChartOfAccounts) {
  const events = new Set<string>(LEDGER_EVENTS)
  return [
    {
      name: 'transfer-digest',
      holds: 'every transfer says what it said when it was posted',
      breaks: (transfer: Transfer) => {
        const digest = digestOf(transfer)
        return digest === transfer.digest ? undefined : { expected: `digest ${digest}`, found: transfer.digest }
      },
    },
    {
      name: 'transfer-amount',
      holds: 'every transfer moves more than nothing, from one account to another',
      breaks: ({ amountFen, debitAccount, creditAccount }: Transfer) =>
        amountFen > 0 && debitAccount !== creditAccount
          ? undefined
          : { expected: 'more than 0 between two accounts', found: `${amountFen} ${debitAccount} → ${creditAccount}` },
    },
    {
      name: 'transfer-account',
      holds: 'every transfer is between accounts of the chart, for an event that is known',
      breaks: ({ debitAccount, creditAccount, event }: Transfer) => {
        const unknown =
          [debitAccount, creditAccount].find((id) => !accountOf(chart, id)) ?? (events.has(event) ? undefined : event)
        return unknown === undefined
          ? undefined
          : { expected: 'an account of the chart and a known event', found: unknown }
      },
    },
  ]
}

/** Looks at every transfer once: digest, amount, accounts, and the balances that they make together. */
export async function checkTransfers(books: Books, chart: ChartOfAccounts): Promise<Check[]> {
  const rules = transferRules(chart)
  const checks: Check[] = rules.map(({ name, holds }) => ({ name, holds, broken: null }))
  const balances = createBalances()
  for await (const transfer of books.transfers()) {
    balances.add(transfer)
    rules.forEach((rule, index) => {
      const check = checks[index]
      if (!check || check.broken) return
      const breaks = rule.breaks(transfer)
      if (breaks) check.broken = { table: 'transfers', id: transfer.id, ...breaks }
    })
  }
  return [...checks, checkBalances(balances.all(), chart)]
}

/** Sums each company's accounts: debits above credits, in fen. */
function createBalances() {
  const balances = new Map<string, { company: string; account: string; debitFen: number }>()
  const change = (company: string, account: string, debitFen: number): void => {
    const key = `${company} ${account}`
    const balance = balances.get(key) ?? { company, account, debitFen: 0 }
    balance.debitFen += debitFen
    balances.set(key, balance)
  }
  return {
    add({ company, debitAccount, creditAccount, amountFen }: Transfer): void {
      change(company, debitAccount, amountFen)
      change(company, creditAccount, -amountFen)
    },
    all: () => [...balances.values()],
  }
}

/** Where money itself is, and what is over or short of it. */
const EITHER_SIDE = /^(bank|clearing:.*|cash-differences)$/

/**
 * Nobody owes us less than nothing, and we owe nobody less than nothing. Only where money itself is, at a channel or in
 * the bank, an account may stand on the other side for a while: a refund is taken from what comes in next.
 */
function checkBalances(
  balances: readonly { company: string; account: string; debitFen: number }[],
  chart: ChartOfAccounts,
): Check {
  const wrong = balances.find(({ account, debitFen }) => {
    const kind = accountOf(chart, account)?.kind
    if (kind === undefined || EITHER_SIDE.test(account)) return false
    return kind === 'asset' || kind === 'expense' ? debitFen < 0 : debitFen > 0
  })
  return {
    name: 'account-sides',
    holds: 'no account but clearing, bank and cash differences stands on the wrong side',
    broken: wrong
      ? {
          table: 'transfers',
          id: `${wrong.company} ${wrong.account}`,
          expected: 'the other side',
          found: `${wrong.debitFen} in debit`,
        }
      : null,
  }
}
