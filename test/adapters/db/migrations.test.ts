import { openDatabase } from '../../../server/adapters/db/database'
import { migrations } from '../../../server/adapters/db/migrations'
import { onEachEngine, testSealing } from '../../support/engines'

onEachEngine('an empty database', (newPlace) => {
  test('several processes that start at once migrate it once', async () => {
    const place = await newPlace('bare')
    const databases = await Promise.all(Array.from({ length: 4 }, () => openDatabase(place.place, testSealing)))
    const numbers = await Promise.all(
      databases.map((database) => database.transaction((store) => store.sequences.next('lanzhou', 'invoice'))),
    )
    expect(numbers.sort()).toEqual([1, 2, 3, 4])
    const rows: { name: string }[] = (await databases[0]?.writer.query('SELECT name FROM migrations ORDER BY id')) ?? []
    expect(rows.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name))
    await Promise.all(databases.map((database) => database.close()))
    await place.remove()
  })

  test('a migration that was cut off before it was written down runs again and changes nothing', async () => {
    const place = await newPlace('bare')
    const cutOff = await openDatabase(place.place, testSealing)
    await cutOff.transaction((store) => store.sequences.next('lanzhou', 'invoice'))
    await cutOff.writer.query('DELETE FROM migrations')
    await cutOff.close()
    const again = await openDatabase(place.place, testSealing)
    expect(await again.transaction((store) => store.sequences.next('lanzhou', 'invoice'))).toBe(2)
    expect((await again.writer.driver.createSchemaBuilder().log()).upQueries).toEqual([])
    await again.close()
    await place.remove()
  })
})
