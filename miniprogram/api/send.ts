import Taro from '@tarojs/taro'
import type { Problem } from '../../contract/problem'
import { platformPhotos } from '../platform/photos'
import type { ChosenPhoto } from '../platform/ports'

/** Why an answer did not come. A refusal comes with the server's words for the resident, its trouble where it has some. */
export type Failure =
  | { kind: 'offline' }
  | { kind: 'timeout' }
  | { kind: 'login' }
  | { kind: 'server'; problem?: Problem }
  | { kind: 'refused'; problem: Problem }

export type Answer<T> = { ok: true; value: T } | { ok: false; failure: Failure }

/** Whether the server refused with this code. */
export const isRefusedWith = (failure: Failure, code: string): boolean =>
  failure.kind === 'refused' && failure.problem.code === code

export const good = <T>(value: T): Answer<T> => ({ ok: true, value })

export const bad = (failure: Failure): { ok: false; failure: Failure } => ({ ok: false, failure })

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body
}

/** Reads an HTTP answer: 2xx is good, a 4xx problem document is a refusal, anything else is the server's trouble, with its words if it has some. */
export function readAnswer<T>(status: number, body: unknown): Answer<T> {
  if (status >= 200 && status < 300) return good(body as T)
  if (status >= 400 && status < 500 && isProblem(body)) return bad({ kind: 'refused', problem: body })
  return bad(status >= 500 && isProblem(body) ? { kind: 'server', problem: body } : { kind: 'server' })
}

/** Reads why a request had no answer at all: WeChat's and the browser's words, or Alipay's number (13 is a time-out). */
export function readBreak(said: string): { ok: false; failure: Failure } {
  return bad(/^13\b|time(d)?\s?-?out|超时|abort/i.test(said) ? { kind: 'timeout' } : { kind: 'offline' })
}

export interface Request {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  body?: object
  headers?: Record<string, string>
}

const TIMEOUT = 15_000

function readBody(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}

/** Alipay calls `fail` for every status other than 200, with the answer inside (Taro does not even this out). */
interface RequestError {
  status?: number
  data?: unknown
  error?: number | string
  errMsg?: string
  errorMessage?: string
}

/** Sends one request to the server. Every outcome is a value; `status` 0 means that no answer came. */
export async function send<T>(request: Request): Promise<{ status: number; answer: Answer<T> }> {
  try {
    const { statusCode, data } = await Taro.request<unknown>({
      url: API_BASE + request.path,
      method: request.method,
      ...(request.body ? { data: JSON.stringify(request.body) } : {}),
      header: { 'content-type': 'application/json', ...request.headers },
      timeout: TIMEOUT,
      // Parsed here: with `json`, Alipay turns an empty 204 into an error.
      dataType: 'text',
    })
    return { status: statusCode, answer: readAnswer<T>(statusCode, readBody(data)) }
  } catch (caught) {
    const { status, data, error, errMsg, errorMessage } = caught as RequestError
    if (typeof status === 'number' && status >= 200) return { status, answer: readAnswer<T>(status, readBody(data)) }
    return { status: 0, answer: readBreak(`${error ?? ''} ${errMsg ?? errorMessage ?? ''}`) }
  }
}

function sendFormReadBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Sends a form with one picture. Every outcome is a value; `status` 0 means that no answer came. */
export async function sendForm<T>(
  path: string,
  headers: Record<string, string>,
  fields: Record<string, string>,
  photo: ChosenPhoto,
): Promise<{ status: number; answer: Answer<T> }> {
  try {
    const { status, body } = await platformPhotos.send({ url: API_BASE + path, headers, fields, photo })
    return { status, answer: readAnswer<T>(status, sendFormReadBody(body)) }
  } catch (caught) {
    const { error, errMsg, errorMessage } = caught as { error?: unknown; errMsg?: string; errorMessage?: string }
    return { status: 0, answer: readBreak(`${error ?? ''} ${errMsg ?? errorMessage ?? ''}`.trim()) }
  }
}
