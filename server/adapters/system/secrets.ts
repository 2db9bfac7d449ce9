import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
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

/**
 * Encrypts personal data field by field (architecture.md, Decided now): AES-256-GCM, with the key's id in front, so
 * that keys can be changed while old fields stay readable. Form: `<key id>.<nonce>.<ciphertext and tag>`, base64url.
 * Throws when a field was changed or its key is not given.
 */
export function createSealing(keys: readonly Buffer[]) {
  const ring = new Map(keys.map((key) => [keyId(key), key]))
  const [newest] = keys
  if (!newest || keys.some((key) => key.length !== 32))
    throw new Error('field keys are 32 bytes each, the newest first')
  const newestId = keyId(newest)
  const oldest = keys.at(-1) ?? newest
  return {
    seal(plain: string): string {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', newest, nonce)
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${newestId}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`
    },
    /**
     * A keyed hash for looking personal data up, with the id of its key in front. It is made with the oldest key that is given: a newer one
     * beside it changes no hash, and when the oldest is taken away the words of each household are hashed again.
     */
    hash(plain: string): string {
      const mac = createHmac('sha256', createHash('sha256').update('heatpay lookup').update(oldest).digest())
      return `${keyId(oldest)}.${mac.update(plain, 'utf8').digest('base64url').slice(0, 27)}`
    },
    open(field: string): string {
      const [id = '', nonce = '', body = ''] = field.split('.')
      const key = ring.get(id)
      if (!key) throw new Error(`no field key with id ${id}`)
      const sealed = Buffer.from(body, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      decipher.setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8')
    },
  }
}

/** Names a key without telling it. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('heatpay field key').update(key).digest('hex').slice(0, 8)
}
