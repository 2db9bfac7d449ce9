import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Mode } from '../../../contract/company'
import type { Sealing } from '../db/columns'
import type { DatabaseLocation } from '../db/dataSource'
import { type CopiedTable, copyTablesOut, SCHEMA } from '../db/tableCopy'
import { writeWhole } from '../files/wholeFile'
import { digestOf, HEADS, MANIFEST, type Manifest } from './manifest'

/** What a backup is made of. */
export interface BackedUp {
  mode: Mode
  place: DatabaseLocation
  sealing: Sealing & { seal(plain: string): string }
  dataDir: string
  auditHeadFile: string
}

/**
 * Of DATA_DIR these are left out: the sandbox's own world, rehearsals, and what is on its way in. The database is copied row by
 * row; keys lie beside the folders, and are kept elsewhere (docs/operations.md, Backup).
 */
const LEFT_OUT = new Set(['sandbox', 'rehearsals', 'audit'])

const PROOF = 'heatpay'

/** Rows are packed so many letters at a time: each piece is a member of the gzip file. */
const PIECE = 1 << 20

/**
 * Writes a backup into a new folder: all tables as they were at one moment, then the exported heads and the files of DATA_DIR, so
 * that nothing is missing that a row remembers (restartHeads leaves out heads that came later; each is held to its chain by
 * verify-ledger, and needs no digest). The folder appears whole or not at all.
 * `shown` is told how many rows and files are done. Throws when the folder is there already.
 */
export async function writeBackup(
  { mode, place, sealing, dataDir, auditHeadFile }: BackedUp,
  { folder, madeAt, shown }: { folder: string; madeAt: number; shown(done: string): void },
): Promise<Manifest> {
  if (await stat(folder).catch(() => undefined)) throw new Error(`${folder} is there already`)
  const draft = `${folder}.part`
  await rm(draft, { recursive: true, force: true })
  await mkdir(path.join(draft, 'tables'), { recursive: true, mode: 0o700 })
  try {
    const tables = await writeTables(place, sealing, draft, shown)
    await copyFile(auditHeadFile, path.join(draft, HEADS)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    const files = await copyFiles(dataDir, draft, shown)
    const written: Manifest = {
      ...{ format: 1, madeAt, mode, schema: [...SCHEMA], keyProof: sealing.seal(PROOF) },
      ...{ tables, files },
    }
    await writeWhole(path.join(draft, MANIFEST), [Buffer.from(`${JSON.stringify(written, null, 1)}\n`)])
    await rename(draft, folder)
    return written
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

async function writeTables(
  place: DatabaseLocation,
  sealing: Sealing,
  folder: string,
  shown: (done: string) => void,
): Promise<Manifest['tables']> {
  const made: { name: string; path: string; rows: number }[] = []
  let file = -1
  let waiting = ''
  const pack = () => {
    writeSync(file, gzipSync(waiting))
    waiting = ''
  }
  const last = () => made[made.length - 1] as (typeof made)[number]
  await copyTablesOut(place, sealing, {
    table({ name }: CopiedTable) {
      made.push({ name, path: path.posix.join('tables', `${name}.jsonl.gz`), rows: 0 })
      file = openSync(path.join(folder, last().path), 'wx', 0o600)
    },
    row(cells) {
      waiting += `${JSON.stringify(cells)}\n`
      last().rows += 1
      if (waiting.length >= PIECE) pack()
    },
    end() {
      pack()
      fsyncSync(file)
      closeSync(file)
      shown(`${last().name}: ${last().rows}`)
    },
  })
  const tables: Manifest['tables'] = []
  for (const one of made) tables.push({ ...one, ...(await keptAt(folder, one.path)) })
  return tables
}

async function copyFiles(dataDir: string, folder: string, shown: (done: string) => void): Promise<Manifest['files']> {
  const files: Manifest['files'] = []
  const tops = (await readdir(dataDir, { withFileTypes: true })).filter(
    (one) => one.isDirectory() && !LEFT_OUT.has(one.name) && path.join(dataDir, one.name) !== path.dirname(folder),
  )
  for (const { name } of tops) {
    for (const one of await readdir(path.join(dataDir, name), { withFileTypes: true, recursive: true })) {
      if (!one.isFile() || one.name.endsWith('.part')) continue
      const from = path.join(one.parentPath, one.name)
      const kept = path.join('files', path.relative(dataDir, from))
      await mkdir(path.dirname(path.join(folder, kept)), { recursive: true, mode: 0o700 })
      await copyFile(from, path.join(folder, kept))
      files.push({ path: kept.split(path.sep).join('/'), ...(await keptAt(folder, kept)) })
    }
    shown(`${name}/: ${files.length}`)
  }
  return files
}

async function keptAt(folder: string, name: string): Promise<{ bytes: number; sha256: string }> {
  const file = path.join(folder, name)
  return { bytes: (await stat(file)).size, sha256: await digestOf(file) }
}
