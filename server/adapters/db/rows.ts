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
import { bulkInsert } from './manyRows'

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
