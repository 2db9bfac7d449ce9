import path from 'node:path'

/** Where the keys are, for whoever reads them from files (contract.md, Sandbox). */
export function keyFolder(dataDir: string): string {
  return path.join(dataDir, 'sandbox', 'keys')
}
