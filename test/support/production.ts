import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readSettings, type Settings } from '../../server/settings'
import type { EmptyPlace } from './engines'
import { PROJECT } from './ports'
import { freePort } from './processes'

/** Secrets as `openssl rand` makes them. */
export const OWN_SECRETS = {
  RESIDENT_TOKEN_SECRET: '9f8e2c41d07b5a6399f8e2c41d07b5a63',
  FIELD_KEYS: 'AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=',
}

function pair() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    private: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    public: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}

/** Gives a company merchants of its own, as an operator would lay them out; gives its folder and the platform's private keys. */
export function openShop(merchantsDir: string, company: string) {
  const folder = path.join(merchantsDir, company)
  mkdirSync(folder, { recursive: true })
  const [merchant, pubkey, app, alipay] = [pair(), pair(), pair(), pair()]
  const last = String(company.length).padStart(2, '0')
  const files = {
    'wechat-merchant.key': merchant.private,
    'wechat-pubkey.pub': pubkey.public,
    'wechat-pubkey.id': 'PUB_KEY_ID_0119000001092024112500110400000001',
    'alipay-app.key': app.private,
    'alipay-platform.pub': alipay.public,
    'merchant.json': JSON.stringify({
      wechat: {
        appid: `wx2421b1c4370ec4${last}`,
        mchid: `19000001${last}`,
        apiV3Key: 'k8Tz2QpLm4Vx7Rc1Yb6Wn3Sd9Fg5Hj0A',
        merchantSerial: '3DE2F6A9B1C04785',
        appSecret: 'own',
      },
      alipay: { appId: `20210000000000${last}`, sellerId: `20880000000000${last}` },
    }),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
  return { folder, wechatKey: pubkey.private, alipayKey: alipay.private }
}

/** The environment of a production installation on a place: its own secrets, and merchants for one company. */
export async function productionOf(place: EmptyPlace, company = 'lanzhou'): Promise<Record<string, string>> {
  const merchantsDir = path.join(place.folder, '..', `${path.basename(place.folder)}-merchants`)
  openShop(merchantsDir, company)
  return {
    HEATPAY_MODE: 'production',
    PUBLIC_URL: 'https://pay.example.cn',
    ...OWN_SECRETS,
    MERCHANTS_DIR: merchantsDir,
    PORT: String(await freePort()),
    DATA_DIR: path.join(place.folder, 'data'),
    DATABASE_URL: place.databaseUrl,
    LOG_LEVEL: 'silent',
    FETCH_DAILY: 'off',
  }
}

/** An environment's settings; `without` leaves one out. */
export function settingsOf(environment: Record<string, string>, ...without: string[]): Settings {
  return readSettings(
    Object.fromEntries(Object.entries(environment).filter(([name]) => !without.includes(name))),
    PROJECT,
  )
}
