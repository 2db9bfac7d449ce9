/** An account of the chart: one account, or with an id that ends in `:*` a family with one account per source. */
export interface Account {
  id: string
  /** The company's own number in its general ledger (会计科目). */
  code: string
  name: string
  kind: 'asset' | 'liability' | 'income' | 'expense'
  meaning: string
}

/** The chart of accounts (config/ledger-accounts.yaml). */
export type ChartOfAccounts = readonly Account[]

/** The account, or the family, that a transfer's account belongs to: `clearing:wechat` → `clearing:*`. */
export function accountOf(chart: ChartOfAccounts, id: string): Account | undefined {
  return chart.find((account) =>
    account.id.endsWith(':*')
      ? id.startsWith(account.id.slice(0, -1)) && id.length > account.id.length - 1
      : account.id === id,
  )
}
