import { execFile } from 'node:child_process'
import { createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { FIVE_COMPANIES, readCompanies } from '../../sandbox/companies'
import { keyFolder } from '../../sandbox/keys/merchants'
import { prepareSandbox } from '../../sandbox/prepare'
import { isPrepared, notePrepared } from '../../sandbox/prepared'

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'heatpay-keys-'))
  folders.push(folder)
  return folder
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const contents = (dataDir: string) =>
  Object.fromEntries(
    readdirSync(keyFolder(dataDir)).map((name) => [name, readFileSync(path.join(keyFolder(dataDir), name), 'utf8')]),
  )

describe('the sandbox prepares its keys', () => {
  const dataDir = newFolder()
  const first = prepareSandbox(dataDir)

  it('under the names that the contract gives', () => {
    expect(Object.keys(contents(dataDir)).sort()).toEqual([
      'alipay-app.crt',
      'alipay-app.key',
      'alipay-app.pub',
      'alipay-ca.key',
      'alipay-platform.key',
      'alipay-platform.pub',
      'alipay-public.crt',
      'alipay-root.crt',
      'bank-line.key',
      'merchant.json',
      'wechat-merchant.key',
      'wechat-platform.crt',
      'wechat-platform.key',
      'wechat-platform.pub',
      'wechat-platform.serial',
      'wechat-pubkey.id',
      'wechat-pubkey.key',
      'wechat-pubkey.pub',
    ])
    expect(contents(dataDir)['wechat-merchant.key']).toMatch(/^-----BEGIN PRIVATE KEY-----/)
  })

  it('readable by nobody else', () => {
    expect(statSync(path.join(keyFolder(dataDir), 'wechat-platform.key')).mode & 0o077).toBe(0)
  })

  it('with a real self-signed platform certificate and its serial', () => {
    const certificate = new X509Certificate(contents(dataDir)['wechat-platform.crt'] ?? '')
    expect(certificate.verify(certificate.publicKey)).toBe(true)
    expect(certificate.checkIssued(certificate)).toBe(true)
    expect(certificate.serialNumber).toMatch(/^[0-9A-F]{40}$/)
    expect(contents(dataDir)['wechat-platform.serial']).toBe(certificate.serialNumber)
    expect(certificate.publicKey.equals(createPublicKey(contents(dataDir)['wechat-platform.pub'] ?? ''))).toBe(true)
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now() + 2 * 365 * 86_400_000)
  })

  it('with numbers of the real shapes, different for each company', () => {
    const merchants = first.merchants
    expect(Object.keys(merchants).sort()).toEqual(['baoji', 'beijing', 'binzhou', 'lanzhou', 'tangshan'])
    for (const { wechat, alipay } of Object.values(merchants)) {
      expect(wechat.appid).toMatch(/^wx[0-9a-f]{16}$/)
      expect(wechat.mchid).toMatch(/^\d{10}$/)
      expect(wechat.apiV3Key).toMatch(/^[0-9A-Za-z]{32}$/)
      expect(wechat.merchantSerial).toMatch(/^[0-9A-F]{40}$/)
      expect(alipay.appId).toMatch(/^\d{16}$/)
      expect(alipay.sellerId).toMatch(/^2088\d{12}$/)
    }
    expect(new Set(Object.values(merchants).map(({ wechat }) => wechat.apiV3Key)).size).toBe(5)
    expect(contents(dataDir)['wechat-pubkey.id']).toMatch(/^PUB_KEY_ID_\d+$/)
  })

  it('once: a second start changes nothing', () => {
    const before = contents(dataDir)
    prepareSandbox(dataDir)
    expect(contents(dataDir)).toEqual(before)
  })

  it('with the same public numbers but other secrets in another installation', () => {
    const other = prepareSandbox(newFolder()).merchants.beijing
    expect(other?.wechat.mchid).toBe(first.merchants.beijing?.wechat.mchid)
    expect(other?.wechat.apiV3Key).not.toBe(first.merchants.beijing?.wechat.apiV3Key)
  })

  it('for a sixth company without touching the five', () => {
    const before = JSON.parse(contents(dataDir)['merchant.json'] ?? '')
    prepareSandbox(dataDir, [...FIVE_COMPANIES, { id: 'harbin', name: '哈尔滨热力' }])
    const after = JSON.parse(contents(dataDir)['merchant.json'] ?? '')
    expect(after).toMatchObject(before)
    expect(after.harbin.wechat.mchid).toMatch(/^\d{10}$/)
  })
})

it('several processes that prepare one folder at once end with one set of keys', async () => {
  const dataDir = newFolder()
  const run = promisify(execFile)
  const hook = path.join(__dirname, '..', 'support', 'sandbox', 'runTypescript.cjs')
  const start = [hook, path.join(__dirname, '..', 'support', 'sandbox', 'prepareAndPrint.ts'), dataDir]
  const answers = await Promise.all([1, 2, 3].map(() => run(process.execPath, start)))
  expect(answers[0]?.stdout).toContain('PUB_KEY_ID_')
  expect(new Set(answers.map(({ stdout }) => stdout)).size).toBe(1)
  expect(readdirSync(keyFolder(dataDir)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

describe('the companies', () => {
  it('are the five where there are no rulebooks', () => {
    expect(readCompanies(path.join(newFolder(), 'none'))).toEqual(FIVE_COMPANIES)
  })
  it('are those of the rulebooks where there are some', () => {
    const folder = newFolder()
    writeFileSync(path.join(folder, 'harbin.yaml'), 'id: harbin\nname: 哈尔滨热力有限公司\nprices: []\n')
    writeFileSync(path.join(folder, 'broken.yaml'), 'id: [\n')
    expect(readCompanies(folder)).toEqual([{ id: 'harbin', name: '哈尔滨热力有限公司', accounts: [] }])
  })
})

describe('a command need not look at all keys again', () => {
  const dataDir = newFolder()
  const prepare = () => {
    prepareSandbox(dataDir)
    notePrepared(dataDir)
  }

  it('once they are whole', () => {
    expect(isPrepared(dataDir)).toBe(false)
    prepare()
    expect(isPrepared(dataDir)).toBe(true)
  })

  it('but does when one was lost or changed', () => {
    rmSync(path.join(keyFolder(dataDir), 'bank-line.key'))
    expect(isPrepared(dataDir)).toBe(false)
    prepare()
    expect(isPrepared(dataDir)).toBe(true)
    writeFileSync(path.join(keyFolder(dataDir), 'merchant.json'), '{}\n')
    expect(isPrepared(dataDir)).toBe(false)
  })
})
