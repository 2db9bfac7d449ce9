import { EntitySchema } from 'typeorm'
import { type Column, type Engine, entityColumn, type Sealing } from '../columns'

/** A table as the code sees it: its columns, and the indices that keep its promises. */
export interface TableShape {
  name: string
  columns: Record<string, Column>
  /** Each is one unique index; they are what resolves duplicates (M3). */
  uniques?: string[][]
  indices?: string[][]
}

/** camelCase to snake_case, for columns and index names. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

export const uniqueName = (table: string, columns: readonly string[]) =>
  `uq_${table}_${columns.map(snake).join('_')}`.slice(0, 60)
export const indexName = (table: string, columns: readonly string[]) =>
  `ix_${table}_${columns.map(snake).join('_')}`.slice(0, 60)

/** Makes TypeORM's schema of a table; rows are plain records of type T and never leave adapters/db (architecture.md, rule 9). */
export function entityOf<T extends object>(shape: TableShape, engine: Engine, sealing: Sealing): EntitySchema<T> {
  const columns = Object.fromEntries(
    Object.entries(shape.columns).map(([name, column]) => [
      name,
      { ...entityColumn(column, engine, sealing), name: snake(name) },
    ]),
  )
  return new EntitySchema<T>({
    name: shape.name,
    tableName: shape.name,
    // The columns are those of T by the store's own tests; TypeORM's mapped type cannot be built from a record.
    columns: columns as EntitySchema<T>['options']['columns'],
    indices: [
      ...(shape.uniques ?? []).map((of) => ({ name: uniqueName(shape.name, of), columns: of, unique: true })),
      ...(shape.indices ?? []).map((of) => ({ name: indexName(shape.name, of), columns: of })),
    ],
  })
}
