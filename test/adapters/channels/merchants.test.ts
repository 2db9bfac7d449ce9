import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { keyFolder } from '../../../sandbox/keys/merchants'
import { prepareSandbox } from '../../../sandbox/prepare'
import {
  createChannelDirectory,
  PRODUCTION_ENDPOINTS,
  sandboxEndpoints,
} from '../../../server/adapters/channels/directory'
import { loadMerchants } from '../../../server/adapters/channels/merchants'
import { listeningLog } from '../../support/channels/log'
import { NOW, pemOf } from '../../support/channels/wechatPlatform'

let dataDir: string
let keys: string
let production: string
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'heatpay-merchants-'))
  cpSync(made, dataDir, { recursive: true })
  keys = keyFolder(dataDir)
  production = path.join(dataDir, 'merchants')
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const made = mkdtempSync(path.join(tmpdir(), 'heatpay-keys-'))
beforeAll(() => {
  prepareSandbox(made)
})
afterAll(() => rmSync(made, { recursive: true, force: true }))

const numbers = (): Record<string, { wechat?: Record<string, string>; alipay?: Record<string, string> }> =>
  JSON.parse(readFileSync(path.join(keys, 'merchant.json'), 'utf8'))
const opened = (mode: 'sandbox' | 'production' = 'sandbox') => {
  const { log, lines } = listeningLog()
  return {
    book: loadMerchants({ mode, folder: mode === 'sandbox' ? keys : production, sandboxFolder: keys, log }),
    lines,
  }
}
/** Keys as platforms give them out and operators make them: with the exponent that everybody takes. */
const PRODUCTION_FILES = {
  'wechat-merchant.key': generated().privateKey,
  'wechat-pubkey.pub': generated().publicKey,
  'wechat-pubkey.id': 'PUB_KEY_ID_0119000001092024112500110400000001',
  'alipay-app.key': generated().privateKey,
  'alipay-platform.pub': generated().publicKey,
}

function generated() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey: pemOf(privateKey), publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}

/** Numbers as the channels give them out, which are no sandbox's. */
const contracted = (company: string) => {
  const { wechat, alipay } = numbers()[company] ?? {}
  const last = String(company.length).padStart(2, '0')
  return {
    wechat: { ...wechat, appid: `wx2421b1c4370ec4${last}`, mchid: `19000001${last}` },
    alipay: { ...alipay, appId: `20210000000000${last}`, sellerId: `20880000000000${last}` },
  }
}

/** A company's folder as an operator would fill it. */
function openShop(company: string, of: object = contracted(company)) {
  const folder = path.join(production, company)
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(PRODUCTION_FILES)) writeFileSync(path.join(folder, name), text)
  writeFileSync(path.join(folder, 'merchant.json'), JSON.stringify(of))
  return folder
}
const newKey = () => generated().privateKey

