import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

export type Posted = { status: number; body: string } | { failure: string }

/** An answer is read this far: acknowledgements are a few bytes. */
const ANSWER_LIMIT = 4096

/** Posts once, without following redirects; gives the answer, or why there was none within `withinMs`. Never rejects. */
export function post(
  url: string,
  headers: Record<string, string>,
  body: Buffer,
  withinMs: number,
  signal: AbortSignal,
): Promise<Posted> {
  return new Promise((resolve) => {
    const send = url.startsWith('https:') ? requestHttps : requestHttp
    const sent = send(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': body.length }, agent: false, signal },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          if (text.length < ANSWER_LIMIT) text += chunk
          else answer.destroy()
        })
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: text }))
        answer.once('close', () => resolve({ failure: '回答过长或中断' }))
        answer.once('error', (error) => resolve({ failure: error.message }))
      },
    )
    // A fixed end, not an idle one: a slow drip of bytes is late as well.
    const timer = setTimeout(() => sent.destroy(new Error(`${withinMs / 1000} 秒内没有回答`)), withinMs)
    sent.once('close', () => clearTimeout(timer))
    sent.once('error', (error) => resolve({ failure: error.message || error.name }))
    sent.end(body)
  })
}
