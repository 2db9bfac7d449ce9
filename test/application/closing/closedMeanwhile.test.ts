import { loadAccounts } from '../../../server/adapters/accounts/loadAccounts'
import { openDatabase } from '../../../server/adapters/db/database'
import { createClosings } from '../../../server/application/closing/closing'
import { isRefusal } from '../../../server/application/common/refusal'
import { COMPANY, DAY, NEXT, onEachClosingStory } from '../../support/closing'
import { checker } from '../../support/desk'
import { testSealing } from '../../support/engines'
import { PROJECT } from '../../support/ports'

onEachClosingStory('a day that is closed while money comes late', (story) => {
  test('the day is closed while two processes book late money: each entry is before it or after it', async () => {
    const { ports, desk, broken, rows, late } = story()
    ports.clock.set(NEXT)
    await desk.reconcile(DAY, rows())
    const other = await openDatabase(ports.place.place, testSealing)
    const elsewhere = createClosings({ ...ports, database: other, chart: loadAccounts(PROJECT) })
    const bookings = Array.from({ length: 30 }, (_, n) => late(`42000${n}`, 100 + n, n % 2 ? other : ports.database))
    const closing = elsewhere.close(COMPANY, DAY, checker)
    const [closure] = await Promise.all([closing, ...bookings])
    await other.close()
    expect(isRefusal(closure)).toBe(false)
    expect(await ports.database.read.suspense.open(COMPANY)).toHaveLength(30)
    expect(await broken()).toEqual([])
  })
})
