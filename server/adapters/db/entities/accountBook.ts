import type { SignedReconciliation, StatementBalance } from '../../../domain/bankMatching/accountBook'
import { amount, json, key, nullable, word } from '../columns'
import type { TableShape } from './table'

/** What each day's statement in force says the account held. */
export const statementBalances: TableShape<StatementBalance> = {
  name: 'statement_balances',
  columns: {
    company: key(word(32)),
    account: key(word(35)),
    date: key(word(10)),
    statement: word(32),
    fileId: word(26),
    openingFen: nullable(amount),
    closingFen: nullable(amount),
  },
}

/** Reconciliations of our accounts' balances, each signed by two people. */
export const signedReconciliations: TableShape<SignedReconciliation> = {
  name: 'signed_reconciliations',
  columns: {
    id: key(word(26)),
    company: word(32),
    account: word(35),
    month: word(7),
    digest: word(64),
    sheet: json,
    approvalId: word(26),
    prepared: json,
    reviewed: json,
  },
  uniques: [['company', 'account', 'month', 'digest']],
}
