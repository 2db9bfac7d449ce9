import { createPublicKey, type KeyObject } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import type { Channel } from '../../contract/channelWords'
import { companyId } from '../../contract/estimates'
import type { Company } from '../companies'
import type { SandboxKeys } from '../prepare'
import { replaceFile } from '../wholeFile'
import { keyFolder, numbersOf } from './merchants'

const publicKey = z.string().refine((pem) => readKey(pem) !== undefined, '应为 RSA 公钥（PEM）')

function readKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'rsa' ? key : undefined
  } catch {
    return undefined
  }
}

/** What somebody may bring along at each channel; what he leaves out the sandbox gives him. */
const OWN_NUMBERS = {
  wechat: z
    .strictObject({
      appid: z
        .string()
        .regex(/^wx[0-9a-f]{16}$/, 'appid 为 wx 加 16 位十六进制')
        .optional(),
      mchid: z
        .string()
        .regex(/^\d{8,10}$/, '商户号为 8-10 位数字')
        .optional(),
      apiV3Key: z.string().length(32, 'APIv3 密钥为 32 个字符').optional(),
      merchantSerial: z
        .string()
        .regex(/^[0-9A-F]{40}$/, '商户证书序列号为 40 位十六进制大写')
        .optional(),
      appSecret: z.string().min(1).max(64).optional(),
      /** With which the sandbox checks the merchant's signatures; without it the sandbox's own `wechat-merchant` key signs. */
      merchantPublicKey: publicKey.optional(),
    })
    .optional(),
  alipay: z
    .strictObject({
      appId: z
        .string()
        .regex(/^\d{16}$/, 'AppID 为 16 位数字')
        .optional(),
      sellerId: z
        .string()
        .regex(/^2088\d{12}$/, '卖家号为 2088 开头的 16 位数字')
        .optional(),
      /** As `merchantPublicKey`, of the app. */
      appPublicKey: publicKey.optional(),
    })
    .optional(),
} satisfies Record<Channel, z.ZodType>

/** A merchant whose numbers and keys somebody already has: his own program talks to the sandbox unchanged. */
export const ownMerchant = z.strictObject({ id: companyId, name: z.string().trim().min(1).max(60), ...OWN_NUMBERS })
export type OwnMerchant = z.output<typeof ownMerchant>

const fileOf = (dataDir: string) => path.join(keyFolder(dataDir), 'own-merchants.json')

/** The merchants of a file, and those that were added by page or API. Throws with the place when one cannot be used. */
export function ownMerchants(dataDir: string, file: string | undefined): OwnMerchant[] {
  const added = fileOf(dataDir)
  return [...(file === undefined ? [] : read(file)), ...(existsSync(added) ? read(added) : [])]
}

function read(file: string): OwnMerchant[] {
  const found = z.array(ownMerchant).safeParse(parse(file))
  if (found.success) return found.data
  const issue = found.error.issues[0]
  throw new Error(`sandbox: ${file}: ${issue?.path.join('.') || 'file'}: ${issue?.message ?? 'unusable'}`)
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`sandbox: ${file}: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}

/** The fields that have a value: what is left out is the sandbox's to give. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}

interface Known {
  keys: Pick<SandboxKeys, 'merchants' | 'wechatMerchant' | 'ownKeys'>
  companies: Company[]
}

/** Makes a merchant known at once: his numbers stand beside the others', and his keys check what he signs. */
export function takeIn({ keys, companies }: Known, merchant: OwnMerchant): void {
  const company: Company = { id: merchant.id, name: merchant.name }
  const made = numbersOf(company, merchant.id)
  const { merchantPublicKey, ...wechat } = merchant.wechat ?? {}
  const { appPublicKey, ...alipay } = merchant.alipay ?? {}
  keys.merchants[merchant.id] = {
    wechat: { ...made.wechat, ...given(wechat) },
    alipay: { ...made.alipay, ...given(alipay) },
  }
  keys.ownKeys[merchant.id] = {
    ...(merchantPublicKey ? { wechat: createPublicKey(merchantPublicKey) } : {}),
    ...(appPublicKey ? { alipay: createPublicKey(appPublicKey) } : {}),
  }
  const at = companies.findIndex(({ id }) => id === merchant.id)
  companies.splice(at < 0 ? companies.length : at, at < 0 ? 0 : 1, company)
}

/** Writes a merchant down for the next start. */
export function keepMerchant(dataDir: string, merchant: OwnMerchant): void {
  const file = fileOf(dataDir)
  const others = existsSync(file) ? read(file).filter(({ id }) => id !== merchant.id) : []
  replaceFile(file, `${JSON.stringify([...others, merchant], null, 2)}\n`)
}
