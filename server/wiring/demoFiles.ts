import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readTable } from '../adapters/files/readTable'
import type { DemoFiles } from '../rehearsal/demo/seedDemo'

/** The demo households of a project's folder (contract.md, Sandbox). */
export function demoFiles(projectDir: string): DemoFiles {
  const folder = path.join(projectDir, 'sandbox', 'demo')
  return {
    households: () => readTable(path.join(folder, 'households.csv')),
    arrears: () => readTable(path.join(folder, 'arrears.csv')),
    readings: () => readTable(path.join(folder, 'readings.csv')),
    applications: () => readTable(path.join(folder, 'applications.csv')),
    gasMeter: () => readFile(path.join(folder, 'gas-meter.png')),
  }
}
