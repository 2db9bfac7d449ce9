// Builds one target of the mini-program with Taro. A target's old output is removed first, so nothing stale is shipped.
import { spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Takes h5, weapp or alipay; resolves when dist/<target> is written, rejects with Taro's last words when it is not. */
export async function buildTarget(target) {
  await rm(path.join(root, 'dist', target), { recursive: true, force: true })
  const taro = path.join(root, 'node_modules', '@tarojs', 'cli', 'bin', 'taro')
  const child = spawn(process.execPath, [taro, 'build', '--type', target], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', TARO_ENV: target },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const keep = (chunk) => {
    said = (said + chunk).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (code !== 0) throw new Error(`taro build --type ${target} failed with ${code}:\n${said}`)
}
