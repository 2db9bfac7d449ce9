import { loadAccounts } from '../../server/adapters/accounts/loadAccounts'
import { databaseLocationOf } from '../../server/adapters/db/dataSource'
import { openIntegrityReader } from '../../server/adapters/db/integrity/openIntegrityReader'
import { createSealing } from '../../server/adapters/system/secrets'
import { verifyLedger } from '../../server/application/integrity/verifyLedger'
import type { Base } from '../../server/wiring/base'
import { PROJECT } from './ports'

/** Examines a world's books; gives the rules that they break, none in a sound world. */
export async function brokenRules(base: Base) {
  const books = await openIntegrityReader(
    databaseLocationOf(base.settings.databaseUrl),
    createSealing(base.secrets.fieldKeys),
  )
  const { checks } = await verifyLedger(books, loadAccounts(PROJECT)).finally(() => books.close())
  return checks.filter(({ broken }) => broken !== null).map(({ name, broken }) => ({ name, broken }))
}
