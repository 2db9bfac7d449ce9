import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { OpenDatabase } from '../../../server/adapters/db/database'
import { onEachEngine, openEmpty } from '../../support/engines'

/** What the law says: every key by which a duplicate is found (M3), written down by hand and not taken from the tables. */
const DEMANDED = readFileSync(path.join(__dirname, 'uniqueKeys.txt'), 'utf8').trim().split('\n')

async function keysOf({ writer }: OpenDatabase): Promise<string[]> {
  const found = new Set<string>()
  if (writer.options.type === 'better-sqlite3') {
    const tables: { name: string }[] = await writer.query(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    for (const { name } of tables) {
      const columns: { name: string; pk: number }[] = await writer.query(`PRAGMA table_info("${name}")`)
      const primary = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk)
      found.add(`${name}: ${primary.map((column) => column.name).join(', ')}`)
      const indices: { name: string; unique: number; origin: string }[] = await writer.query(
        `PRAGMA index_list("${name}")`,
      )
      for (const index of indices.filter(({ unique, origin }) => unique === 1 && origin !== 'pk')) {
        const of: { name: string }[] = await writer.query(`PRAGMA index_info("${index.name}")`)
        found.add(`${name}: ${of.map((column) => column.name).join(', ')}`)
      }
    }
  } else {
    const rows: { t: string; i: string; c: string }[] = await writer.query(
      `SELECT TABLE_NAME AS t, INDEX_NAME AS i, COLUMN_NAME AS c FROM information_schema.STATISTICS
        WHERE TABLE_SCHEMA = DATABASE() AND NON_UNIQUE = 0 ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`,
    )
    const keys = new Map<string, string[]>()
    for (const { t, i, c } of rows) keys.set(`${t} ${i}`, [...(keys.get(`${t} ${i}`) ?? []), c])
    for (const [name, columns] of keys) found.add(`${name.split(' ')[0]}: ${columns.join(', ')}`)
  }
  return [...found].filter((key) => !key.startsWith('migrations:')).sort()
}

onEachEngine('the keys that keep the promises', (newPlace) => {
  test('the database has each unique key, and no other', async () => {
    const { database, remove } = await openEmpty(newPlace)
    try {
      expect(await keysOf(database)).toEqual(DEMANDED)
    } finally {
      await remove()
    }
  })
})
