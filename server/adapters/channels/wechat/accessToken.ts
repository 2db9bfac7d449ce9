import { type Answer, STRANGE_ANSWER } from './answers'
import type { OpenApi } from './openApi'
import type { WechatOptions } from './options'
import { tokenBody } from './wire'

/** 40001 wrong, 42001 expired, 40014 unusable: the token, not the call, is refused (formats.md 4.1). */
const TOKEN_REFUSED = new Set(['40001', '42001', '40014'])
/** Given up a little before its end, so that it does not end under way. */
const SPARE_MS = 300_000

export interface AccessTokens {
  /**
   * Makes a call with the app's access token; once more with a new one when the token was refused. The refused call had no
   * effect, so a message is not sent twice by this. Without a token nothing is called: `no-token`.
   */
  withToken(call: (token: string) => Promise<Answer>): Promise<Answer | NoToken>
}

export interface NoToken {
  kind: 'no-token'
  code: string
  message: string
}

const noToken = ({ code, message }: { code: string; message: string }): NoToken => ({ kind: 'no-token', code, message })

type Fetched = { kind: 'token'; value: string } | Exclude<Answer, { kind: 'verified' }>

/**
 * Keeps the access token of one app. It comes from stable_token, which gives every asker the same one: several processes do
 * not take it from each other (formats.md 4.1). Only in memory, never logged.
 */
export function createAccessTokens(
  api: OpenApi,
  options: Pick<WechatOptions, 'company' | 'appid' | 'appSecret' | 'clock' | 'meter'>,
): AccessTokens {
  let held: { value: string; from: number; until: number } | undefined
  let fetching: Promise<Fetched> | undefined

  async function fetchToken(force: boolean): Promise<Fetched> {
    const from = options.clock()
    if (force) options.meter?.forcedToken?.(options.company)
    const answer = await api.ask({
      endpoint: 'access-token',
      method: 'POST',
      path: '/cgi-bin/stable_token',
      body: {
        grant_type: 'client_credential',
        appid: options.appid,
        secret: options.appSecret,
        force_refresh: force,
      },
    })
    if (answer.kind !== 'verified') return answer
    const token = tokenBody.safeParse(answer.body)
    if (!token.success) return { kind: 'unknown', code: STRANGE_ANSWER.code, message: STRANGE_ANSWER.message }
    const { access_token: value, expires_in } = token.data
    held = { value, from, until: from + expires_in * 1000 - SPARE_MS }
    return { kind: 'token', value }
  }

  async function renew(refused: string | undefined): Promise<Fetched> {
    const usual = await fetchToken(false)
    // Still the one that was refused: only then is a new one forced, which the platform allows twenty times a day.
    return usual.kind === 'token' && usual.value === refused ? fetchToken(true) : usual
  }

  /** The token at hand unless it is over or refused; many who ask at once share one fetch. */
  function token(refused?: string): Promise<Fetched> {
    const now = options.clock()
    if (held && held.value !== refused && now >= held.from && now < held.until) {
      return Promise.resolve({ kind: 'token', value: held.value })
    }
    fetching ??= renew(refused).finally(() => {
      fetching = undefined
    })
    return fetching
  }

  return {
    async withToken(call) {
      const first = await token()
      if (first.kind !== 'token') return noToken(first)
      const answer = await call(first.value)
      if (answer.kind !== 'refused' || !TOKEN_REFUSED.has(answer.code)) return answer
      const second = await token(first.value)
      return second.kind === 'token' ? call(second.value) : noToken(second)
    },
  }
}
