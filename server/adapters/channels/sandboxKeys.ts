import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Channel } from '../../../contract/channelWords'

/** Only who plays the platform has its private keys: a folder with one of these is a sandbox's. */
const PLATFORM_SECRETS = ['wechat-platform.key', 'wechat-pubkey.key', 'alipay-platform.key']
const CERTIFICATES = ['wechat-platform.crt', 'alipay-app.crt', 'alipay-public.crt', 'alipay-root.crt']
/** Everything that an operator puts there and that holds an RSA key. */
const KEYS = [
  'wechat-platform.pub',
  'wechat-pubkey.pub',
  'wechat-merchant.key',
  'alipay-platform.pub',
  'alipay-app.key',
  ...CERTIFICATES,
]
const SANDBOX = 'heatpay sandbox'
/** No platform's key has it: every key of a sandbox does, so that it is known wherever it was copied to. */
const SANDBOX_EXPONENT = 65_539n

const digestOf = (seed: string) => createHash('sha256').update(`${SANDBOX} ${seed}`).digest('hex')
const digitsOf = (seed: string, length: number) =>
  (BigInt(`0x${digestOf(seed)}`) % 10n ** BigInt(length)).toString().padStart(length, '0')

/** The public numbers that every sandbox gives a company: they follow from its id alone. */
function sandboxNumbersOf(company: string) {
  return {
    wechat: { appid: `wx${digestOf(`appid ${company}`).slice(0, 16)}`, mchid: `16${digitsOf(`mchid ${company}`, 8)}` },
    alipay: {
      appId: `2021${digitsOf(`appId ${company}`, 12)}`,
      sellerId: `2088${digitsOf(`sellerId ${company}`, 12)}`,
    },
  } satisfies Record<Channel, Record<string, string>>
}

/** Whether a folder is one that a sandbox has made, or its copy. */
export function isSandboxFolder(folder: string): boolean {
  return PLATFORM_SECRETS.some((name) => existsSync(join(folder, name)))
}

function isSandboxCertificate(file: string): boolean {
  const blocks = readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return blocks.some((pem) => new X509Certificate(pem).issuer.split('\n').includes(`O=${SANDBOX}`))
}

const BLOCKS = /-----BEGIN ([A-Z ]+)-----[^-]+-----END \1-----/g

/** The RSA keys of a PEM file, a certificate's and a private key's too; a key of another kind has none. */
function rsaKeysOf(file: string) {
  return (readFileSync(file, 'utf8').match(BLOCKS) ?? []).flatMap((pem) => {
    try {
      const key = createPublicKey(pem)
      return key.asymmetricKeyType === 'rsa' ? [key] : []
    } catch {
      // Not a key at all: anyone who reads the file for its purpose says so.
      return []
    }
  })
}

/**
 * Whether a file holds a key that a sandbox has made: one with its exponent, or one that lies in a sandbox's folder at hand,
 * whose keys may be older than the exponent.
 */
function isSandboxKey(file: string, sandboxFolder: string | undefined): boolean {
  const keys = rsaKeysOf(file)
  if (keys.some((key) => key.asymmetricKeyDetails?.publicExponent === SANDBOX_EXPONENT)) return true
  if (sandboxFolder === undefined || !existsSync(sandboxFolder)) return false
  const theirs = readdirSync(sandboxFolder)
    .filter((name) => /\.(pub|key|crt)$/.test(name))
    .flatMap((name) => rsaKeysOf(join(sandboxFolder, name)))
  return keys.some((key) => theirs.some((one) => one.equals(key)))
}

interface Numbers {
  wechat?: { appid: string; mchid: string } | undefined
  alipay?: { appId: string; sellerId: string } | undefined
}

/**
 * Takes a company's folder, the numbers in it, and the folder of keys of a sandbox in the same DATA_DIR; gives what of it a
 * sandbox has made, by its file's name, which production refuses (contract.md, Commands): anybody who runs a sandbox could
 * sign for the platform. Undefined when nothing is.
 */
export function sandboxPartOf(
  company: string,
  folder: string,
  { wechat, alipay }: Numbers,
  sandboxFolder: string | undefined,
): string | undefined {
  if (isSandboxFolder(folder)) return 'the private keys of the platform'
  const certificate = CERTIFICATES.find(
    (name) => existsSync(join(folder, name)) && isSandboxCertificate(join(folder, name)),
  )
  if (certificate) return certificate
  const key = KEYS.find((name) => existsSync(join(folder, name)) && isSandboxKey(join(folder, name), sandboxFolder))
  if (key) return key
  const theirs = sandboxNumbersOf(company)
  if (wechat?.appid === theirs.wechat.appid || wechat?.mchid === theirs.wechat.mchid) return 'the WeChat numbers'
  if (alipay?.appId === theirs.alipay.appId || alipay?.sellerId === theirs.alipay.sellerId) return 'the Alipay numbers'
  return undefined
}
