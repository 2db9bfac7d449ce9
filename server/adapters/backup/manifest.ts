import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { z } from 'zod'

export const MANIFEST = 'manifest.json'
export const HEADS = 'heads.log'

const kept = z.object({ path: z.string().min(1), bytes: z.int().min(0), sha256: z.string().length(64) })

/** What a backup says of itself: of which schema its tables are, and every file of it with its digest. */
export const manifest = z.object({
  format: z.literal(1),
  /** Epoch milliseconds. */
  madeAt: z.int(),
  mode: z.enum(['production', 'sandbox']),
  schema: z.array(z.string()),
  /** Sealed with the field keys of the installation: without them nothing personal of it can be read. */
  keyProof: z.string(),
  tables: z.array(kept.extend({ name: z.string(), rows: z.int().min(0) })),
  files: z.array(kept),
})
export type Manifest = z.infer<typeof manifest>

/** A file's digest, in lower-case hexadecimal. */
export async function digestOf(file: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const part of createReadStream(file)) digest.update(part)
  return digest.digest('hex')
}
