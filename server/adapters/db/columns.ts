import type { EntitySchemaColumnOptions, TableColumnOptions } from 'typeorm'

/** The kinds of column that we use; each is one type an engine, so that entities and migrations agree. */
export type Engine = 'sqlite' | 'mariadb'

export type ColumnKind =
  | { kind: 'word'; length: number }
  | { kind: 'text' | 'json' | 'sealed' | 'sealedJson' | 'amount' | 'moment' | 'count' | 'flag' | 'bytes' }

export interface Column {
  of: ColumnKind
  nullable?: boolean
  primary?: boolean
}

/** Identifiers, dates and other short text; compared byte by byte (M5). */
export const word = (length: number): Column => ({ of: { kind: 'word', length } })
/** Text of any length. */
export const text: Column = { of: { kind: 'text' } }
/** A value kept as JSON text. */
export const json: Column = { of: { kind: 'json' } }
/** Personal data, encrypted field by field. */
export const sealed: Column = { of: { kind: 'sealed' } }
/** A value as JSON text, encrypted whole: it may name people or their cards. */
export const sealedJson: Column = { of: { kind: 'sealedJson' } }
/** Fen. */
export const amount: Column = { of: { kind: 'amount' } }
/** Epoch milliseconds. */
export const moment: Column = { of: { kind: 'moment' } }
export const count: Column = { of: { kind: 'count' } }
export const flag: Column = { of: { kind: 'flag' } }
export const bytes: Column = { of: { kind: 'bytes' } }
export const nullable = (column: Column): Column => ({ ...column, nullable: true })
export const key = (column: Column): Column => ({ ...column, primary: true })

function columnType(
  of: ColumnKind,
  engine: Engine,
): {
  type: 'varchar' | 'text' | 'mediumtext' | 'bigint' | 'integer' | 'int' | 'boolean' | 'blob' | 'mediumblob'
  length?: number
} {
  switch (of.kind) {
    case 'word':
      return { type: 'varchar', length: of.length }
    case 'text':
    case 'json':
    case 'sealed':
    case 'sealedJson':
      return { type: engine === 'sqlite' ? 'text' : 'mediumtext' }
    case 'amount':
    case 'moment':
      return { type: 'bigint' }
    case 'count':
      return { type: engine === 'sqlite' ? 'integer' : 'int' }
    case 'flag':
      return { type: 'boolean' }
    case 'bytes':
      return { type: engine === 'sqlite' ? 'blob' : 'mediumblob' }
  }
}

/** A column of a migration's table. */
export function tableColumn(name: string, column: Column, engine: Engine): TableColumnOptions {
  const { type, length } = columnType(column.of, engine)
  return {
    name,
    type: engine === 'mariadb' && type === 'boolean' ? 'tinyint' : type,
    length: length === undefined ? (engine === 'mariadb' && type === 'boolean' ? '1' : '') : String(length),
    isNullable: column.nullable ?? false,
    isPrimary: column.primary ?? false,
  }
}

/** Seals and opens personal data; made from a key in the settings. */
export interface Sealing {
  seal(plain: string): string
  open(sealed: string): string
}

/** MySQL drivers give bigint as text, SQLite as numbers (toolchain.md): one transformer for both. */
const wholeNumber = {
  to: (value: unknown) => value,
  from: (value: unknown) => {
    if (value === null || value === undefined) return value
    const number = Number(value)
    if (!Number.isSafeInteger(number)) throw new RangeError(`not a safe integer in the database: ${String(value)}`)
    return number
  },
}

const jsonText = {
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
  from: (value: unknown) => (typeof value === 'string' ? JSON.parse(value) : value),
}

/** A column of an entity. */
export function entityColumn(column: Column, engine: Engine, sealing: Sealing): EntitySchemaColumnOptions {
  const { type, length } = columnType(column.of, engine)
  const options: EntitySchemaColumnOptions = {
    type,
    nullable: column.nullable ?? false,
    primary: column.primary ?? false,
  }
  if (length !== undefined) options.length = length
  if (column.of.kind === 'amount' || column.of.kind === 'moment') options.transformer = wholeNumber
  if (column.of.kind === 'json') options.transformer = jsonText
  if (column.of.kind === 'sealed') {
    options.transformer = {
      to: (value: unknown) => (typeof value === 'string' ? sealing.seal(value) : value),
      from: (value: unknown) => (typeof value === 'string' ? sealing.open(value) : value),
    }
  }
  if (column.of.kind === 'sealedJson') {
    options.transformer = {
      to: (value: unknown) => (value === null || value === undefined ? value : sealing.seal(JSON.stringify(value))),
      // What was written before payloads were sealed is plain JSON; a sealed text never begins with a brace.
      from: (value: unknown) =>
        typeof value === 'string' ? JSON.parse(value.startsWith('{') ? value : sealing.open(value)) : value,
    }
  }
  return options
}
