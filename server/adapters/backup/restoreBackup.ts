import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readFile, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import type { Mode } from '../../../contract/company'
import type { Sealing } from '../db/columns'
import type { DatabaseLocation } from '../db/dataSource'
import { type CopiedRow, type CopiedTable, copyTablesIn, SCHEMA } from '../db/tableCopy'
import { digestOf, MANIFEST, type Manifest, manifest } from './manifest'

export type ReadManifest = { outcome: 'read'; manifest: Manifest } | { outcome: 'unusable'; reason: string }

/** Reads what a backup says of itself, and holds every file of it to its digest. */
export async function checkBackup(folder: string): Promise<ReadManifest> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch(() => undefined)
  if (text === undefined) return { outcome: 'unusable', reason: `${folder} has no ${MANIFEST}: it is no backup` }
  const parsed = manifest.safeParse(parsedJson(text))
  if (!parsed.success) return { outcome: 'unusable', reason: `${MANIFEST} is not one of this software` }
  for (const kept of [...parsed.data.tables, ...parsed.data.files]) {
    const file = path.join(folder, kept.path)
    if (!file.startsWith(path.join(folder, path.sep)))
      return { outcome: 'unusable', reason: `${kept.path} leads out of the backup` }
    const found = await digestOf(file).catch(() => undefined)
    if (found === undefined) return { outcome: 'unusable', reason: `${kept.path} is missing` }
    if (found !== kept.sha256)
      return { outcome: 'unusable', reason: `${kept.path} was changed since the backup was made` }
  }
  return { outcome: 'read', manifest: parsed.data }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where a backup goes. */
export interface RestoreTarget {
  mode: Mode
  place: DatabaseLocation
  sealing: Sealing & { open(sealed: string): string }
  dataDir: string
  /** The file of exported heads, and its copy where there is one. */
  headFiles: readonly string[]
  /** Names the heads that were there before, e.g. 20261130T081500. */
  mark: string
}

export type Restored =
  | { outcome: 'restored'; rows: number; files: number; kept: string[]; headsBefore: string[] }
  | { outcome: 'refused'; reason: string }

/**
 * Puts a checked backup back: its rows into an empty database, its files where they are missing. Nothing is overwritten: a file
 * that is there already stays and is named in `kept`; heads that were exported since the backup was made are put aside under
 * another name, because they lie ahead of the restored chains.
 */
export async function restoreBackup(folder: string, of: Manifest, target: RestoreTarget): Promise<Restored> {
  const reason = whyNot(of, target)
  if (reason) return { outcome: 'refused', reason }
  const rowsOf = ({ name, columns }: CopiedTable): AsyncIterable<CopiedRow> => {
    const table = of.tables.find((one) => one.name === name)
    return table ? rowsIn(path.join(folder, table.path), columns.length) : none()
  }
  const copied = await copyTablesIn(target.place, target.sealing, rowsOf)
  if (copied.outcome === 'occupied') {
    const said = `the database is not empty (${copied.table} has rows): name a new, empty one in DATABASE_URL`
    return { outcome: 'refused', reason: said }
  }
  const kept: string[] = []
  for (const file of of.files) {
    const to = path.join(target.dataDir, path.relative('files', file.path))
    const there = await digestOf(to).catch(() => undefined)
    if (there === undefined) {
      await mkdir(path.dirname(to), { recursive: true, mode: 0o700 })
      await copyFile(path.join(folder, file.path), to)
    } else if (there !== file.sha256) kept.push(path.relative('files', file.path))
  }
  const headsBefore = await putHeadsAside(target)
  return { outcome: 'restored', rows: copied.rows, files: of.files.length, kept, headsBefore }
}

function whyNot(of: Manifest, { mode, sealing }: RestoreTarget): string | undefined {
  if (of.mode !== mode) return `this is a ${of.mode} backup; HEATPAY_MODE says ${mode}`
  const lacking = SCHEMA.filter((name) => !of.schema.includes(name))
  const unknown = of.schema.filter((name) => !SCHEMA.includes(name))
  if (unknown.length > 0) return 'the backup was made by a newer version: install that one first'
  if (lacking.length > 0) return 'the backup was made by an older version: restore with that one, then upgrade'
  try {
    sealing.open(of.keyProof)
    return undefined
  } catch {
    return 'FIELD_KEYS: none of the keys opens what is sealed in this backup'
  }
}

async function* none(): AsyncIterable<CopiedRow> {}

async function* rowsIn(file: string, columns: number): AsyncIterable<CopiedRow> {
  const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()), crlfDelay: Infinity })
  for await (const line of lines) {
    const row = JSON.parse(line) as CopiedRow
    if (row.length !== columns) throw new Error(`${file}: a row of ${row.length} cells, not ${columns}`)
    yield row
  }
}

async function putHeadsAside({ headFiles, mark }: RestoreTarget): Promise<string[]> {
  const aside: string[] = []
  for (const file of headFiles) {
    if ((await stat(file).catch(() => undefined)) === undefined) continue
    const before = `${file}.before-restore-${mark}`
    await rename(file, before)
    aside.push(before)
  }
  return aside
}
