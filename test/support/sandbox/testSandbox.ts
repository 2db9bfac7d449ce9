import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FIVE_COMPANIES } from '../../../sandbox/companies'
import { type RunningSandbox, type SandboxOptions, startSandbox } from '../../../sandbox/start'

/** Keys and numbers as an outsider finds them: read from the files of contract.md, not from the sandbox's memory. */
export interface KeyFiles {
  text(name: string): string
  privateKey(name: string): KeyObject
  publicKey(name: string): KeyObject
  merchant(company: string): {
    wechat: { appid: string; mchid: string; apiV3Key: string; merchantSerial: string; appSecret: string }
    alipay: { appId: string; sellerId: string }
  }
}

export interface TestSandbox extends RunningSandbox {
  dataDir: string
  keys: KeyFiles
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>
  remove(): Promise<void>
}

/** A sandbox on a free port, in a folder of its own, that does only what the test asks it to (no timers). */
export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'heatpay-sandbox-'))
  const sandbox = await startSandbox({
    port: 0,
    serverUrl: 'http://127.0.0.1:8080',
    everyMs: false,
    companies: FIVE_COMPANIES,
    ...options,
    dataDir,
  })
  return {
    ...sandbox,
    dataDir,
    keys: keyFiles(dataDir),
    async api(method, target, body) {
      const answer = await fetch(`${sandbox.url}/sandbox/api/${target}`, {
        method,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    async remove() {
      await sandbox.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export function keyFiles(dataDir: string): KeyFiles {
  const text = (name: string) => readFileSync(path.join(dataDir, 'sandbox', 'keys', name), 'utf8')
  return {
    text,
    privateKey: (name) => createPrivateKey(text(`${name}.key`)),
    publicKey: (name) => createPublicKey(text(`${name}.pub`)),
    merchant: (company) => JSON.parse(text('merchant.json'))[company],
  }
}
