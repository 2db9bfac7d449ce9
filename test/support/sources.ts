import { readdirSync } from 'node:fs'
import path from 'node:path'

/** The project's root; here without the server's code, so that a test of the documents starts at once. */
export const ROOT = path.resolve(__dirname, '..', '..')

/** The project's own folders that hold sources. */
export const SOURCE_FOLDERS = [
  'contract',
  'server',
  'sandbox',
  'miniprogram',
  'console',
  'config',
  'types',
  'scripts',
  'deploy',
  'bench',
  'test',
] as const

/** Every file below the given folders of the project whose name ends so, as a path from the project's root with `/`. */
export function sourcesBelow(folders: readonly string[], ending: RegExp): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && ending.test(entry.name))
        .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/')),
    )
    .sort()
}
