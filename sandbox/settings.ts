import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535)

const environment = z.object({
  PORT: port.default(8080),
  SANDBOX_PORT: port.optional(),
  DATA_DIR: z.string().min(1).default('./data'),
})

export interface SandboxSettings {
  dataDir: string
  port: number
  /** Where the heating companies' server is: stray payments are announced there, and the cashier may send a payer back there. */
  serverUrl: string
}

/** Reads the environment (contract.md, Commands). Throws with the variable's name when a value is unusable. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): SandboxSettings {
  const read = environment.safeParse(env)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new Error(`sandbox: ${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'unusable'}`)
  }
  const { PORT, SANDBOX_PORT, DATA_DIR } = read.data
  return {
    dataDir: path.resolve(DATA_DIR),
    // Port 0 means any free one, for both.
    port: SANDBOX_PORT ?? (PORT === 0 ? 0 : PORT + 1),
    serverUrl: `http://127.0.0.1:${PORT}`,
  }
}

/** The project's config/rulebooks, seen from the sources and from the built program alike, wherever it was started. */
export function rulebookFolder(): string {
  const places = [path.resolve(__dirname, '..'), path.resolve(__dirname, '../../..'), process.cwd()]
  const root = places.find((place) => existsSync(path.join(place, 'config', 'rulebooks'))) ?? process.cwd()
  return path.join(root, 'config', 'rulebooks')
}
