import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Channel } from '../../../contract/channelWords'
import { PROJECT } from '../../support/ports'
import { eventually, type World } from '../../support/world'
import type { Platform } from './builtPackage'
import type { Ending } from './runtime/platform'

type Options = Record<string, unknown>

/** A call that the mini-program made to wx or my. */
export interface PlatformCall {
  name: string
  options: Options
}

export interface Owner {
  platform: Platform
  /** Whose program it is: he logs in there. */
  company: string
  person: string
}

const good = (answer: Options): Ending => ({ good: true, answer })
const bad = (answer: Options): Ending => ({ good: false, answer })

const PHOTO = path.join(PROJECT, 'sandbox', 'demo', 'gas-meter.png')

/** The server's answer as each platform hands it on. Alipay calls every status but 200 a failure, with the answer inside. */
function answered(platform: Platform, status: number, data: string): Ending {
  if (platform === 'weapp') return good({ statusCode: status, data, header: {}, errMsg: 'request:ok' })
  const said = { status, data, headers: {} }
  return status === 200 ? good(said) : bad({ error: 19, errorMessage: 'http status error', ...said })
}

/** How each platform says that there is no network. */
function noNetwork(platform: Platform): Ending {
  return bad(platform === 'weapp' ? { errMsg: 'request:fail' } : { error: 12, errorMessage: '网络出错' })
}

/**
 * What lies beyond a phone's screen, for its owner: the real server, the sandbox as WeChat and Alipay, the cashier that he
 * pays at or closes, his camera. `answer` gives how a call of wx or my ends, undefined for what ends on the phone itself.
 */
export function beyondThePhone(world: World, owner: Owner) {
  const { platform, person } = owner
  const calls: PlatformCall[] = []
  const channel: Channel = platform === 'weapp' ? 'wechat' : 'alipay'
  let offline = false
  let atCashier: { options: Options; end(ending: Ending): void } | undefined

  async function toServer(options: Options, body?: FormData | string): Promise<Ending> {
    if (offline) return noNetwork(platform)
    const { pathname, search } = new URL(String(options.url))
    const headers = (options.header ?? options.headers ?? {}) as Record<string, string>
    const { 'content-type': _type, ...others } = headers
    const response = await fetch(`${world.url}${pathname}${search}`, {
      method: String(options.method ?? (body ? 'POST' : 'GET')),
      headers: body instanceof FormData ? others : headers,
      body,
    })
    return answered(platform, response.status, await response.text())
  }

  async function loginCode(): Promise<string> {
    const { body } = await world.sandboxCall<{ code: string }>('POST', '/sandbox/api/login-codes', {
      platform: channel,
      company: owner.company,
      person,
    })
    return body.code
  }

  function upload(options: Options): Promise<Ending> {
    const form = new FormData()
    for (const [name, value] of Object.entries((options.formData ?? {}) as Record<string, string>))
      form.append(name, value)
    const field = String(platform === 'weapp' ? options.name : options.fileName)
    form.append(field, new Blob([readFileSync(PHOTO)], { type: 'image/png' }), 'photo.png')
    return toServer({ ...options, method: 'POST' }, form)
  }

  async function subscribe(options: Options): Promise<Ending> {
    const templateIds = (options.tmplIds ?? options.entityIds) as string[]
    const { body } = await world.sandboxCall<{ accepted: string[] }>('POST', '/sandbox/api/subscriptions', {
      ...{ platform: channel, company: owner.company, person, templateIds },
    })
    if (platform === 'alipay')
      return good({ behavior: 'subscribe', result: { currentSubscribedEntityIds: body.accepted } })
    const said = templateIds.map((id) => [id, body.accepted.includes(id) ? 'accept' : 'ban'])
    return good({ errMsg: 'requestSubscribeMessage:ok', ...Object.fromEntries(said) })
  }

  const cashier = (options: Options) =>
    new Promise<Ending>((end) => {
      atCashier = { options, end }
    })

  const answers: Record<string, (options: Options) => Promise<Ending> | Ending> = {
    request: (options) => toServer(options, options.data as string | undefined),
    uploadFile: upload,
    downloadFile: async (options) => {
      const { good: arrived, answer } = await toServer(options)
      return arrived ? good({ ...answer, tempFilePath: 'wxfile://document', apFilePath: 'https://document' }) : bad({})
    },
    login: async () => good({ code: await loginCode(), errMsg: 'login:ok' }),
    getAuthCode: async () => good({ authCode: await loginCode() }),
    requestPayment: cashier,
    tradePay: cashier,
    requestSubscribeMessage: subscribe,
    chooseMedia: () => good({ tempFiles: [{ tempFilePath: 'wxfile://photo.png', size: readFileSync(PHOTO).length }] }),
    chooseImage: () => good({ apFilePaths: ['https://resource/photo.image'] }),
    openDocument: () => good({}),
    makePhoneCall: () => good({}),
  }

  async function leaveCashier(how: (options: Options) => Promise<Ending>): Promise<void> {
    const { options, end } = await eventually(async () => atCashier, Boolean).then((open) => open ?? fail())
    atCashier = undefined
    end(await how(options))
  }
  const fail = (): never => {
    throw new Error('no cashier is open')
  }

  return {
    calls,
    async answer(name: string, options: Options): Promise<Ending | undefined> {
      calls.push({ name, options })
      return answers[name]?.(options)
    },
    /** Pays at the open cashier, in the sandbox, which checks the merchant's signature as WeChat does. */
    pay: () =>
      leaveCashier(async (options) => {
        const { timeStamp, nonceStr, package: prepay, signType, paySign, tradeNO } = options
        const order = tradeNO
          ? { tradeNo: tradeNO }
          : { sheet: { timeStamp, nonceStr, package: prepay, signType, paySign } }
        const paid = await world.sandboxCall('POST', '/sandbox/api/pay', order)
        if (paid.status !== 200) throw new Error(`the cashier refused: ${paid.text}`)
        return good(platform === 'weapp' ? { errMsg: 'requestPayment:ok' } : { resultCode: '9000' })
      }),
    /** Closes the open cashier without paying. */
    cancel: () =>
      leaveCashier(async () =>
        platform === 'weapp' ? bad({ errMsg: 'requestPayment:fail cancel' }) : good({ resultCode: '6001' }),
      ),
    /** Takes the network away, or gives it back. */
    async setOffline(away: boolean): Promise<void> {
      offline = away
    },
  }
}
