import { readFileSync, writeFileSync } from 'node:fs'

/**
 * What a golden file beside an input says. After a wanted change: GOLDEN=write npx jest test/adapters, then look at what
 * changed in them.
 */
export function golden(file: string, found: unknown): unknown {
  if (process.env.GOLDEN === 'write') writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`)
  return JSON.parse(readFileSync(file, 'utf8'))
}
