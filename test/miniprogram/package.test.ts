import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { BUILD_TIME, built } from '../support/miniprogram/built'

const MOST = 700 * 1024

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
