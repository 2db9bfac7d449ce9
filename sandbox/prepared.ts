import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { keyFolder } from './keys/merchants'
import { rulebookFolder } from './settings'

const markFile = (dataDir: string) => path.join(dataDir, 'sandbox', 'prepared')

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Stands for all files of a folder, as they are now; a folder that is not there has none. */
function stateOf(folder: string): string {
  try {
    return readdirSync(folder)
      .sort()
      .map((name) => {
        const { size, mtimeMs } = statSync(path.join(folder, name))
        return `${name} ${size} ${mtimeMs}`
      })
      .join('\n')
  } catch {
    return ''
  }
}

/** What the keys depend on: themselves, the companies, and the program that made them, which may be a newer one. */
function markOf(dataDir: string): string {
  const parts = [keyFolder(dataDir), rulebookFolder(), __dirname, path.join(__dirname, 'keys')].map(stateOf)
  return createHash('sha256').update(parts.join('\n\n')).digest('hex')
}

/** Whether nothing has changed since `notePrepared`: every command asks, and looking at all keys again takes it a fifth of a second. */
export function isPrepared(dataDir: string): boolean {
  return textOf(markFile(dataDir)) === markOf(dataDir)
}

/** Notes that DATA_DIR/sandbox/keys is whole for the companies that there are. */
export function notePrepared(dataDir: string): void {
  writeFileSync(markFile(dataDir), markOf(dataDir))
}
