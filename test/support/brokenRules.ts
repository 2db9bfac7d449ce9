import { loadAccounts } from '../../server/adapters/accounts/loadAccounts'
import { openBooks } from '../../server/adapters/db/books/openBooks'
import { placeOf } from '../../server/adapters/db/dataSource'
import { createSealing } from '../../server/adapters/system/sealing'
import { verifyLedger } from '../../server/application/verifyLedger'
import type { Base } from '../../server/compose'
import { PROJECT } from './ports'

/** Examines a world's books; gives the rules that they break, none in a sound world. */
export async function brokenRules(base: Base) {
  const books = await openBooks(placeOf(base.settings.databaseUrl), createSealing(base.secrets.fieldKeys))
  const { checks } = await verifyLedger(books, loadAccounts(PROJECT)).finally(() => books.close())
  return checks.filter(({ broken }) => broken !== null).map(({ name, broken }) => ({ name, broken }))
}
