import type { OpenDatabase } from '../../../server/adapters/db/database'
import { ConcurrencyConflict } from '../../../server/application/ports/database'
import type { Order } from '../../../server/domain/payment/order'
import { onEachEngine, openEmpty } from '../../support/engines'

const order = (orderNo: string): Order => ({
  orderNo,
  company: 'lanzhou',
  channel: 'wechat',
  residentId: 'R1',
  householdId: 'H1',
  season: '2026-2027',
  kind: 'whole',
  amountFen: 223_325,
  status: 'created',
  description: '2026-2027采暖季采暖费',
  prepayId: null,
  transactionId: null,
  paidAt: null,
  clientOutcome: null,
  createdAt: 1_795_000_000_000,
  expiresAt: 1_795_001_800_000,
})

onEachEngine('the database', (newPlace) => {
  let database: OpenDatabase
  let remove: () => Promise<void>
  beforeEach(async () => {
    ;({ database, remove } = await openEmpty(newPlace))
  })
  afterEach(() => remove())

  test('after migrating, the schema is exactly what the entities say', async () => {
    const log = await database.writer.driver.createSchemaBuilder().log()
    expect(log.upQueries.map(({ query }) => query)).toEqual([])
  })

  test('500 transactions at once, a fifth rolled back: exactly the others are there', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 500 }, (_, n) =>
        database.transaction(async (store) => {
          await store.orders.insert(order(`HP${n}`))
          await new Promise((resolve) => setImmediate(resolve))
          if (n % 5 === 0) throw new Error('refused')
        }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(400)
    for (const n of [0, 1, 5, 499]) {
      expect(Boolean(await database.read.orders.byNo(`HP${n}`))).toBe(n % 5 !== 0)
    }
    expect(await database.read.orders.byResident('R1', 1000)).toHaveLength(400)
  })

  test('M2: twenty at once want the last of a number; each gets its own', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 20 }, () => database.transaction((store) => store.sequences.next('lanzhou', 'invoice'))),
    )
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  })

  test('M2: an order is changed only from the status that was seen', async () => {
    await database.transaction((store) => store.orders.insert(order('HP1')))
    const changes = await Promise.all(
      Array.from({ length: 8 }, () =>
        database.transaction((store) => store.orders.change('HP1', ['created'], { status: 'paid' })),
      ),
    )
    expect(changes.filter(Boolean)).toHaveLength(1)
  })

  test('M3: a second row with the same key is a duplicate, and the rest of the transaction stands', async () => {
    const second = await database.transaction(async (store) => {
      await store.orders.insert(order('HP1'))
      const again = await store.orders.insert(order('HP1'))
      await store.orders.insert(order('HP2'))
      return again
    })
    expect(second).toBe('duplicate')
    expect(await database.read.orders.byNo('HP2')).toBeDefined()
  })

  test('M5: identifiers that differ in case only are different', async () => {
    const resident = { company: 'lanzhou', platform: 'wechat', payerKind: 'openid', createdAt: 1 } as const
    const both = await database.transaction(async (store) => [
      await store.residents.insert({ ...resident, id: 'A', payerValue: 'oAbC' }),
      await store.residents.insert({ ...resident, id: 'B', payerValue: 'OABC' }),
    ])
    expect(both).toEqual(['inserted', 'inserted'])
    expect((await database.read.residents.byPayer({ ...resident, payerValue: 'OABC' }))?.id).toBe('B')
  })

  test('work that was outrun runs again', async () => {
    let runs = 0
    const value = await database.transaction(async () => {
      runs += 1
      if (runs < 3) throw new ConcurrencyConflict('a household')
      return 'done'
    })
    expect([value, runs]).toEqual(['done', 3])
  })

  test('the ledger refuses to be changed, by the database itself', async () => {
    await database.transaction((store) =>
      store.ledger.insert([
        {
          id: 'T1',
          company: 'lanzhou',
          postingKey: 'bill:B1',
          sequence: 0,
          event: 'bill-opened',
          debitAccount: 'receivable',
          creditAccount: 'deferred-income',
          amountFen: 1,
          effectiveOn: '2026-11-01',
          recordedAt: 1,
          householdId: 'H1',
          season: '2026-2027',
          evidenceKind: 'bill',
          evidenceId: 'B1',
          digest: 'x'.repeat(64),
        },
      ]),
    )
    await expect(database.writer.query('UPDATE transfers SET amount_fen = 2')).rejects.toThrow(/insert-only/)
    await expect(database.writer.query('DELETE FROM transfers')).rejects.toThrow(/insert-only/)
  })
})
