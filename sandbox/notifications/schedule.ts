import type { Channel } from '../../contract/channelWords'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waiting times after each failed delivery (formats.md 1.8, 3.8): WeChat repeats 15 times in 24 h 4 min, Alipay 7 times in about 25 h. */
export const RETRY_AFTER: Record<Channel, readonly number[]> = {
  wechat: [
    ...[
      15 * SECOND,
      15 * SECOND,
      30 * SECOND,
      3 * MINUTE,
      10 * MINUTE,
      20 * MINUTE,
      30 * MINUTE,
      30 * MINUTE,
      30 * MINUTE,
    ],
    ...[HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR],
  ],
  alipay: [4 * MINUTE, 10 * MINUTE, 10 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 15 * HOUR],
}

/** How long a delivery waits for its answer. */
export const ANSWER_WITHIN: Record<Channel, number> = { wechat: 5 * SECOND, alipay: 10 * SECOND }

const ACCEPTED: Readonly<Record<Channel, (status: number, body: string) => boolean>> = {
  wechat: (status) => status === 200 || status === 204,
  alipay: (status, body) => status === 200 && body === 'success',
}

/** Whether an answer counts as received: WeChat 200 or 204; Alipay the seven characters `success` and nothing else. */
export function isAccepted(channel: Channel, status: number, body: string): boolean {
  return ACCEPTED[channel](status, body)
}
