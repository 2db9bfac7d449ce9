import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const SECRETS_FILE = 'secrets.json'
const secretsFile = z.object({ residentTokenSecret: z.string().min(32), fieldKey: z.string() })

/** Secrets of this installation: from the settings, or, in sandbox mode, made at the first start and kept in DATA_DIR. */
export interface Secrets {
  residentTokenSecret: string
  fieldKeys: Buffer[]
}

type Given = { residentTokenSecret: string | undefined; fieldKeys: readonly Buffer[] }

/** The secrets that a sandbox made for itself in this DATA_DIR; undefined when it has not. */
function madeSecrets(dataDir: string) {
  const file = path.join(dataDir, SECRETS_FILE)
  if (!existsSync(file)) return undefined
  const { residentTokenSecret, fieldKey } = secretsFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  return { residentTokenSecret, fieldKey: Buffer.from(fieldKey, 'base64') }
}

/** Whether one of the secrets given is one that a sandbox made for itself in this DATA_DIR: production starts with none of those. */
export function areSandboxSecrets(dataDir: string, given: Given): boolean {
  const made = madeSecrets(dataDir)
  if (!made) return false
  return (
    given.residentTokenSecret === made.residentTokenSecret || given.fieldKeys.some((key) => key.equals(made.fieldKey))
  )
}

/** The field keys that `readSecrets` would give, without making any: none at an installation's first start. */
export function knownFieldKeys(dataDir: string, given: Given): Buffer[] {
  if (given.fieldKeys.length > 0) return [...given.fieldKeys]
  const made = madeSecrets(dataDir)
  return made ? [made.fieldKey] : []
}

/** Gives the secrets. Two processes that start at once agree: the file is linked into place once, whole. */
export function readSecrets(
  dataDir: string,
  given: { residentTokenSecret: string | undefined; fieldKeys: Buffer[] },
): Secrets {
  if (given.residentTokenSecret && given.fieldKeys.length > 0) {
    return { residentTokenSecret: given.residentTokenSecret, fieldKeys: given.fieldKeys }
  }
  const file = path.join(dataDir, SECRETS_FILE)
  const kept = secretsFile.parse(JSON.parse(readOrMake(file)))
  return {
    residentTokenSecret: given.residentTokenSecret ?? kept.residentTokenSecret,
    fieldKeys: given.fieldKeys.length > 0 ? given.fieldKeys : [Buffer.from(kept.fieldKey, 'base64')],
  }
}

function readOrMake(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    const draft = `${file}.${randomBytes(6).toString('hex')}`
    writeFileSync(
      draft,
      JSON.stringify({
        residentTokenSecret: randomBytes(48).toString('base64url'),
        fieldKey: randomBytes(32).toString('base64'),
      }),
      { mode: 0o600 },
    )
    try {
      linkSync(draft, file)
    } catch {
      // Another process was first: its secrets are the ones.
    }
    rmSync(draft, { force: true })
    return readFileSync(file, 'utf8')
  }
}
