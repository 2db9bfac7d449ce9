import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { replaceFile } from './wholeFile'

const clockFile = z.object({ offsetMs: z.int() })

/** Ten years either way: enough to rehearse any season, and no date outside four-digit years. */
export const WIDEST_OFFSET = 10 * 365 * 86_400_000

/** The sandbox's time: the machine's clock plus an offset that people set. */
export interface SandboxClock {
  /** Epoch milliseconds on the sandbox's clock. */
  now(): number
  /** Epoch milliseconds on the machine's clock, which clients of others sign by. */
  machineNow(): number
  offsetMs(): number
  /** Sets the offset and writes it for the server to follow. Throws RangeError past ten years. */
  setOffset(offsetMs: number): void
}

/** Takes DATA_DIR and the machine's clock; gives the clock whose offset lives in DATA_DIR/sandbox/clock.json. */
export function openClock(dataDir: string, machineNow: () => number = Date.now): SandboxClock {
  const folder = path.join(dataDir, 'sandbox')
  const file = path.join(folder, 'clock.json')
  mkdirSync(folder, { recursive: true })
  let offset = readOffset(file)
  // The server reads it at any moment.
  const write = () => replaceFile(file, `${JSON.stringify({ offsetMs: offset })}\n`)
  write()
  return {
    now: () => machineNow() + offset,
    machineNow,
    offsetMs: () => offset,
    setOffset(offsetMs) {
      if (!Number.isSafeInteger(offsetMs) || Math.abs(offsetMs) > WIDEST_OFFSET)
        throw new RangeError('clock offset past ten years')
      offset = offsetMs
      write()
    },
  }
}

function readOffset(file: string): number {
  try {
    const read = clockFile.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return read.success && Math.abs(read.data.offsetMs) <= WIDEST_OFFSET ? read.data.offsetMs : 0
  } catch {
    return 0
  }
}
