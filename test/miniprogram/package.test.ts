import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { built as builtForBrowser } from '../support/browser'
import { BUILD_TIME, built } from '../support/miniprogram/built'

const MOST = 700 * 1024
/** Of what a telephone loads before it shows anything. */
const MOST_AT_ONCE = 400 * 1024

/** What would let somebody else speak as the company, or as a person of ours. */
const SECRETS = [
  /-----BEGIN [A-Z ]*KEY-----/,
  /MII[A-Za-z0-9+/]{60}/,
  /api_?v3_?key|app_?secret|private_?key|client_?secret/i,
  /eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\./,
  /\b99\d{4}(?:19|20)\d{9}[\dXx]\b/,
]

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}

describe.each(['weapp', 'alipay'] as const)('The package for %s', (platform) => {
  let folder: string
  beforeAll(async () => {
    folder = await built(platform)
  }, BUILD_TIME)

  test('is at most 700 KB', () => {
    const bytes = files(folder).reduce((sum, file) => sum + statSync(file).size, 0)
    expect(bytes).toBeGreaterThan(100 * 1024)
    expect(bytes).toBeLessThanOrEqual(MOST)
  })

  test('is loaded at once by at most 400 KB; the rest comes in packages of its own', () => {
    const app = JSON.parse(readFileSync(path.join(folder, 'app.json'), 'utf8'))
    const later = (app.subPackages as { root: string }[]).map(({ root }) => path.join(folder, root, path.sep))
    const atOnce = files(folder).filter((file) => !later.some((root) => file.startsWith(root)))
    expect(later.length).toBeGreaterThan(0)
    expect(atOnce.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThanOrEqual(MOST_AT_ONCE)
    const preloaded = Object.values<{ packages: string[] }>(app.preloadRule).flatMap(({ packages }) => packages)
    const roots = (app.subPackages as { root: string }[]).map(({ root }) => root)
    expect(preloaded.filter((root) => !roots.includes(root))).toEqual([])
  })

  test('holds neither zod nor the other platform’s way to pay', () => {
    const source = files(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('')
    expect(source).not.toMatch(/ZodError|invalid_union/)
    expect(source.includes('tradeNO:')).toBe(platform === 'alipay')
    expect(source.includes('requestPayment:')).toBe(false)
    expect(/\.requestPayment\(/.test(source)).toBe(platform === 'weapp')
  })
})

test(
  'WeChat learns the colours of its bars by day and by night; Alipay, without it, by day',
  async () => {
    const read = (platform: string, file: string) => readFileSync(path.join(platform, file), 'utf8')
    const weapp = await built('weapp')
    const { window, ...app } = JSON.parse(read(weapp, 'app.json'))
    expect(app).toMatchObject({ darkmode: true, themeLocation: 'theme.json' })
    const theme: Record<string, Record<string, string>> = JSON.parse(read(weapp, 'theme.json'))
    const named = Object.values<string>(window).filter((value) => value.startsWith('@'))
    expect(named).toHaveLength(4)
    for (const colours of [theme.light, theme.dark])
      expect(Object.keys(colours ?? {})).toEqual(expect.arrayContaining(named.map((name) => name.slice(1))))
    expect(read(weapp, 'app.wxss')).toMatch(/prefers-color-scheme:\s*dark/)

    const alipay = await built('alipay')
    expect(read(alipay, 'app.json')).not.toMatch(/"@|darkmode/i)
    expect(read(alipay, 'app.acss')).not.toContain('prefers-color-scheme')
  },
  BUILD_TIME,
)

test(
  'WeChat’s own compiler accepts every template',
  async () => {
    const folder = await built('weapp')
    const compiler: { wxmlToJs(folder: string): string } = require('miniprogram-compiler')
    const compiled = compiler.wxmlToJs(folder)
    for (const page of files(path.join(folder, 'pages')).filter((file) => file.endsWith('.wxml')))
      expect(compiled).toContain(path.relative(folder, page))
  },
  BUILD_TIME,
)

test.each(['weapp', 'alipay', 'h5', 'console'] as const)(
  'nothing in the package of %s is a secret',
  async (target) => {
    if (target === 'console') builtForBrowser('console')
    const folder = target === 'console' ? path.resolve(__dirname, '..', '..', 'dist', 'console') : await built(target)
    const texts = files(folder).filter((file) => /\.(js|json|html|css|wxml|wxss|axml|acss|sjs|wxs)$/.test(file))
    expect(texts.length).toBeGreaterThan(2)
    const told = texts.flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      return SECRETS.filter((secret) => secret.test(text)).map((secret) => `${path.relative(folder, file)}: ${secret}`)
    })
    expect(told).toEqual([])
  },
  BUILD_TIME,
)
