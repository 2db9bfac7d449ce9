import { openDatabase } from '../../server/adapters/db/database'
import { databaseLocationOf } from '../../server/adapters/db/dataSource'
import { examine, openThreeBills, pay } from '../support/books'
import { onEachEngine, testSealing } from '../support/engines'
import { type Loss, openLossyLine } from '../support/lossyLine'
import { openPorts, type StoryPorts } from '../support/ports'

onEachEngine(
  'faults: the connection is lost at COMMIT',
  (newPlace) => {
    let ports: StoryPorts
    beforeAll(async () => {
      ports = await openPorts(newPlace)
    })
    afterAll(() => ports.remove())

    test.each<[string, Loss]>([
      ['the COMMIT arrived, its answer did not', 'answer'],
      ['the COMMIT never arrived', 'commit'],
    ])('M4: %s → the payment is booked once', async (_, loss) => {
      const { first, second } = await openThreeBills(ports)
      const householdId = loss === 'answer' ? first : second
      const line = await openLossyLine(ports.place.databaseUrl)
      const database = await openDatabase(databaseLocationOf(line.url), testSealing)
      try {
        const cut = line.cutNext(loss)
        const orderNo = await pay({ ...ports, database }, { householdId, amountFen: 100_000 })
        await cut
        const payments = await ports.database.read.payments.byOrder(orderNo)
        expect(payments.map(({ amountFen, outcome }) => [amountFen, outcome])).toEqual([[100_000, 'applied']])
        const [bill] = await ports.database.read.bills.byHousehold(householdId)
        expect(bill?.appliedFen).toBe(100_000)
        const entries = (await ports.database.read.ledger.ofHousehold(householdId)).filter(
          ({ event }) => event === 'payment-applied',
        )
        expect(entries.map(({ amountFen }) => amountFen)).toEqual([100_000])
        const { outcome, checks } = await examine(ports)
        expect([outcome, checks.filter(({ broken }) => broken)]).toEqual(['sound', []])
      } finally {
        await database.close()
        await line.close()
      }
    })
  },
  ['mariadb'],
)
