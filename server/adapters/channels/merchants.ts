import { createPrivateKey, createPublicKey } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Channel } from '../../../contract/channelWords'
import { companyId } from '../../../contract/estimates'
import { messageEvent } from '../../../contract/messages'
import type { Log } from '../../application/ports/system'
import type { AlipayMerchant, AlipayTrust } from './alipay'
import { isSandboxFolder, sandboxPartOf } from './sandboxKeys'
import type { WechatMerchant } from './wechat'
import { serialOf } from './wechat/certificates'

/** The ids of the message templates that the company has chosen on the platform; an event without one sends nothing. */
const templates = z.partialRecord(messageEvent, z.string().min(1).max(64)).default({})

const wechatNumbers = z.object({
  appid: z.string().regex(/^wx[0-9a-f]{16}$/),
  mchid: z.string().regex(/^\d{8,10}$/),
  apiV3Key: z.string().regex(/^[\x21-\x7e]{32}$/, 'an APIv3 key has 32 characters'),
  merchantSerial: z.string().regex(/^[0-9A-F]{1,40}$/),
  appSecret: z.string().min(1),
  templates,
})
const alipayNumbers = z.object({
  appId: z.string().regex(/^\d{16}$/),
  sellerId: z.string().regex(/^2088\d{12}$/),
  /** How the app was set up at Alipay (formats.md 3.3). */
  mode: z.enum(['key', 'certificate']).default('key'),
  templates,
})
const companyNumbers = z.object({
  wechat: wechatNumbers.optional(),
  alipay: alipayNumbers.optional(),
} satisfies Record<Channel, z.ZodType>)

const NUMBERS = 'merchant.json'
const KEY_FILES = [
  'wechat-merchant.key',
  'wechat-pubkey.pub',
  'wechat-pubkey.id',
  'wechat-platform.crt',
  'alipay-app.key',
  'alipay-platform.pub',
  'alipay-app.crt',
  'alipay-public.crt',
  'alipay-root.crt',
]

interface MerchantAt {
  wechat: WechatMerchant
  alipay: AlipayMerchant
}

/** A company's merchants; a channel that it has not contracted is undefined. */
export type Merchants = { [Name in Channel]: MerchantAt[Name] | undefined }

export interface MerchantBook {
  companies(): string[]
  /** The same object until a file changes. Undefined when the company is not in the book. */
  of(company: string): Merchants | undefined
}

export interface MerchantSource {
  /**
   * `sandbox`: the folder is DATA_DIR/sandbox/keys (contract.md, Sandbox): one set of keys serves all companies, whose
   * numbers are in merchant.json by company. `production`: the folder has one folder per company, named by its id, with
   * its own merchant.json (`{"wechat":{…},"alipay":{…}}`, either may be missing) and its own key files of the same names:
   * wechat-merchant.key, wechat-pubkey.pub with wechat-pubkey.id and/or wechat-platform.crt, alipay-app.key, and for Alipay
   * either alipay-platform.pub or, with `"mode":"certificate"` among its numbers, alipay-app.crt, alipay-public.crt (one
   * certificate or several) and alipay-root.crt.
   */
  mode: 'sandbox' | 'production'
  folder: string
  /** Where a sandbox in the same DATA_DIR would have its keys: production takes none of those. */
  sandboxFolder?: string
  log: Log
  /** How often at most the files are looked at again, in milliseconds; each time by default. */
  lookEveryMs?: number
}

function readText(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8').trim()
}

function privateKey(folder: string, name: string): string {
  const pem = readText(folder, name)
  createPrivateKey(pem)
  return `${pem}\n`
}

function publicKey(folder: string, name: string): string {
  const pem = readText(folder, name)
  createPublicKey(pem)
  return `${pem}\n`
}

