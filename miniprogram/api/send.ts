import Taro from '@tarojs/taro'
import { type Answer, readAnswer, readBreak } from './answer'

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
