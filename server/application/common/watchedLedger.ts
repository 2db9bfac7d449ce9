import { formatYuan, sumFen } from '../../../contract/money'
import type { Transfer } from '../../domain/ledger/transfer'
import type { Store } from '../ports/database'

/** A store whose postings are seen by whoever watches it; everything else is the store's own. */
export function watchedLedger(store: Store): { store: Store; posted: Transfer[] } {
  const posted: Transfer[] = []
  const ledger = {
    ...store.ledger,
    async insert(transfers: readonly Transfer[]) {
      posted.push(...transfers)
      await store.ledger.insert(transfers)
    },
  }
  return { store: { ...store, ledger }, posted }
}

/** Where money that came in lands, by the account that is credited. */
const LANDS: Readonly<Record<string, (user: string) => string>> = {
  receivable: (user) => `抵缴${user}的账单`,
  'late-fee-income': (user) => `抵缴${user}的滞纳金`,
  'household-credit': (user) => `记为${user}的预存款`,
  suspense: () => '转入待查款项，另行处理',
}

/**
 * Where money lands that an action books, in words with the amounts: `抵缴用户 62010001 的账单 800.00 元，转入待查款项 …`; empty where it posts
 * nothing of the kind. `userCodes` by household id.
 */
export function landingInWords(posted: readonly Transfer[], userCodes: ReadonlyMap<string, string>): string {
  const sums = new Map<string, number[]>()
  for (const { creditAccount, householdId, amountFen } of posted) {
    const user = householdId === null ? '住户' : `用户 ${userCodes.get(householdId) ?? '？'} `
    const words = LANDS[creditAccount]?.(user)
    if (words !== undefined) sums.set(words, [...(sums.get(words) ?? []), amountFen])
  }
  return [...sums].map(([words, amounts]) => `${words} ${formatYuan(sumFen(amounts))}`).join('，')
}
