import { fen } from '../../../contract/money'
import { bytewiseOf } from '../../../server/adapters/db/collation'
import { openDatabase } from '../../../server/adapters/db/database'
import { bookPayment } from '../../../server/application/booking/bookPayment'
import { examine, openThreeBills, pay } from '../../support/books'
import { onEachEngine, testSealing } from '../../support/engines'
import { openPorts, type StoryPorts } from '../../support/ports'

/** What is one identifier to a person in a hurry, and two to the money: a space, a case, an accent, a width. */
const NEAR: readonly string[] = ['O1', 'O1 ', 'O1  ', ' O1', 'o1', 'Ó1', 'Ｏ1', 'O1\t', 'O1\u3000']

test('a server is taken by what it offers: MariaDB’s collation, MySQL’s where that is missing', () => {
  expect(bytewiseOf(['utf8mb4_bin', 'utf8mb4_nopad_bin'])).toBe('utf8mb4_nopad_bin')
  expect(bytewiseOf(['utf8mb4_0900_bin', 'utf8mb4_bin'])).toBe('utf8mb4_0900_bin')
  expect(bytewiseOf(['utf8mb4_0900_bin', 'utf8mb4_nopad_bin'])).toBe('utf8mb4_nopad_bin')
  expect(bytewiseOf(['utf8mb4_bin', 'utf8mb4_general_ci'])).toBeUndefined()
})

onEachEngine('M5: identifiers that differ in one byte', (newPlace) => {
  let ports: StoryPorts
  const sql = (text: string, values: unknown[] = []) => ports.database.writer.query(text, values)
  beforeEach(async () => {
    ports = await openPorts(newPlace)
  })
  afterEach(() => ports.remove())

  test('are two openids, user codes, logins and events, each found by its own bytes only', async () => {
    const { database } = ports
    const home = (await openThreeBills(ports)).first
    const household = await database.read.households.byId(home)
    if (!household) throw new Error('no household')
    await database.transaction(async (store) => {
      for (const [n, name] of NEAR.entries()) {
        const id = `N${n}`
        const person = { id, company: 'lanzhou', platform: 'wechat', payerKind: 'openid', payerValue: name } as const
        expect(await store.residents.insert({ ...person, createdAt: 1 })).toBe('inserted')
        await store.households.insertMany([{ ...household, id, userCode: name }])
        const event = { eventId: name, what: { kind: 'nothing', reason: 'test' } } as const
        const entry = { id, company: 'lanzhou', channel: 'wechat', eventId: name, event, headers: {} } as const
        const times = { receivedAt: 1, processedAt: null, attempts: 0, nextTryAt: 1 }
        expect(await store.inbox.insert({ ...entry, body: Buffer.from('{}'), ...times })).toBe('inserted')
      }
    })
    for (const [n, name] of NEAR.entries()) {
      const payer = { company: 'lanzhou', platform: 'wechat', payerKind: 'openid', payerValue: name } as const
      expect((await database.read.residents.byPayer(payer))?.id).toBe(`N${n}`)
      expect((await database.read.households.byUserCode('lanzhou', name))?.id).toBe(`N${n}`)
      expect(await database.read.staff.byLoginName(name)).toBeUndefined()
    }
    expect(await database.read.households.byUserCode('lanzhou', '6201000001 ')).toBeUndefined()
  })

  test('are two payments: a genuine notice with a space behind its numbers is booked', async () => {
    const { first } = await openThreeBills(ports)
    const orderNo = await pay(ports, { householdId: first, amountFen: 100_000 })
    const payment = {
      orderNo: `${orderNo} `,
      transactionId: `42000${orderNo} `,
      amountFen: fen(50_000),
      paidAt: ports.clock.now(),
      payer: undefined,
    }
    const book = () =>
      ports.database.transaction((store) =>
        bookPayment(store, { company: 'lanzhou', channel: 'wechat', payment }, ports),
      )
    expect(await book()).toBe('suspense')
    expect(await book()).toBe('already')
    const [item, ...others] = await ports.database.read.suspense.open('lanzhou')
    expect(others).toEqual([])
    expect(item).toMatchObject({ reason: 'unknown-order', amountFen: 50_000 })
    expect(await ports.database.read.payments.byOrder(orderNo)).toHaveLength(1)
    expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
  })

  test('and the database says of itself that it guards what is written once', async () => {
    expect(await ports.database.unguarded()).toEqual([])
    expect((await examine(ports)).unguarded).toEqual([])
    await sql('DROP TRIGGER credit_uses_refuse_delete')
    expect((await examine(ports)).unguarded).toEqual(['credit_uses'])
    expect((await examine(ports)).outcome).toBe('sound')
  })
})

onEachEngine(
  'a server that pads with spaces',
  (newPlace) => {
    const COLLATIONS = `SELECT DISTINCT COLLATION_NAME AS collation FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = DATABASE() AND COLLATION_NAME IS NOT NULL`

    test('compares every text column, every literal and every table to come to the last space', async () => {
      const place = await newPlace('bare')
      const database = await openDatabase(place.place, testSealing)
      const ask = (text: string) => database.writer.query(text)
      expect(await ask(COLLATIONS)).toEqual([{ collation: 'utf8mb4_nopad_bin' }])
      // On several connections at once: each new one is told.
      const literals = Array.from({ length: 8 }, () =>
        ask("SELECT SLEEP(0.05), 'X' = 'X ' AS same, @@collation_connection AS c"),
      )
      for (const [row] of await Promise.all(literals)) expect(row).toMatchObject({ same: 0, c: 'utf8mb4_nopad_bin' })
      await ask('CREATE TABLE newer (name varchar(8))')
      expect(await ask(COLLATIONS)).toEqual([{ collation: 'utf8mb4_nopad_bin' }])
      await ask('DROP TABLE newer')
      await database.close()
      await place.remove()
    })

    test('is rewritten table by table, goes on after a cut, and keeps rows, guards and schema', async () => {
      const place = await newPlace('bare')
      const older = await openDatabase(place.place, testSealing)
      const tables: { name: string }[] = await older.writer.query(
        "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'orders'",
      )
      // As it was before: all but the one table that was done when it was cut off.
      await older.writer.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin')
      for (const { name } of tables)
        await older.writer.query(`ALTER TABLE \`${name}\` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`)
      await older.writer.query("DELETE FROM migrations WHERE name LIKE 'CompareToTheLastSpace%'")
      const person = { company: 'lanzhou', platform: 'wechat', payerKind: 'openid', createdAt: 1 } as const
      await older.transaction((store) => store.residents.insert({ ...person, id: 'R1', payerValue: 'O1' }))
      expect(await older.read.residents.byPayer({ ...person, payerValue: 'O1 ' })).toBeDefined()
      await older.close()

      const database = await openDatabase(place.place, testSealing)
      expect(await database.writer.query(COLLATIONS)).toEqual([{ collation: 'utf8mb4_nopad_bin' }])
      expect(await database.read.residents.byPayer({ ...person, payerValue: 'O1 ' })).toBeUndefined()
      expect(await database.read.residents.byPayer({ ...person, payerValue: 'O1' })).toMatchObject({ id: 'R1' })
      expect(
        await database.transaction((store) => store.residents.insert({ ...person, id: 'R2', payerValue: 'O1 ' })),
      ).toBe('inserted')
      expect(await database.unguarded()).toEqual([])
      expect((await database.writer.driver.createSchemaBuilder().log()).upQueries).toEqual([])
      await database.close()
      await place.remove()
    })
  },
  ['mariadb'],
)
