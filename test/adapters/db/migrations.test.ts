import { openDatabase } from '../../../server/adapters/db/database'
import { onEachEngine, testSealing } from '../../support/engines'

onEachEngine('an empty database', (newPlace) => {
  test('several processes that start at once migrate it once', async () => {
    const place = await newPlace()
    const databases = await Promise.all(Array.from({ length: 4 }, () => openDatabase(place.place, testSealing)))
    const numbers = await Promise.all(
      databases.map((database) => database.transaction((store) => store.sequences.next('lanzhou', 'invoice'))),
    )
    expect(numbers.sort()).toEqual([1, 2, 3, 4])
    const rows: { name: string }[] = (await databases[0]?.writer.query('SELECT name FROM migrations')) ?? []
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
    await Promise.all(databases.map((database) => database.close()))
    await place.remove()
  })
})