/** Reads numbers and keys of one company. Throws, naming the file's folder, when one is missing or malformed. */
function readMerchants(company: string, folder: string, numbers: unknown): Merchants {
  const parsed = companyNumbers.safeParse(numbers)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`${join(folder, NUMBERS)}, ${company}: ${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { wechat, alipay } = parsed.data
  const publicKeys = existsSync(join(folder, 'wechat-pubkey.pub'))
    ? [{ id: readText(folder, 'wechat-pubkey.id'), pem: publicKey(folder, 'wechat-pubkey.pub') }]
    : []
  const certificates = existsSync(join(folder, 'wechat-platform.crt'))
    ? [platformCertificate(publicKey(folder, 'wechat-platform.crt'))]
    : []
  return {
    wechat: wechat && {
      company,
      ...wechat,
      merchantPrivateKey: privateKey(folder, 'wechat-merchant.key'),
      publicKeys,
      certificates,
    },
    alipay: alipay && {
      company,
      appId: alipay.appId,
      sellerId: alipay.sellerId,
      templates: alipay.templates,
      appPrivateKey: privateKey(folder, 'alipay-app.key'),
      trust: alipayTrust(folder, alipay.mode),
    },
  }
}

function alipayTrust(folder: string, mode: AlipayTrust['mode']): AlipayTrust {
  if (mode === 'key') return { mode, alipayPublicKey: publicKey(folder, 'alipay-platform.pub') }
  return {
    mode,
    appCertificate: publicKey(folder, 'alipay-app.crt'),
    alipayCertificates: publicKey(folder, 'alipay-public.crt'),
    rootCertificates: publicKey(folder, 'alipay-root.crt'),
  }
}

function platformCertificate(pem: string) {
  const serial = serialOf(pem)
  if (!serial) throw new Error('wechat-platform.crt is no certificate')
  return { serial, pem }
}

/**
 * Opens the merchants' numbers and keys. They are read from files, looked at again when they are asked for (at most every
 * `lookEveryMs`: a dozen files cost more than a notification's signature), and read again when one has changed, so that a key is rotated without a restart; what then cannot be read is logged, and the last
 * good reading stays. Throws when a company cannot be read at first, and in production on a sandbox's keys.
 */
export function loadMerchants({ mode, folder, sandboxFolder, log, lookEveryMs = 0 }: MerchantSource): MerchantBook {
  const folderOf = (company: string) => (mode === 'sandbox' ? folder : join(folder, company))
  const known = new Map<string, { stamp: string; merchants: Merchants }>()
  /** Companies whose files were looked at a moment ago. */
  const fresh = new Set<string>()

  function companies(): string[] {
    if (mode === 'sandbox') return Object.keys(allNumbers(folder))
    return readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, NUMBERS)))
      .sort()
  }

  function stampOf(company: string): string {
    return [NUMBERS, ...KEY_FILES]
      .map((name) => statSync(join(folderOf(company), name), { throwIfNoEntry: false }))
      .map((file) => (file ? `${file.mtimeMs} ${file.size} ${file.ino}` : '-'))
      .join()
  }

  function read(company: string): Merchants | undefined {
    const numbers = allNumbers(folderOf(company))
    const own = mode === 'sandbox' ? ownNumbers(numbers, company) : numbers
    if (own === undefined) return undefined
    const merchants = readMerchants(company, folderOf(company), own)
    const sandboxs =
      mode === 'production' ? sandboxPartOf(company, folderOf(company), merchants, sandboxFolder) : undefined
    if (sandboxs) throw new Error(`${folderOf(company)} holds a sandbox's keys: ${sandboxs}. Not for production`)
    return merchants
  }

  function of(company: string): Merchants | undefined {
    const before = known.get(company)
    if (before && fresh.has(company)) return before.merchants
    // It comes from an address and becomes a folder's name: only what can be a company's.
    if (!companyId.safeParse(company).success) return undefined
    const stamp = stampOf(company)
    if (lookEveryMs > 0) {
      fresh.add(company)
      setTimeout(() => fresh.delete(company), lookEveryMs).unref()
    }
    if (before?.stamp === stamp) return before.merchants
    try {
      const merchants = existsSync(join(folderOf(company), NUMBERS)) ? read(company) : undefined
      if (merchants) known.set(company, { stamp, merchants })
      else known.delete(company)
      return merchants
    } catch (error) {
      if (!before) throw error
      known.set(company, { stamp, merchants: before.merchants })
      log.error({ company, reason: error instanceof Error ? error.message : 'unknown' }, 'merchant files not reread')
      return before.merchants
    }
  }

  if (mode === 'production' && isSandboxFolder(folder)) {
    throw new Error(`${folder} holds a sandbox's keys: not for production`)
  }
  for (const company of companies()) of(company)
  return { companies, of }
}

/** What every object has (`constructor`) is no company. */
const ownNumbers = (numbers: Record<string, unknown>, company: string) =>
  Object.hasOwn(numbers, company) ? numbers[company] : undefined

function allNumbers(folder: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(folder, NUMBERS), 'utf8')))
}
