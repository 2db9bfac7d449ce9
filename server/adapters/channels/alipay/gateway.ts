import { AlipayRequestError } from 'alipay-sdk'
import { z } from 'zod'
import type { ChannelRefusal } from '../../../application/ports/channels'
import { channelOrigin } from '../addresses'
import { type CallGuard, USUAL_PAUSES_MS } from '../callGuard'
import { failureOf } from '../exchange'
import { beijingText, parseJson } from '../wire'
import { AlipayClient, UnsignedError, UnverifiedAnswer } from './client'
import { createKeys, type GrowingKeys } from './keyring'
import type { AlipayOptions } from './options'
import { followRotation, type Rotation } from './rotation'
import { judgeAnswer } from './sign'
import { answerHead } from './wire'

/** `refused` carries Alipay's sub_code where there is one; `limited` says that only the rate was too high. */
export type Answer =
  | { kind: 'verified'; body: unknown }
  | { kind: 'refused'; code: string; message: string; limited: boolean }
  | { kind: 'unknown'; code: string; message: string }

export interface Call {
  /** Top-level parameters, e.g. notify_url. */
  top?: Readonly<Record<string, string>>
  /** biz_content, in the spelling of the wire. */
  content?: Readonly<Record<string, unknown>>
  /** A one-use code makes a call that must not be repeated. */
  once?: boolean
}

export interface AlipayGateway {
  /** Calls a method, e.g. alipay.trade.query, and judges the answer; again with the same numbers while it is unsettled. */
  ask(method: string, call: Call): Promise<Answer>
  keys: GrowingKeys
  rotation: Rotation
}

/** Answers that leave the effect open (formats.md 3.9). */
const OPEN_CODES = new Set(['10003', '20000'])
const CALL_LIMITED = '40005'
const OPEN_SUB_CODES = new Set(['ACQ.SYSTEM_ERROR', 'aop.ACQ.SYSTEM_ERROR', 'isp.unknow-error', 'UNKNOW_ERROR'])

function judged(content: unknown): Answer {
  const head = answerHead.safeParse(content)
  if (!head.success) return { kind: 'unknown', code: 'MALFORMED', message: '' }
  const { code, msg, sub_code, sub_msg } = head.data
  if (code === undefined ? sub_code === undefined : code === '10000') return { kind: 'verified', body: content }
  const reason = { code: sub_code ?? code ?? '', message: sub_msg ?? msg ?? '' }
  if (OPEN_CODES.has(code ?? '') || OPEN_SUB_CODES.has(sub_code ?? '')) return { kind: 'unknown', ...reason }
  return { kind: 'refused', ...reason, limited: code === CALL_LIMITED }
}

function failed(error: unknown): Answer {
  if (error instanceof UnsignedError) {
    const answer = judged(error.content)
    return answer.kind === 'verified' ? { kind: 'unknown', code: 'UNVERIFIED', message: 'unsigned' } : answer
  }
  if (error instanceof UnverifiedAnswer) return { kind: 'unknown', code: 'UNVERIFIED', message: error.message }
  // The SDK reads members of whatever JSON it was given, `null` included.
  if (error instanceof TypeError) return { kind: 'unknown', code: 'MALFORMED', message: error.message }
  if (!(error instanceof AlipayRequestError)) throw error
  if (error.cause !== undefined) return { kind: 'unknown', ...transportFailure(error.cause) }
  const status = /status: (\d{3})/.exec(error.message)?.[1]
  return { kind: 'unknown', code: status ? `HTTP_${status}` : 'MALFORMED', message: '' }
}

/** urllib wraps what undici said; the innermost cause names the reason. */
function transportFailure(error: unknown): { code: string; message: string } {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (inner instanceof SyntaxError) return { code: 'MALFORMED', message: 'not JSON' }
  const failure = failureOf(inner)
  return failure.message === 'REDIRECT' ? { code: 'REDIRECT', message: 'not followed' } : failure
}

/** A verified answer that is not what Alipay promises, or speaks of another trade than the one asked about. */
export const STRANGE_ANSWER: ChannelRefusal = {
  outcome: 'unknown',
  code: 'STRANGE_ANSWER',
  message: 'the answer does not fit the question',
}

/** An answer that brought no result, as the port words it. "Too often" is no clear no: the same request may be sent later. */
export function refusal(answer: Exclude<Answer, { kind: 'verified' }>): ChannelRefusal {
  const { code, message } = answer
  return { outcome: answer.kind === 'refused' && answer.limited ? 'unknown' : answer.kind, code, message }
}

/** The gateway for one app: requests signed by alipay-sdk, answers verified from their exact text. */
export function createGateway(options: AlipayOptions, callGuard: CallGuard): AlipayGateway {
  channelOrigin(options.gateway, options.allowLoopback ?? false)
  const keys = createKeys(options)
  const client = new AlipayClient(options, keys, options.timeoutMs ?? 5_000)
  // The SDK's own timestamp is in the process's time zone; Alipay takes Beijing time.
  const now = { text: () => beijingText(options.clock()) }
  const rotation = followRotation(client, keys, now, options)

  async function attempt(method: string, { top, content }: Call): Promise<Answer> {
    try {
      const biz = content ? { biz_content: content } : {}
      return judged(await client.exec(method, { ...top, ...biz, timestamp: now.text() }, { validateSign: true }))
    } catch (error) {
      return (await afterRotation(error)) ?? failed(error)
    }
  }

  /** An answer by a certificate that is new to us, judged again once we have it; undefined when that was not it. */
  async function afterRotation(error: unknown): Promise<Answer | undefined> {
    if (!(error instanceof UnverifiedAnswer) || error.unknownSn === undefined) return undefined
    if (!(await rotation.learn(error.unknownSn))) return undefined
    const { raw, responseKey } = error
    if (judgeAnswer(raw, responseKey, keys).verdict !== 'genuine') return undefined
    const document = z.record(z.string(), z.unknown()).parse(parseJson(raw))
    return judged(document[responseKey] ?? document.error_response)
  }

  return {
    keys,
    rotation,
    ask(method, call) {
      return callGuard.ask({
        endpoint: method,
        attempt: () => attempt(method, call),
        pausesMs: call.once ? [] : (options.pausesMs ?? USUAL_PAUSES_MS),
        isUnsettled: (answer) =>
          (answer.kind === 'refused' && answer.limited) || (answer.kind === 'unknown' && answer.code !== 'REDIRECT'),
      })
    },
  }
}
