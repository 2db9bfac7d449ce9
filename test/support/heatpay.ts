import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import path from 'node:path'
import type { EmptyPlace } from './engines'
import { PROJECT } from './ports'

/** How a command of `heatpay` ended. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** Where a command runs; `env` adds to its environment. */
export type CommandPlace = EmptyPlace & { env?: Record<string, string> }

/** Starts `heatpay <arguments>` as a process of its own on a place's data, from the sources. */
export function startHeatpay(
  place: CommandPlace,
  ...argumentsGiven: string[]
): { child: ChildProcessWithoutNullStreams; ended: Promise<Ended> } {
  const child = spawn(
    process.execPath,
    [
      '-r',
      path.join(PROJECT, 'scripts', 'sources.cjs'),
      path.join(PROJECT, 'server', 'cli', 'main.ts'),
      ...argumentsGiven,
    ],
    {
      cwd: PROJECT,
      env: {
        PATH: process.env.PATH,
        TZ: 'Asia/Shanghai',
        DATA_DIR: place.folder,
        DATABASE_URL: place.databaseUrl,
        HEATPAY_MODE: 'sandbox',
        ...place.env,
      },
    },
  )
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
  return { child, ended }
}

/** Runs `heatpay <arguments>` to its end. */
export function heatpay(place: CommandPlace, ...argumentsGiven: string[]): Promise<Ended> {
  return startHeatpay(place, ...argumentsGiven).ended
}
