import { EntitySchema } from 'typeorm'
import { type Column, type ColumnFor, type Engine, entityColumn, type Sealing } from '../columns'

/** A table by its columns and the indices that keep its promises; migrations freeze it like this. */
export interface TableLayout {
  name: string
  columns: Readonly<Record<string, Column>>
  /** Each is one unique index; they are what resolves duplicates (M3). */
  uniques?: readonly (readonly string[])[]
  indices?: readonly (readonly string[])[]
}

type FieldsOf<Row> = readonly (keyof Row & string)[]

/**
 * The table of today's schema that keeps rows of type Row: a column for every field and a field for every column, each of a
 * kind that can keep it. A field that is added to a row's type does not compile until it has its column here.
 */
export interface TableShape<Row> extends TableLayout {
  columns: { readonly [Field in keyof Row & string]-?: ColumnFor<Row[Field]> }
  uniques?: readonly FieldsOf<Row>[]
  indices?: readonly FieldsOf<Row>[]
  /** Nothing at run time: lets who reads the table find the type of its rows. */
  readonly row?: Row
}

/** camelCase to snake_case, for columns and index names. */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

export const uniqueName = (table: string, columns: readonly string[]) =>
  `uq_${table}_${columns.map(snake).join('_')}`.slice(0, 60)
export const indexName = (table: string, columns: readonly string[]) =>
  `ix_${table}_${columns.map(snake).join('_')}`.slice(0, 60)

/** Makes TypeORM's schema of a table; rows are plain records and never leave adapters/db (architecture.md, rule 9). */
export function entityOf(shape: TableLayout, engine: Engine, sealing: Sealing): EntitySchema {
  return new EntitySchema({
    name: shape.name,
    tableName: shape.name,
    columns: Object.fromEntries(
      Object.entries(shape.columns).map(([name, column]) => [
        name,
        { ...entityColumn(column, engine, sealing), name: snake(name) },
      ]),
    ),
    indices: [
      ...(shape.uniques ?? []).map((of) => ({ name: uniqueName(shape.name, of), columns: [...of], unique: true })),
      ...(shape.indices ?? []).map((of) => ({ name: indexName(shape.name, of), columns: [...of] })),
    ],
  })
}
