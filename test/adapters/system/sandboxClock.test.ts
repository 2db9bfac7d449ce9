import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sandboxClock } from '../../../server/adapters/system/clock'

const NOON = Date.parse('2026-11-20T12:00:00+08:00')
const HOUR = 3_600_000

describe('the sandbox’s time, as the server follows it', () => {
  let folder: string
  let file: string
  let machine: jest.SpyInstance<number, []>

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'heatpay-clock-'))
    file = path.join(folder, 'clock.json')
    machine = jest.spyOn(Date, 'now').mockReturnValue(NOON)
  })
  afterEach(() => {
    machine.mockRestore()
    rmSync(folder, { recursive: true })
  })

  /** The sandbox writes a file of its own and renames it into place; both at one tick of the machine’s clock. */
  function set(text: string): void {
    writeFileSync(`${file}.tmp`, text)
    utimesSync(`${file}.tmp`, NOON / 1000, NOON / 1000)
    renameSync(`${file}.tmp`, file)
  }
  const later = (ms: number) => machine.mockReturnValue(Date.now() + ms)

  test('is the machine’s until somebody sets it, and what was set last from then on', () => {
    const clock = sandboxClock(file)
    expect(clock.now()).toBe(NOON)
    set(JSON.stringify({ offsetMs: HOUR }))
    later(50)
    expect(clock.now()).toBe(NOON + 50 + HOUR)
    set(JSON.stringify({ offsetMs: 36 * HOUR }))
    later(50)
    expect(clock.now()).toBe(NOON + 100 + 36 * HOUR)
    expect(clock.today()).toBe('2026-11-22')
  })

  test('stays as it was while its file says nothing that can be read', () => {
    const clock = sandboxClock(file)
    set(JSON.stringify({ offsetMs: HOUR }))
    later(50)
    clock.now()
    set('{"offsetMs":')
    later(50)
    expect(clock.now()).toBe(NOON + 100 + HOUR)
  })
})
