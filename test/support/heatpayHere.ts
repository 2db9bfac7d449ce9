import { Readable } from 'node:stream'
import { runHeatpay } from '../../server/cli/main'
import type { EmptyPlace } from './engines'
import type { Ended } from './heatpay'

/** The same as somebody who hands his password and code over on standard input. */
export async function heatpayAs(
  place: EmptyPlace,
  { login, lines }: { login: string; lines: readonly string[] },
  ...argumentsGiven: string[]
): Promise<Omit<Ended, 'signal'>> {
  const own = Object.getOwnPropertyDescriptor(process, 'stdin')
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([`${lines.join('\n')}\n`]) })
  try {
    return await heatpayHere(place, ...argumentsGiven, '--login', login)
  } finally {
    if (own) Object.defineProperty(process, 'stdin', own)
  }
}

/** Runs `heatpay <arguments>` within this process: much sooner than as a process of its own, for stories of many commands. */
export async function heatpayHere(place: EmptyPlace, ...argumentsGiven: string[]): Promise<Omit<Ended, 'signal'>> {
  const before = { ...process.env }
  Object.assign(process.env, { DATA_DIR: place.folder, DATABASE_URL: place.databaseUrl, HEATPAY_MODE: 'sandbox' })
  const said = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((chunk: string | Uint8Array) => {
      said[stream] += String(chunk)
      return true
    }),
  )
  try {
    return { code: await runHeatpay(argumentsGiven), ...said }
  } finally {
    for (const spy of spies) spy.mockRestore()
    process.env = before
  }
}