describe('the sandbox’s merchants', () => {
  test('are all five companies, each with its own numbers and the same keys', () => {
    const { book } = opened()
    expect([...book.companies()].sort()).toEqual(['baoji', 'beijing', 'binzhou', 'lanzhou', 'tangshan'])
    expect(book.of('lanzhou')?.wechat).toMatchObject({ company: 'lanzhou', ...numbers().lanzhou?.wechat })
    expect(book.of('lanzhou')?.alipay).toMatchObject({ company: 'lanzhou', ...numbers().lanzhou?.alipay })
    expect(book.of('lanzhou')?.wechat?.mchid).not.toBe(book.of('baoji')?.wechat?.mchid)
    expect(book.of('nowhere')).toBeUndefined()
  })

  test('hold the WeChat Pay public key and the platform certificate side by side', () => {
    const { book } = opened()
    const wechat = book.of('beijing')?.wechat
    expect(wechat?.publicKeys.map(({ id }) => id)).toEqual([
      readFileSync(path.join(keys, 'wechat-pubkey.id'), 'utf8').trim(),
    ])
    expect(wechat?.certificates.map(({ serial }) => serial)).toEqual([
      readFileSync(path.join(keys, 'wechat-platform.serial'), 'utf8').trim(),
    ])
  })

  test('are not for production', () => {
    const folder = openShop('lanzhou')
    cpSync(path.join(keys, 'wechat-platform.key'), path.join(folder, 'wechat-platform.key'))
    expect(() => opened('production')).toThrow(/sandbox/)
  })

  test.each([
    ['appid', 'wechat'],
    ['mchid', 'wechat'],
    ['appId', 'alipay'],
    ['sellerId', 'alipay'],
  ] as const)('nor is a company’s folder with the sandbox’s %s among its numbers', (number, channel) => {
    for (const company of ['lanzhou', 'beijing']) {
      const own = contracted(company)
      const folder = openShop(company, {
        ...own,
        [channel]: { ...own[channel], [number]: numbers()[company]?.[channel]?.[number] },
      })
      expect(() => opened('production')).toThrow(/holds a sandbox's keys/)
      rmSync(folder, { recursive: true })
    }
  })

  test.each(['wechat-platform.crt', 'alipay-app.crt', 'alipay-public.crt', 'alipay-root.crt'])(
    'nor is a company’s folder with the sandbox’s %s',
    (name) => {
      cpSync(path.join(keys, name), path.join(openShop('lanzhou'), name))
      expect(() => opened('production')).toThrow(`holds a sandbox's keys: ${name}`)
    },
  )

  test.each([
    ['wechat-pubkey.pub', 'wechat-pubkey.pub'],
    ['alipay-platform.pub', 'alipay-platform.pub'],
    ['wechat-platform.pub', 'wechat-pubkey.pub'],
    ['wechat-platform.pub', 'alipay-platform.pub'],
    ['wechat-platform.pub', 'wechat-platform.pub'],
    ['wechat-merchant.key', 'wechat-merchant.key'],
    ['alipay-app.key', 'alipay-app.key'],
  ])('nor is a company’s folder of its own numbers with a sandbox’s %s as its %s', (of, as) => {
    cpSync(path.join(keys, of), path.join(openShop('lanzhou'), as))
    expect(() => opened('production')).toThrow(`holds a sandbox's keys: ${as}`)
    const { publicExponent } = createPublicKey(readFileSync(path.join(keys, of))).asymmetricKeyDetails ?? {}
    expect(publicExponent).toBe(65_539n)
  })

  test('nor is a key of the sandbox beside it that was made before its keys were marked', () => {
    const old = generated()
    writeFileSync(path.join(keys, 'wechat-pubkey.key'), old.privateKey)
    writeFileSync(path.join(openShop('lanzhou'), 'wechat-pubkey.pub'), old.publicKey)
    expect(() => opened('production')).toThrow("holds a sandbox's keys: wechat-pubkey.pub")
  })

  test('nor is the sandbox’s own folder, whichever DATA_DIR it is in', () => {
    cpSync(keys, production, { recursive: true })
    expect(() => opened('production')).toThrow(/holds a sandbox's keys/)
  })

  test('nor do they take the place of good ones while the server runs', () => {
    openShop('lanzhou')
    const { book, lines } = opened('production')
    const before = book.of('lanzhou')
    openShop('lanzhou', numbers().lanzhou)
    expect(book.of('lanzhou')).toBe(before)
    expect(lines).toEqual([expect.objectContaining({ level: 'error', company: 'lanzhou' })])
  })
})

describe('merchants in production', () => {
  test('have a folder each; one may have contracted one channel only', () => {
    openShop('lanzhou')
    openShop('baoji', { alipay: contracted('baoji').alipay })
    const { book } = opened('production')
    expect(book.companies()).toEqual(['baoji', 'lanzhou'])
    expect(book.of('baoji')).toMatchObject({ wechat: undefined, alipay: { company: 'baoji' } })
    expect(book.of('beijing')).toBeUndefined()
  })

  test.each([
    ['a short APIv3 key', { apiV3Key: 'short' }, /lanzhou: wechat\.apiV3Key/],
    ['a malformed appid', { appid: 'wx1' }, /wechat\.appid/],
    ['no app secret', { appSecret: undefined }, /wechat\.appSecret/],
  ])('are refused at the start with %s', (_what, change, reason) => {
    const { lanzhou } = numbers()
    openShop('lanzhou', { ...lanzhou, wechat: { ...lanzhou?.wechat, ...change } })
    expect(() => opened('production')).toThrow(reason)
  })

  test.each(['wechat-merchant.key', 'alipay-platform.pub', 'wechat-pubkey.id'])(
    'are refused at the start without %s',
    (name) => {
      rmSync(path.join(openShop('lanzhou'), name))
      expect(() => opened('production')).toThrow(new RegExp(name))
    },
  )
})

describe('a key that is rotated', () => {
  test('is read without a restart, and only then', () => {
    const { book } = opened()
    const before = book.of('lanzhou')
    expect(book.of('lanzhou')).toBe(before)
    const pem = newKey()
    writeFileSync(path.join(keys, 'wechat-merchant.key'), pem)
    expect(book.of('lanzhou')?.wechat?.merchantPrivateKey.trim()).toBe(pem.trim())
    expect(before?.wechat?.merchantPrivateKey.trim()).not.toBe(pem.trim())
  })

  test('but was written badly is logged once, and the last good one stays until it is mended', () => {
    const { book, lines } = opened()
    const before = book.of('lanzhou')
    writeFileSync(path.join(keys, 'wechat-merchant.key'), '-----BEGIN')
    expect(book.of('lanzhou')).toBe(before)
    expect(book.of('lanzhou')).toBe(before)
    expect(lines).toEqual([expect.objectContaining({ level: 'error', company: 'lanzhou' })])
    const pem = newKey()
    writeFileSync(path.join(keys, 'wechat-merchant.key'), pem)
    expect(book.of('lanzhou')?.wechat?.merchantPrivateKey.trim()).toBe(pem.trim())
  })
})

describe('the directory of channels', () => {
  const directoryOf = (
    book: ReturnType<typeof loadMerchants>,
    endpoints = sandboxEndpoints('http://127.0.0.1:8081/'),
  ) =>
    createChannelDirectory({
      merchants: book,
      endpoints,
      clock: () => NOW,
      newNonce: () => 'nonce',
      log: listeningLog().log,
    })

  test('gives each company its channels, made once, and made anew when a key has changed', () => {
    const { book } = opened()
    const directory = directoryOf(book)
    const lanzhou = directory.get('lanzhou', 'wechat')
    expect(lanzhou?.name).toBe('wechat')
    expect(directory.get('lanzhou', 'alipay')?.name).toBe('alipay')
    expect(directory.get('lanzhou', 'wechat')).toBe(lanzhou)
    expect(directory.get('baoji', 'wechat')).not.toBe(lanzhou)
    expect(directory.companiesWith('alipay')).toEqual(book.companies())
    writeFileSync(path.join(keys, 'wechat-merchant.key'), newKey())
    expect(directory.get('lanzhou', 'wechat')).not.toBe(lanzhou)
  })

  test('has no channel that was not contracted', () => {
    openShop('lanzhou')
    openShop('baoji', { alipay: contracted('baoji').alipay })
    const directory = directoryOf(opened('production').book, PRODUCTION_ENDPOINTS)
    expect(directory.get('baoji', 'wechat')).toBeUndefined()
    expect(directory.get('nowhere', 'wechat')).toBeUndefined()
    expect(directory.companiesWith('wechat')).toEqual(['lanzhou'])
    expect(directory.companiesWith('alipay')).toEqual(['baoji', 'lanzhou'])
  })

  test('refuses to talk to a sandbox in the open', () => {
    const { book } = opened()
    const open = { ...sandboxEndpoints('http://127.0.0.1:8081'), allowLoopback: false }
    expect(() => directoryOf(book, open).get('lanzhou', 'wechat')).toThrow(/https/)
    expect(() => directoryOf(book, open).get('lanzhou', 'alipay')).toThrow(/https/)
  })
})
