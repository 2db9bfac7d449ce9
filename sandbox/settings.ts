import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535)

const environment = z.object({
  PORT: port.default(8080),
  SANDBOX_PORT: port.optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  SANDBOX_HOST: z.string().min(1).default('127.0.0.1'),
  SANDBOX_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  SANDBOX_TLS_CERT: z.string().min(1).optional(),
  SANDBOX_TLS_KEY: z.string().min(1).optional(),
  SANDBOX_MERCHANTS: z.string().min(1).optional(),
  SANDBOX_SERVER_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
})

export interface SandboxSettings {
  dataDir: string
  port: number
  /** Where the heating companies' server is: stray payments are announced there, and the cashier may send a payer back there. */
  serverUrl: string
  /** The interface to listen on; the loopback unless told otherwise, since the sandbox's own pages know no password. */
  host: string
  /** How others reach it, when a name or a proxy stands before it; in file addresses and H5 links. */
  publicUrl: string | undefined
  tls: TlsFiles | undefined
  /** A file of merchants of one's own (merchants.ts). */
  merchantsFile: string | undefined
}

/** Paths of PEM files. */
export interface TlsFiles {
  certificate: string
  key: string
}

/** Reads the environment (contract.md, Commands). Throws with the variable's name when a value is unusable. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): SandboxSettings {
  const read = environment.safeParse(env)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new Error(`sandbox: ${issue?.path.join('.') ?? 'environment'}: ${issue?.message ?? 'unusable'}`)
  }
  const { PORT, SANDBOX_PORT, DATA_DIR, SANDBOX_TLS_CERT: certificate, SANDBOX_TLS_KEY: key } = read.data
  if ((certificate === undefined) !== (key === undefined))
    throw new Error('sandbox: SANDBOX_TLS_CERT and SANDBOX_TLS_KEY belong together: give both, or none')
  return {
    dataDir: path.resolve(DATA_DIR),
    // Port 0 means any free one, for both.
    port: SANDBOX_PORT ?? (PORT === 0 ? 0 : PORT + 1),
    serverUrl: read.data.SANDBOX_SERVER_URL ?? `http://127.0.0.1:${PORT}`,
    host: read.data.SANDBOX_HOST,
    publicUrl: read.data.SANDBOX_URL,
    tls: certificate && key ? { certificate: path.resolve(certificate), key: path.resolve(key) } : undefined,
    merchantsFile: read.data.SANDBOX_MERCHANTS && path.resolve(read.data.SANDBOX_MERCHANTS),
  }
}

/** The project's config/rulebooks, seen from the sources and from the built program alike, wherever it was started. */
export function rulebookFolder(): string {
  const places = [path.resolve(__dirname, '..'), path.resolve(__dirname, '../../..'), process.cwd()]
  const root = places.find((place) => existsSync(path.join(place, 'config', 'rulebooks'))) ?? process.cwd()
  return path.join(root, 'config', 'rulebooks')
}
