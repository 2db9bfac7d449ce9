import { createHash, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Channel } from '../../../contract/channelWords'

/** Only who plays the platform has its private keys: a folder with one of these is a sandbox's. */
const PLATFORM_SECRETS = ['wechat-platform.key', 'wechat-pubkey.key', 'alipay-platform.key']
const CERTIFICATES = ['wechat-platform.crt', 'alipay-app.crt', 'alipay-public.crt', 'alipay-root.crt']
const SANDBOX = 'heatpay sandbox'

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

interface Numbers {
  wechat?: { appid: string; mchid: string } | undefined
  alipay?: { appId: string; sellerId: string } | undefined
}

/**
 * Takes a company's folder and the numbers in it; gives what of it a sandbox has made, which production refuses (contract.md,
 * Commands): anybody who runs a sandbox could sign for the platform. Undefined when nothing is.
 */
export function sandboxPartOf(company: string, folder: string, { wechat, alipay }: Numbers): string | undefined {
  if (isSandboxFolder(folder)) return 'the private keys of the platform'
  const certificate = CERTIFICATES.find(
    (name) => existsSync(join(folder, name)) && isSandboxCertificate(join(folder, name)),
  )
  if (certificate) return certificate
  const theirs = sandboxNumbersOf(company)
  if (wechat?.appid === theirs.wechat.appid || wechat?.mchid === theirs.wechat.mchid) return 'the WeChat numbers'
  if (alipay?.appId === theirs.alipay.appId || alipay?.sellerId === theirs.alipay.sellerId) return 'the Alipay numbers'
  return undefined
}
