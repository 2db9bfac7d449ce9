import type { DifferenceStatus } from '../../../contract/differenceWords'
import type { PaymentSource } from '../../domain/payment/payment'
import type { Store } from '../ports/database'

/** The work item about something of a statement, and how far it is. */
export interface WorkItem {
  id: string
  status: DifferenceStatus
}

/** Something that a statement's work item may be about, by the number that the item bears. */
interface About {
  statement: PaymentSource
  key: string
}

const nameOf = ({ statement, key }: About): string => `${statement} ${key}`

/** Finds the work items about numbers of statements: of several about one, the last that is not done, else the last. */
export async function readWorkItems(
  read: Pick<Store, 'accountBook' | 'differences'>,
  company: string,
  about: readonly About[],
): Promise<(about: About) => WorkItem | null> {
  const found = new Map<string, WorkItem>()
  for (const statement of new Set(about.map((one) => one.statement))) {
    const keys = about.filter((one) => one.statement === statement).map(({ key }) => key)
    const items = await read.accountBook.differencesOf(company, statement, [...new Set(keys)])
    const open = items.filter(({ status }) => status === 'open').map(({ id }) => id)
    const proposed = await read.differences.openProposals(company, open)
    for (const { id, key, status } of items) {
      const before = found.get(nameOf({ statement, key }))
      if (status === 'closed' && before && before.status !== 'closed') continue
      const now = status === 'closed' ? 'closed' : proposed.has(id) ? 'proposed' : 'open'
      found.set(nameOf({ statement, key }), { id, status: now })
    }
  }
  return (one) => found.get(nameOf(one)) ?? null
}
