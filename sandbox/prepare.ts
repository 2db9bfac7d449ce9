import { createHash, createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Channel } from '../contract/channelWords'
import { type Company, readCompanies } from './companies'
import { type AlipayCertificates, alipayCertificates } from './keys/alipayCertificates'
import { type DistinguishedName, makeCertificate, newRsaKey, randomSerial } from './keys/certificate'
import { keyFolder, type MerchantFile, numbersOf } from './keys/merchants'
import { randomDigits, randomHex } from './random'
import { ensureFile, replaceFile } from './wholeFile'

export interface SandboxKeys {
  wechatPlatform: {
    privateKey: KeyObject
    publicKey: KeyObject
    serial: string
    certificate: string
    validFrom: number
    validTo: number
  }
  wechatPubkey: { privateKey: KeyObject; publicKey: KeyObject; id: string }
  wechatMerchant: { privateKey: KeyObject; publicKey: KeyObject }
  alipayPlatform: { privateKey: KeyObject; publicKey: KeyObject }
  alipayApp: { privateKey: KeyObject; publicKey: KeyObject }
  alipayCertificates: AlipayCertificates
  /** Shared with the companies: signs what goes over the bank's line; 32 bytes in hexadecimal. */
  bankLine: string
  merchants: MerchantFile
  /** Public keys that merchants brought along; the others sign with the sandbox's own. */
  ownKeys: Record<string, { [Name in Channel]?: KeyObject }>
}

const PLATFORM: DistinguishedName = [
  ['C', 'CN'],
  ['O', 'heatpay sandbox'],
  ['OU', 'stand-in of Tenpay.com CA Center'],
  ['CN', 'heatpay sandbox platform'],
]
const YEAR = 365 * 86_400_000

/**
 * Makes what is missing of DATA_DIR/sandbox/keys (contract.md, Sandbox) and gives all of it. Idempotent, and safe when
 * two processes start at once: each file appears whole, and what depends on another file is derived from it.
 */
export function prepareSandbox(dataDir: string, companies: readonly Company[] = readCompanies()): SandboxKeys {
  const folder = keyFolder(dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pair = (name: string, writePublic = true) => {
    const privateKey = createPrivateKey(ensureFile(path.join(folder, `${name}.key`), newRsaKey))
    const publicKey = createPublicKey(privateKey)
    if (writePublic)
      ensureFile(path.join(folder, `${name}.pub`), () => publicKey.export({ type: 'spki', format: 'pem' }).toString())
    return { privateKey, publicKey }
  }
  const platform = pair('wechat-platform')
  const certificate = ensureFile(path.join(folder, 'wechat-platform.crt'), () => selfSigned(platform))
  const read = new X509Certificate(certificate)
  const serial = ensureFile(path.join(folder, 'wechat-platform.serial'), () => read.serialNumber.toUpperCase()).trim()
  const pubkeyId = ensureFile(path.join(folder, 'wechat-pubkey.id'), () => `PUB_KEY_ID_01${randomDigits(26)}`).trim()
  const merchant = pair('wechat-merchant', false)
  const alipayPlatform = pair('alipay-platform')
  const alipayApp = pair('alipay-app')
  return {
    wechatPlatform: {
      ...platform,
      serial,
      certificate,
      validFrom: Date.parse(read.validFrom),
      validTo: Date.parse(read.validTo),
    },
    wechatPubkey: { ...pair('wechat-pubkey'), id: pubkeyId },
    wechatMerchant: merchant,
    alipayPlatform,
    alipayApp,
    alipayCertificates: alipayCertificates(folder, { platform: alipayPlatform, app: alipayApp }),
    bankLine: ensureFile(path.join(folder, 'bank-line.key'), () => `${randomHex(64)}\n`).trim(),
    ownKeys: {},
    merchants: merchantFile(folder, merchant.privateKey, companies),
  }
}

function selfSigned(keys: { privateKey: KeyObject; publicKey: KeyObject }): string {
  // Valid from two years back, so that a past season can be rehearsed on a clock that was set back.
  const notBefore = Math.floor(Date.now() / YEAR) * YEAR - 2 * YEAR
  return makeCertificate({
    serial: randomSerial(20),
    issuer: PLATFORM,
    subject: PLATFORM,
    subjectKey: keys.publicKey,
    issuerKey: keys.privateKey,
    notBefore,
    notAfter: notBefore + 5 * YEAR,
    authority: true,
  })
}

function merchantFile(folder: string, key: KeyObject, companies: readonly Company[]): MerchantFile {
  const file = path.join(folder, 'merchant.json')
  const secret = createHash('sha256')
    .update(key.export({ type: 'pkcs8', format: 'der' }))
    .digest('hex')
  const wanted = Object.fromEntries(companies.map((company) => [company.id, numbersOf(company, secret)]))
  const text = (merchants: MerchantFile) => `${JSON.stringify(merchants, null, 2)}\n`
  const present = JSON.parse(ensureFile(file, () => text(wanted))) as MerchantFile
  const complete = { ...wanted, ...present }
  for (const [company, numbers] of Object.entries(wanted)) {
    // A file of an earlier version lacks what was added since; what it has, stays.
    const had = present[company]
    if (had) {
      complete[company] = {
        wechat: had.wechat && { ...numbers.wechat, ...had.wechat },
        alipay: had.alipay && { ...numbers.alipay, ...had.alipay },
      }
    }
  }
  if (text(complete) === text(present)) return present
  replaceFile(file, text(complete))
  return complete
}
