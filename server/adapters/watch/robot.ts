import { createHmac } from 'node:crypto'
import { Agent, request } from 'undici'
import type { CallSomebody } from '../../application/ports/watch'

const MAX_MS = 5000

/** Where a group's robot is spoken to, and the secret of one that wants signatures (钉钉 加签). */
export interface Robot {
  url: string
  secret: string | undefined
  /** Epoch milliseconds. */
  now: () => number
}

/** 钉钉 wants the signed time in the address: HMAC-SHA256 over `<time>\n<secret>`, in base64. */
function addressOf({ url, secret, now }: Robot): URL {
  const address = new URL(url)
  if (secret === undefined) return address
  const timestamp = String(now())
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64')
  address.searchParams.set('timestamp', timestamp)
  address.searchParams.set('sign', sign)
  return address
}

/**
 * Tells a group's robot: 企业微信 (qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…) and 钉钉 (oapi.dingtalk.com/robot/send?access_token=…)
 * take the same `{"msgtype":"text","text":{"content"}}` and answer 200 with an `errcode`, 0 when it was taken. The address holds a
 * secret: it is never in what is given back.
 */
export function createRobot(robot: Robot): CallSomebody {
  const dispatcher = new Agent({ connect: { timeout: MAX_MS } })
  return async (text) => {
    try {
      const answer = await request(addressOf(robot), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ msgtype: 'text', text: { content: text } }),
        signal: AbortSignal.timeout(MAX_MS),
        dispatcher,
      })
      const { errcode, errmsg } = (await answer.body.json()) as { errcode?: unknown; errmsg?: unknown }
      if (answer.statusCode === 200 && errcode === 0) return undefined
      return `the robot refused it: HTTP ${answer.statusCode}, errcode ${String(errcode)} ${String(errmsg ?? '').slice(0, 100)}`
    } catch (error) {
      const { code, name } = Object(error) as { code?: unknown; name?: unknown }
      return `the robot was not reached: ${typeof code === 'string' ? code : String(name)}`
    }
  }
}
