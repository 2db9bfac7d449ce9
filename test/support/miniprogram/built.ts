import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

const projectRoot = path.resolve(__dirname, '..', '..', '..')

export type Target = 'weapp' | 'alipay' | 'h5'

const GIVEN_UP_AFTER = 5 * 60_000

/** A build that was killed leaves its lock behind; after a while it counts as left. */
function takeLock(lock: string): boolean {
  try {
    mkdirSync(lock, { recursive: false })
    return true
  } catch {
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (age > GIVEN_UP_AFTER) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

/**
 * Builds a target when its output is missing or older than its sources, and gives the folder. Test files run side by
 * side: one builds, the others wait for it.
 */
export async function built(target: Target): Promise<string> {
  mkdirSync(path.join(projectRoot, 'dist'), { recursive: true })
  const lock = path.join(projectRoot, 'dist', `.building-${target}`)
  while (!takeLock(lock)) await new Promise((resolve) => setTimeout(resolve, 200))
  try {
    execFileSync(process.execPath, ['scripts/build.mjs', '--if-needed', target], { cwd: projectRoot, stdio: 'pipe' })
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
  return path.join(projectRoot, 'dist', target)
}

/** Long enough for a build on a busy machine. */
export const BUILD_TIME = 15 * 60_000
