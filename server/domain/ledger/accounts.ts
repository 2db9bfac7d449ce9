import type { SourceName } from '../payment/payment'
import type { LedgerEvent } from './transfer'

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

/** What a business event of the ledger is called at the finance desk. */
export const LEDGER_EVENT_NAMES: Readonly<Record<LedgerEvent, string>> = {
  'bill-opened': '开出账单',
  'payment-applied': '收款入账',
  'payment-suspended': '收款待查',
  'credit-applied': '预存抵缴',
  'bill-changed': '账单调整',
  'refund-requested': '决定退款',
  'refund-paid': '退款到账',
  'refund-kept-as-credit': '退款转预存',
  'refund-paid-to-card': '退款付到银行卡',
  'refund-returned-from-card': '退款退汇',
  'refund-to-own-account': '退款退回本公司',
  'suspense-applied': '待查款项入账',
  'payment-taken-back': '撤回收款',
  'payment-corrected': '按渠道更正收款',
  'refund-corrected': '按渠道更正退款',
  'refund-claimed': '追索多退款项',
  'fee-claimed': '追索手续费',
  'settlement-claimed': '追索未到账款项',
  'debit-claimed': '追索不明支出',
  'claim-returned': '追索款退回',
  'difference-written-off': '核销差异',
  'settlement-refund-due': '结算应退',
  'settlement-refund-lessened': '结算应退调减',
  'top-up-billed': '结算补费',
  'meter-test-billed': '热表检定费',
  'payout-paid': '退费代发',
  'payout-returned': '代发退汇',
  'refund-carried-over': '应退并入下季',
  'channel-fee': '渠道手续费',
  'fee-accepted': '接受手续费差额',
  'channel-charged': '渠道费用',
  'channel-settled': '渠道结算到账',
  'bank-charge': '银行手续费',
  'bank-interest': '存款利息',
  'own-movement': '本公司其他收支',
  'gas-subsidy-granted': '燃气补贴入账',
  'gas-subsidy-collected': '燃气补贴柜台领取',
  reversal: '冲正',
}

/** An account's name; one of a family is named with its source: 渠道待清算 · 微信支付. */
export function accountName(chart: ChartOfAccounts, id: string, sourceName: SourceName): string {
  const account = accountOf(chart, id)
  if (!account) return id
  return account.id === id ? account.name : `${account.name} · ${sourceName(id.slice(account.id.length - 1))}`
}

/** What stands on an account's own side, in fen: an asset or an expense is debited, the others are credited. */
export function balanceOf(account: Pick<Account, 'kind'>, sums: { debitFen: number; creditFen: number }): number {
  const debited = sums.debitFen - sums.creditFen
  return account.kind === 'asset' || account.kind === 'expense' ? debited : 0 - debited
}
