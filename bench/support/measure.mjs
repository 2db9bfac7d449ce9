import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const PRELOAD = path.join(path.dirname(fileURLToPath(import.meta.url)), 'usage.cjs')

/**
 * Runs `node <arguments>` to its end and gives what it said on standard output, with its time, processor time and highest
 * memory. A program that fails gives `failed` instead: running out of memory is a result, too.
 */
export async function measure(nodeArguments, env = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-bench-'))
  const usageFile = path.join(folder, 'usage.json')
  try {
    const child = spawn(process.execPath, ['-r', PRELOAD, ...nodeArguments], {
      env: { ...process.env, TZ: 'Asia/Shanghai', ...env, BENCH_USAGE: usageFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr']) child[stream].on('data', (chunk) => (said[stream] += chunk))
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
    if (code !== 0) return { failed: reasonOf(said.stderr, code) }
    return { output: said.stdout, ...JSON.parse(readFileSync(usageFile, 'utf8')) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function reasonOf(stderr, code) {
  if (/heap out of memory|Cannot create a string longer|Invalid (array|string) length/.test(stderr))
    return 'out of memory'
  return stderr.trim().split('\n').slice(-3).join(' | ') || `exit ${code}`
}
