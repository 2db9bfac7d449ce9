import type { EntitySchemaColumnOptions, TableColumnOptions } from 'typeorm'

/** The engines that we run on. */
export type Engine = 'sqlite' | 'mariadb'

/** The kinds of column that we use; each is one type an engine, so that entities and migrations agree. */
export type ColumnKind =
  | { kind: 'word'; length: number }
  | {
      kind:
        | 'text'
        | 'json'
        | 'sealed'
        | 'sealedWords'
        | 'sealedJson'
        | 'amount'
        | 'moment'
        | 'count'
        | 'flag'
        | 'bytes'
        | 'lookup'
    }

type KindName = ColumnKind['kind']
type KindOf<Name extends KindName> = Name extends 'word' ? { kind: 'word'; length: number } : { kind: Name }

/** A column; what it holds and whether it may be empty are in its type, so that the type of a row is held against it. */
export interface Column<Name extends KindName = KindName, Nullable extends boolean = boolean> {
  of: KindOf<Name>
  nullable: Nullable
  primary?: boolean
}

const column = <Name extends KindName>(of: KindOf<Name>): Column<Name, false> => ({ of, nullable: false })

/** Identifiers, dates and other short text; compared byte by byte (M5). */
export const word = (length: number) => column<'word'>({ kind: 'word', length })
/** Text of any length. */
export const text = column<'text'>({ kind: 'text' })
/** A value kept as JSON text. */
export const json = column<'json'>({ kind: 'json' })
/** Personal data, encrypted field by field. */
export const sealed = column<'sealed'>({ kind: 'sealed' })
/** What people typed freely, which may name somebody: sealed, and read as it is where an earlier version wrote it in clear. */
export const sealedWords = column<'sealedWords'>({ kind: 'sealedWords' })
/** A value as JSON text, encrypted whole: it may name people or their cards. */
export const sealedJson = column<'sealedJson'>({ kind: 'sealedJson' })
/** Personal data as a keyed hash: it can be looked up, and not read. */
export const lookup = column<'lookup'>({ kind: 'lookup' })
/** Fen. */
export const amount = column<'amount'>({ kind: 'amount' })
/** Epoch milliseconds. */
export const moment = column<'moment'>({ kind: 'moment' })
export const count = column<'count'>({ kind: 'count' })
export const flag = column<'flag'>({ kind: 'flag' })
export const bytes = column<'bytes'>({ kind: 'bytes' })

/** The column, which may also be empty. */
export const nullable = <Name extends KindName>(of: Column<Name, false>): Column<Name, true> => ({
  ...of,
  nullable: true,
})
/** The column as (a part of) its table's primary key. */
export const key = <Name extends KindName>(of: Column<Name, false>): Column<Name, false> => ({ ...of, primary: true })

type Holding<Value> = [Value] extends [string]
  ? 'word' | 'text' | 'sealed' | 'sealedWords' | 'lookup'
  : [Value] extends [number]
    ? 'amount' | 'moment' | 'count'
    : [Value] extends [boolean]
      ? 'flag'
      : [Value] extends [Uint8Array]
        ? 'bytes'
        : 'json' | 'sealedJson'

/**
 * The columns that can keep a field of type Value: text as text, numbers as numbers, everything with an inside as JSON, and
 * empty exactly where the field may be null. A field that may be left out comes back as null, so its type must say so too;
 * there is no column for one whose type does not.
 */
export type ColumnFor<Value> = undefined extends Value
  ? null extends Value
    ? Column<Holding<NonNullable<Value>>, true>
    : never
  : Column<Holding<NonNullable<Value>>, null extends Value ? true : false>

/** A key's id, a dot and 160 bits in base64url. */
const LOOKUP_LENGTH = 40

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
    case 'lookup':
      return { type: 'varchar', length: LOOKUP_LENGTH }
    case 'text':
    case 'json':
    case 'sealed':
    case 'sealedWords':
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
    isNullable: column.nullable,
    isPrimary: column.primary ?? false,
  }
}

/** Seals and opens personal data; made from a key in the settings. */
export interface Sealing {
  seal(plain: string): string
  open(sealed: string): string
  /** The same text always has the same hash, which nobody can make without the key. */
  hash(plain: string): string
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

/** `<key id>.<nonce>.<ciphertext and tag>`: no sentence looks like it. */
const SEALED = /^[0-9a-f]{8}\.[\w-]{16}\.[\w-]{22,}$/

/** Whether a cell is sealed, and not what an earlier version wrote in clear. */
export const isSealed = (cell: string): boolean => SEALED.test(cell)

/** A column of an entity. */
export function entityColumn(column: Column, engine: Engine, sealing: Sealing): EntitySchemaColumnOptions {
  const { type, length } = columnType(column.of, engine)
  const options: EntitySchemaColumnOptions = {
    type,
    nullable: column.nullable,
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
  if (column.of.kind === 'lookup') {
    options.transformer = {
      to: (value: unknown) => (typeof value === 'string' ? sealing.hash(value) : value),
      from: (value: unknown) => value,
    }
  }
  if (column.of.kind === 'sealedWords') {
    options.transformer = {
      to: (value: unknown) => (typeof value === 'string' ? sealing.seal(value) : value),
      from: (value: unknown) => (typeof value === 'string' && SEALED.test(value) ? sealing.open(value) : value),
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
