import type { PageStack } from './pageStack'
import type { ApiRequest, ScriptedApi } from './scriptedApi'

type Options = Record<string, unknown> & {
  success?(answer: unknown): void
  fail?(answer: unknown): void
  complete?(answer: unknown): void
}

export interface Call {
  name: string
  options: Options
}

function settle(options: Options, good: boolean, answer: unknown) {
  setTimeout(() => {
    if (good) options.success?.(answer)
    else options.fail?.(answer)
    options.complete?.(answer)
  })
}

function toApi(options: Options, headers: unknown): ApiRequest {
  const { pathname } = new URL(String(options.url))
  const lower = Object.entries(headers as Record<string, string>).map(([name, value]) => [name.toLowerCase(), value])
  return {
    method: String(options.method ?? 'GET'),
    path: pathname,
    headers: Object.fromEntries(lower),
    body: typeof options.data === 'string' ? JSON.parse(options.data) : options.data,
  }
}

/** A form with a picture: the server knows the file by the name `photo`. */
function toUpload(options: Options, fileField: unknown): ApiRequest {
  if (fileField !== 'photo' || !options.filePath) throw new Error('the form has no file named photo')
  return { ...toApi({ ...options, method: 'POST' }, options.header), body: options.formData }
}

/** What both platforms offer by the same name. */
function common(stack: () => PageStack) {
  const moves = ['navigateTo', 'redirectTo', 'reLaunch'] as const
  const move = (name: (typeof moves)[number]) => (options: Options) => {
    stack()[name](String(options.url))
    settle(options, true, { errMsg: `${name}:ok` })
  }
  return {
    ...Object.fromEntries(moves.map((name) => [name, move(name)])),
    navigateBack(options: Options = {}) {
      stack().navigateBack()
      settle(options, true, { errMsg: 'navigateBack:ok' })
    },
    canIUse: () => true,
    nextTick: (work: () => void) => setTimeout(work),
    getLaunchOptionsSync: () => ({ path: '', query: {} }),
    getEnterOptionsSync: () => ({ path: '', query: {} }),
    makePhoneCall: (options: Options) => settle(options, true, {}),
    openDocument: (options: Options) => settle(options, true, {}),
  }
}

export interface World {
  api: ScriptedApi
  stack: () => PageStack
  storage: Map<string, unknown>
  /** What the payment sheet will say: errMsg in WeChat, resultCode in Alipay. */
  sheetSays: () => string
  /** Which of the messages that he is asked about the person accepts, in their order. */
  subscribeSays: () => readonly boolean[]
}

/** WeChat's `wx`, as far as these pages use it. */
export function wechat({ api, stack, storage, sheetSays, subscribeSays }: World) {
  const info = {
    platform: 'devtools',
    pixelRatio: 2,
    windowWidth: 375,
    windowHeight: 667,
    SDKVersion: '3.8.0',
    fontSizeSetting: 17,
  }
  return {
    ...common(stack),
    getSystemInfoSync: () => info,
    getWindowInfo: () => info,
    getAppBaseInfo: () => info,
    getMenuButtonBoundingClientRect: () => ({ top: 0, height: 32 }),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    login: (options: Options) => settle(options, true, { code: `wx-${Math.random()}`, errMsg: 'login:ok' }),
    requestPayment(options: Options) {
      const errMsg = sheetSays()
      settle(options, errMsg === 'requestPayment:ok', { errMsg })
    },
    async request(options: Options) {
      const answer = await api.answer(toApi(options, options.header))
      if (!answer) return settle(options, false, { errMsg: 'request:fail timeout' })
      settle(options, true, { statusCode: answer.status, data: JSON.stringify(answer.body), header: {} })
    },
    requestSubscribeMessage(options: Options) {
      const said = subscribeSays()
      const answers = (options.tmplIds as string[]).map((id, index) => [id, said[index] ? 'accept' : 'reject'])
      settle(options, true, { errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(answers) })
    },
    chooseMedia: (options: Options) =>
      settle(options, true, { tempFiles: [{ tempFilePath: 'wxfile://photo.jpg', size: 900_000 }] }),
    async uploadFile(options: Options) {
      const answer = await api.answer(toUpload(options, options.name))
      if (!answer) return settle(options, false, { errMsg: 'uploadFile:fail timeout' })
      settle(options, true, { statusCode: answer.status, data: JSON.stringify(answer.body) })
    },
    async downloadFile(options: Options) {
      const answer = await api.answer(toApi(options, options.header))
      settle(options, true, { statusCode: answer?.status ?? 0, tempFilePath: 'wxfile://tmp.pdf' })
    },
  }
}

/** Alipay's `my`. Its request calls `fail` for every status but 200, with the answer inside. */
export function alipay({ api, stack, storage, sheetSays, subscribeSays }: World) {
  const info = {
    platform: 'Android',
    pixelRatio: 2,
    windowWidth: 375,
    windowHeight: 667,
    SDKVersion: '2.9.5',
    fontSizeSetting: 16,
  }
  return {
    ...common(stack),
    getSystemInfoSync: () => info,
    getStorageSync: ({ key }: { key: string }) => ({ data: storage.get(key) ?? null }),
    setStorageSync: ({ key, data }: { key: string; data: unknown }) => void storage.set(key, data),
    removeStorageSync: ({ key }: { key: string }) => void storage.delete(key),
    getAuthCode: (options: Options) => settle(options, true, { authCode: `alipay-${Math.random()}` }),
    tradePay: (options: Options) => settle(options, true, { resultCode: sheetSays() }),
    async request(options: Options) {
      const answer = await api.answer(toApi(options, options.headers))
      if (!answer) return settle(options, false, { error: 13, errorMessage: '请求超时' })
      const { status } = answer
      const said = { status, data: answer.body === undefined ? '' : JSON.stringify(answer.body), headers: {} }
      if (status === 200) settle(options, true, said)
      else settle(options, false, { error: 19, errorMessage: 'http status error', ...said })
    },
    requestSubscribeMessage(options: Options) {
      const said = subscribeSays()
      const currentSubscribedEntityIds = (options.entityIds as string[]).filter((_id, index) => said[index])
      if (currentSubscribedEntityIds.length === 0) return settle(options, false, { error: 11 })
      settle(options, true, { behavior: 'subscribe', result: { currentSubscribedEntityIds } })
    },
    chooseImage: (options: Options) => settle(options, true, { apFilePaths: ['https://resource/photo.image'] }),
    async uploadFile(options: Options) {
      const answer = await api.answer(toUpload(options, options.fileName))
      if (!answer) return settle(options, false, { error: 13, errorMessage: '请求超时' })
      settle(options, true, { statusCode: String(answer.status), data: JSON.stringify(answer.body) })
    },
    async downloadFile(options: Options) {
      const answer = await api.answer(toApi(options, options.header))
      settle(options, answer?.status === 200, { apFilePath: 'https://resource/tmp.pdf' })
    },
  }
}
