import type { Platform } from '../builtPackage'
import type { PageStack } from './pages'

type Options = Record<string, unknown> & {
  success?(answer: unknown): void
  fail?(answer: unknown): void
  complete?(answer: unknown): void
}

/** How a call of the platform ended, and what it is answered. */
export interface Ending {
  good: boolean
  answer: Record<string, unknown>
}

declare global {
  interface Window {
    /** Given by the test (phone.ts): records a call of wx or my; those that reach beyond the phone are answered. */
    callPlatform(name: string, options: unknown): Promise<Ending | undefined>
  }
}

/** What only the test can answer: it stands for the network, the cashier, the camera and whatever else is not a page. */
const BEYOND = [
  ...['request', 'login', 'getAuthCode', 'requestPayment', 'tradePay', 'uploadFile', 'downloadFile', 'openDocument'],
  ...['chooseMedia', 'chooseImage', 'makePhoneCall', 'requestSubscribeMessage'],
]

/** Calls carry functions; only data leaves the page. */
function dataOf(options: unknown): unknown {
  return options === undefined ? undefined : JSON.parse(JSON.stringify(options))
}

function settle(options: Options, { good, answer }: Ending) {
  if (good) options.success?.(answer)
  else options.fail?.(answer)
  options.complete?.(answer)
}

function deviceInfo(platform: Platform, font: number) {
  return {
    platform: platform === 'weapp' ? 'devtools' : 'Android',
    SDKVersion: platform === 'weapp' ? '3.8.0' : '2.9.5',
    pixelRatio: devicePixelRatio,
    windowWidth: innerWidth,
    windowHeight: innerHeight,
    screenWidth: innerWidth,
    screenHeight: innerHeight,
    fontSizeSetting: font,
  }
}

/** What stays on the phone: WeChat names a value by its key, Alipay takes and gives objects. */
function storage(platform: Platform) {
  const read = (key: string): unknown => JSON.parse(localStorage.getItem(key) ?? 'null')
  const write = (key: string, value: unknown) => localStorage.setItem(key, JSON.stringify(value))
  if (platform === 'alipay')
    return {
      getStorageSync: ({ key }: { key: string }) => ({ data: read(key) }),
      setStorageSync: ({ key, data }: { key: string; data: unknown }) => write(key, data),
      removeStorageSync: ({ key }: { key: string }) => localStorage.removeItem(key),
    }
  return {
    getStorageSync: (key: string) => read(key) ?? '',
    setStorageSync: write,
    removeStorageSync: (key: string) => localStorage.removeItem(key),
  }
}

/** `wx` or `my`, as far as these programs use it. Every call is recorded by the test. */
export function natives(platform: Platform, pages: () => PageStack, launch: { query: object; font: number }): object {
  const ok = (name: string) => ({ good: true, answer: { errMsg: `${name}:ok` } })
  const move = (name: 'navigateTo' | 'redirectTo' | 'reLaunch') => (options: Options) => {
    pages()[name](String(options.url))
    setTimeout(() => settle(options, ok(name)))
  }
  const beyond = (name: string) => async (options: Options) => {
    const ending = await window.callPlatform(name, dataOf(options))
    if (ending) settle(options, ending)
  }
  const here: Record<string, (...given: never[]) => unknown> = {
    ...storage(platform),
    navigateTo: move('navigateTo'),
    redirectTo: move('redirectTo'),
    reLaunch: move('reLaunch'),
    navigateBack(options: Options = {}) {
      pages().navigateBack()
      setTimeout(() => settle(options, ok('navigateBack')))
    },
    canIUse: () => true,
    nextTick: (work: () => void) => setTimeout(work),
    getLaunchOptionsSync: () => ({ path: '', query: launch.query }),
    getEnterOptionsSync: () => ({ path: '', query: launch.query }),
    getMenuButtonBoundingClientRect: () => ({ top: 0, height: 32 }),
    ...Object.fromEntries(
      ['getSystemInfoSync', 'getWindowInfo', 'getAppBaseInfo', 'getDeviceInfo'].map((name) => [
        name,
        () => deviceInfo(platform, launch.font),
      ]),
    ),
  }
  const recorded = Object.entries(here).map(([name, work]) => [
    name,
    (...given: never[]) => {
      window.callPlatform(name, dataOf(given[0]))
      return work(...given)
    },
  ])
  return Object.fromEntries([...recorded, ...BEYOND.map((name) => [name, beyond(name)])])
}
