import mysql from 'mysql2/promise'
import { openDatabase } from '../../../server/adapters/db/database'
import { databaseLocationOf } from '../../../server/adapters/db/dataSource'
import { GUARDED } from '../../../server/adapters/db/guards'
import { migrations } from '../../../server/adapters/db/migrations'
import { examine } from '../../support/books'
import { onEachEngine, testSealing } from '../../support/engines'
import { ownMariadb } from '../../support/ownMariadb'

onEachEngine('an ordinary account with rights on its own database only, on a server with a binary log', () => {
  test('migrates all the same, without the guards, and verify-ledger says which are missing', async () => {
    const server = await ownMariadb('--log-bin', '--server-id=1')
    try {
      const admin = await mysql.createConnection(`${server.url}/mysql`)
      await admin.query('CREATE DATABASE heatpay')
      await admin.query("CREATE USER heatpay@'127.0.0.1' IDENTIFIED BY 'of-this-story'")
      await admin.query("GRANT ALL ON heatpay.* TO heatpay@'127.0.0.1'")
      const url = new URL(`${server.url}/heatpay`)
      url.username = 'heatpay'
      url.password = 'of-this-story'
      const place = databaseLocationOf(url.href)

      const database = await openDatabase(place, testSealing)
      const rows: { name: string }[] = await database.writer.query('SELECT name FROM migrations ORDER BY id')
      expect(rows.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name))
      expect(await database.unguarded()).toEqual([...GUARDED])
      expect(await database.transaction((store) => store.sequences.next('lanzhou', 'invoice'))).toBe(1)
      await database.close()

      const { outcome, unguarded } = await examine({ place: { place } as never })
      expect(outcome).toBe('sound')
      expect(unguarded).toEqual([...GUARDED])
      await admin.end()
    } finally {
      await server.stop()
    }
  })
}, ['mariadb'])
