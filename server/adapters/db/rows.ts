import type {
  EntityManager,
  FindOptionsOrder,
  FindOptionsWhere,
  ObjectLiteral,
  QueryDeepPartialEntity,
  Repository,
} from 'typeorm'
import type { Inserted } from '../../application/ports/system'
import type { TableShape } from './entities/table'
import { isDuplicate } from './errors'

/** The part of better-sqlite3 that is used here. */
interface SqliteConnection {
  prepare(sql: string): { run(...values: unknown[]): unknown }
}

/** So many rows go to MariaDB in one statement. */
const ROWS_AT_ONCE = 500

/**
 * Inserts rows with the driver's own statements, within the manager's transaction. The query builder writes a statement of
 * thousands of parameters again for each few hundred rows, which takes several times as long (toolchain.md).
 */
export async function bulkInsert<T extends ObjectLiteral>(
  manager: EntityManager,
  table: string,
  rows: readonly T[],
): Promise<void> {
  const { connection } = manager
  const { driver } = connection
  const { columns, tableName } = connection.getMetadata(table)
  const valuesOf = (row: T): unknown[] =>
    columns.map((column) => driver.preparePersistentValue(row[column.propertyName] ?? null, column))
  const names = columns.map((column) => driver.escape(column.databaseName)).join(', ')
  const places = `(${columns.map(() => '?').join(', ')})`
  const insertInto = `INSERT INTO ${driver.escape(tableName)} (${names}) VALUES `

  if (connection.options.type === 'better-sqlite3') {
    const { databaseConnection } = driver as unknown as { databaseConnection: SqliteConnection }
    const statement = databaseConnection.prepare(insertInto + places)
    for (const row of rows) statement.run(...valuesOf(row))
    return
  }
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const chunk = rows.slice(at, at + ROWS_AT_ONCE)
    await manager.query(insertInto + chunk.map(() => places).join(', '), chunk.flatMap(valuesOf))
  }
}

/** TypeORM's view of a table, whose rows are of the type that the table keeps. */
export const repositoryOf = <T extends ObjectLiteral>(manager: EntityManager, table: TableShape<T>): Repository<T> =>
  manager.getRepository<T>(table.name)

/** One table within a manager (a transaction, or the readers): the few statements that all stores are made of. */
export function rowsOf<T extends ObjectLiteral>(manager: EntityManager, table: TableShape<T>) {
  const repository = repositoryOf(manager, table)
  return {
    one: async (where: FindOptionsWhere<T>): Promise<T | undefined> => (await repository.findOneBy(where)) ?? undefined,
    many: (
      where: FindOptionsWhere<T> | FindOptionsWhere<T>[],
      order?: FindOptionsOrder<T>,
      take?: number,
    ): Promise<T[]> => repository.find({ where, order, take }),
    query: (alias: string) => repository.createQueryBuilder(alias),
    async insert(row: T): Promise<Inserted> {
      try {
        await repository.createQueryBuilder().insert().values(row).updateEntity(false).execute()
        return 'inserted'
      } catch (error) {
        if (isDuplicate(error)) return 'duplicate'
        throw error
      }
    },
    insertMany: (rows: readonly T[]): Promise<void> => bulkInsert(manager, table.name, rows),
    /**
     * A guarded update (M2): changes rows that match, and gives how many there were. A value may be an expression in SQL,
     * given as a function; `guard` is a further condition in SQL on column names.
     */
    async update(
      set: { [K in keyof T]?: T[K] | (() => string) },
      where: FindOptionsWhere<T>,
      guard?: string,
      parameters: ObjectLiteral = {},
    ): Promise<number> {
      const update = repository
        .createQueryBuilder()
        .update()
        .set(set as QueryDeepPartialEntity<T>)
        .where(where)
      if (guard) update.andWhere(guard)
      return (await update.setParameters({ ...update.getParameters(), ...parameters }).execute()).affected ?? 0
    },
  }
}

/** Sums and counts come as text from MySQL drivers; null where nothing was summed. */
export function integerOf(value: unknown): number {
  const number = Number(value ?? 0)
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a safe integer in the database: ${String(value)}`)
  return number
}
