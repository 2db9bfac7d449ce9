import type { Browser, BrowserContext, Page } from 'playwright-core'
import { BROWSER_PATIENCE_MS } from '../../support/browser'
import { built } from '../../support/miniprogram/built'
import type { World } from '../../support/world'
import { beyondThePhone, type PlatformCall } from './beyondThePhone'
import { type BuiltPackage, type Platform, readPackage } from './builtPackage'
import { servePhone } from './phoneServer'

export const TARGETS = ['weapp', 'alipay', 'h5'] as const
export type Target = (typeof TARGETS)[number]

/** A phone with one target of the program open, held by one person. What it shows is in `page`. */
export interface Phone {
  target: Target
  page: Page
  /** What went wrong in the program, as its console and its uncaught errors told. */
  errors: string[]
  /** Every call to wx or my, in order; none on H5. */
  calls: readonly PlatformCall[]
  /** Opens the program at one of its pages, as a message or a scanned code does. */
  opens(page: string, query?: Record<string, string>): Promise<void>
  /** The platform's own way back. */
  back(): Promise<void>
  /** Pays at the cashier that the program has opened. */
  pay(): Promise<void>
  /** Closes that cashier without paying. */
  cancel(): Promise<void>
  /** Takes the network away, or gives it back. */
  setOffline(away: boolean): Promise<void>
  close(): Promise<void>
}

export interface PhoneOptions {
  company: string
  person: string
  width?: 320 | 375 | 390
  height?: number
  colours?: 'light' | 'dark'
  /** The platform's font size setting; WeChat's default is 17, Alipay's 16. */
  font?: number
  /** How many dots of a picture make a pixel. */
  scale?: number
  /** Whether a browser's visitor goes in as this person of WeChat without being asked. */
  known?: boolean
}

const addressOf = (page: string, query: Record<string, string> = {}) =>
  `/pages/${page}/index?${new URLSearchParams(query)}`

const packages = new Map<Platform, Promise<BuiltPackage>>()

/** A target's package, built when it is older than its sources, and compiled once. */
export function packageOf(platform: Platform): Promise<BuiltPackage> {
  const known = packages.get(platform)
  if (known) return known
  const reading = built(platform).then((folder) => readPackage(folder, platform))
  packages.set(platform, reading)
  return reading
}

function openContext(browser: Browser, { width = 390, height = 844, colours = 'light', scale = 2 }: PhoneOptions) {
  return browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    isMobile: true,
    hasTouch: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme: colours,
  })
}

async function openPage(context: BrowserContext): Promise<{ page: Page; errors: string[] }> {
  const page = await context.newPage()
  page.setDefaultTimeout(BROWSER_PATIENCE_MS)
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error.stack ?? error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text())
  })
  return { page, errors }
}

async function openMiniProgram(
  platform: Platform,
  browser: Browser,
  world: World,
  options: PhoneOptions,
): Promise<Phone> {
  const server = await servePhone(await packageOf(platform))
  const context = await openContext(browser, options)
  const { page, errors } = await openPage(context)
  const owner = { ...options, platform }
  const beyond = beyondThePhone(world, owner)
  if (options.known)
    await context.addInitScript(
      (channel) => localStorage.setItem('heatpay.channel', JSON.stringify(channel)),
      platform === 'weapp' ? 'wechat' : 'alipay',
    )
  await page.exposeFunction('callPlatform', beyond.answer)
  const asked = new URLSearchParams({ query: `company=${options.company}` })
  if (options.font) asked.set('font', String(options.font))
  await page.goto(`${server.origin}/?${asked}`)
  return {
    target: platform,
    ...{ page, errors, calls: beyond.calls, pay: beyond.pay, cancel: beyond.cancel },
    async opens(name, query) {
      owner.company = query?.company ?? owner.company
      await page.waitForFunction(() => 'openAddress' in window)
      await page.evaluate((url) => window.openAddress(url), addressOf(name, query))
    },
    back: () => page.locator('#back').tap(),
    setOffline: beyond.setOffline,
    async close() {
      await context.close()
      await server.stop()
    },
  }
}

async function openH5(browser: Browser, world: World, options: PhoneOptions): Promise<Phone> {
  const context = await openContext(browser, options)
  const { page, errors } = await openPage(context)
  await context.addInitScript(
    ({ person, known, font }) => {
      // The empty page between two has nothing to remember.
      if (!location.protocol.startsWith('http')) return
      localStorage.setItem('heatpay.person', person)
      if (known) localStorage.setItem('heatpay.channel', JSON.stringify({ data: 'wechat' }))
      if (!font) return
      // A browser's own size of type is there before the page is: as soon as there is anything to set it on.
      const setType = () => {
        if (document.documentElement) document.documentElement.style.fontSize = `${font}px`
        return Boolean(document.documentElement)
      }
      if (!setType())
        new MutationObserver((_, watch) => setType() && watch.disconnect()).observe(document, { childList: true })
    },
    { person: options.person, known: options.known, font: options.font },
  )
  await page.goto(`${world.url}/#/pages/home/index?company=${options.company}`)
  return {
    target: 'h5',
    ...{ page, errors, calls: [] },
    async opens(name, query) {
      await page.goto('about:blank')
      await page.goto(`${world.url}/#${addressOf(name, query)}`)
    },
    back: async () => void (await page.goBack()),
    setOffline: (away) => context.setOffline(away),
    pay: () => page.getByText(/确认支付/).tap(),
    cancel: () => page.getByText('取消', { exact: true }).tap(),
    close: () => context.close(),
  }
}

/** Opens one target of the program on a phone, against the world's server and sandbox. */
export function openPhone(target: Target, browser: Browser, world: World, options: PhoneOptions): Promise<Phone> {
  return target === 'h5' ? openH5(browser, world, options) : openMiniProgram(target, browser, world, options)
}
