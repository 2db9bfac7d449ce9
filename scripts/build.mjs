// Builds what is named: `server` (contract, server and sandbox through swc into dist/app), the mini-program's targets
// (h5, weapp, alipay through Taro into dist/<target>) and `console` (through Vite into dist/console). With --if-needed,
// only what is older than its sources.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const SERVER_FOLDERS = ['contract', 'server', 'sandbox']

/** All files below a folder, with their paths. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
}

/** The newest change among folders and files, in epoch milliseconds. Each command asks: no file is waited for by itself. */
function newestChange(places) {
  let newest = 0
  for (const place of places) {
    const full = path.join(root, place)
    const info = statSync(full, { throwIfNoEntry: false })
    if (!info) continue
    const files = info.isDirectory() ? filesBelow(full) : [full]
    for (const file of files) newest = Math.max(newest, statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
  }
  return newest
}

const TARGETS = ['server', 'h5', 'weapp', 'alipay', 'console']

const stampOf = (target) => path.join(root, 'dist', target === 'server' ? 'app' : target, '.built')

const SOURCES = {
  server: [...SERVER_FOLDERS, 'package.json', 'scripts/build.mjs'],
  console: ['contract', 'console', 'package.json'],
  miniprogram: ['contract', 'miniprogram', 'config/index.ts', 'config/prod.ts', 'babel.config.js', 'package.json'],
}

/** Whether a target is missing or older than what it is made from. */
export function isStale(target) {
  const stamp = statSync(stampOf(target), { throwIfNoEntry: false })
  return !stamp || newestChange(SOURCES[target] ?? SOURCES.miniprogram) > stamp.mtimeMs
}

/** Loaded when first used: most commands call no channel, and the clients of the channels are a third of a command's start. */
const LOADED_WHEN_USED = ['undici', './alipay', './wechat']

/** Builds beside what is there and takes its place whole: another command may be loading it this very moment. */
async function buildServer(stamp) {
  const { transformFile } = await import('@swc/core')
  const place = path.dirname(stampOf('server'))
  const [out, before] = ['new', 'old'].map((name) => `${place}.${process.pid}.${name}`)
  const work = []
  for (const folder of SERVER_FOLDERS) {
    for (const file of filesBelow(path.join(root, folder))) {
      if (!/\.tsx?$/.test(file) || file.endsWith('.d.ts')) continue
      work.push(file)
    }
  }
  await Promise.all(
    work.map(async (file) => {
      const target = path.join(out, path.relative(root, file)).replace(/\.tsx?$/, '.js')
      const { code, map } = await transformFile(file, {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs', lazy: LOADED_WHEN_USED },
        sourceMaps: true,
      })
      await mkdir(path.dirname(target), { recursive: true })
      await writeFile(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`)
      await writeFile(`${target}.map`, map)
    }),
  )
  await stamp(path.join(out, path.basename(stampOf('server'))))
  await rename(place, before).catch((error) => {
    if (error.code !== 'ENOENT') throw error
  })
  try {
    await rename(out, place)
  } catch (error) {
    // Another command has built the same and was first.
    if (!existsSync(place)) throw error
    await rm(out, { recursive: true, force: true })
  }
  await rm(before, { recursive: true, force: true })
}

async function buildConsole() {
  // Whoever builds, a test too: the page is made of production code.
  process.env.NODE_ENV = 'production'
  const vite = await import('vite')
  await vite.build({ configFile: path.join(root, 'console', 'vite.config.ts'), logLevel: 'warn' })
}

/** Files of pages that are smaller when packed; below a thousand bytes it is not worth it. */
const PACKED = /\.(css|html|js|json|svg)$/
const LEAST_PACKED_BYTES = 1000

/** Lays each file of a page beside itself as .br and .gz, so that a server packs nothing while somebody waits. */
async function packPage(folder) {
  for (const file of filesBelow(folder).filter((name) => PACKED.test(name))) {
    const bytes = readFileSync(file)
    if (bytes.length < LEAST_PACKED_BYTES) continue
    await writeFile(`${file}.br`, brotliCompressSync(bytes))
    await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}

/** Builds one target and leaves a stamp with the time at which the build began. */
export async function build(target) {
  const began = new Date()
  const stamp = async (file) => {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, `${JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version}\n`)
    await utimes(file, began, began)
  }
  if (target === 'server') return buildServer(stamp)
  if (target === 'console') await buildConsole()
  else await (await import('./buildMiniprogram.mjs')).buildTarget(target)
  if (target === 'h5' || target === 'console') await packPage(path.join(root, 'dist', target))
  await stamp(stampOf(target))
}

/** Builds those of the targets that are missing or stale; says so on standard error. */
export async function buildIfNeeded(targets) {
  for (const target of targets) {
    if (!isStale(target)) continue
    process.stderr.write(`building ${target} …\n`)
    await build(target)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2)
  const targets = words.filter((word) => !word.startsWith('--'))
  if (!targets.length || targets.some((target) => !TARGETS.includes(target))) {
    process.stderr.write(`usage: node scripts/build.mjs [--if-needed] ${TARGETS.join('|')} …\n`)
    process.exit(2)
  }
  if (words.includes('--if-needed')) await buildIfNeeded(targets)
  else for (const target of targets) await build(target)
}
