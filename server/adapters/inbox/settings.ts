import { createHash, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** One folder at a bank: how it is reached, and for which company it holds files. */
const place = z
  .strictObject({
    company: z.string().min(1),
    /** The id of its template in config/banks. */
    bank: z.string().min(1),
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(22),
    user: z.string().min(1),
    /** A private key, or a password in a file of its own; both beside this file. */
    keyFile: z.string().min(1).optional(),
    passwordFile: z.string().min(1).optional(),
    /** As `ssh-keygen -l` prints it: SHA256:… */
    hostKey: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'SHA256:… as ssh-keygen -l prints it'),
    folder: z.string().min(1),
    /** Deletes a file at the bank when it was taken in. */
    deleteAfter: z.boolean().default(false),
  })
  .refine(({ keyFile, passwordFile }) => (keyFile === undefined) !== (passwordFile === undefined), {
    message: 'either keyFile or passwordFile',
  })

export type SftpFolder = z.output<typeof place>

/** Where banks leave files, and the folder in which their keys and passwords lie. */
export interface InboxSettings {
  places: SftpFolder[]
  folder: string
}

const NAME = 'bank-inbox.json'

/**
 * Reads `bank-inbox.json` beside the merchants' keys; no places where there is none. Throws, naming the file and the field, on
 * a wrong one, on a key that is missing, and on two folders of one bank for one company.
 */
export function readInboxSettings(folder: string): InboxSettings {
  const file = path.join(folder, NAME)
  if (!existsSync(file)) return { places: [], folder }
  const parsed = z.strictObject({ places: z.array(place) }).safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`${file}: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { places } = parsed.data
  const seen = new Set<string>()
  for (const { company, bank, keyFile, passwordFile } of places) {
    const secret = path.join(folder, keyFile ?? passwordFile ?? '')
    if (!existsSync(secret)) throw new Error(`${file}: ${secret} is missing`)
    if (seen.has(`${company} ${bank}`)) throw new Error(`${file}: ${company} has bank ${bank} twice`)
    seen.add(`${company} ${bank}`)
  }
  return { places, folder }
}

/** The login of a place, read when it is needed: a key is changed without a restart. */
export function loginOf(
  { keyFile, passwordFile }: SftpFolder,
  folder: string,
): { privateKey: string } | { password: string } {
  if (keyFile !== undefined) return { privateKey: readFileSync(path.join(folder, keyFile), 'utf8') }
  return { password: readFileSync(path.join(folder, passwordFile ?? ''), 'utf8').trim() }
}

/** The fingerprint of a host's public key, as `ssh-keygen -l` prints it. */
export function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

/** Whether a host shows the key that it is known by; anything else is somebody else. */
export function isKnownHost(key: Buffer, fingerprint: string): boolean {
  const [shown, known] = [Buffer.from(fingerprintOf(key)), Buffer.from(fingerprint)]
  return shown.length === known.length && timingSafeEqual(shown, known)
}
