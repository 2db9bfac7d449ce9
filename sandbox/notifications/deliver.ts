import { setMaxListeners } from 'node:events'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Channel } from '../../contract/channelWords'
import { alipayDelivery } from '../alipay/notification'
import type { Notification } from '../store/notifications'
import { wechatDelivery } from '../wechat/notification'
import type { World } from '../world'

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

/** So many deliveries are on the line at once. */
const AT_ONCE = 24

export interface Deliveries {
  /** Sends all that is due on the sandbox's clock; resolves when nothing is due and nothing is on the line. */
  run(): Promise<void>
  stop(): Promise<void>
}

/** The post office: takes the world, gives what sends its notifications by the channels' schedules. */
export function deliveries(world: World): Deliveries {
  const onTheLine = new Map<string, Promise<void>>()
  const ending = new AbortController()
  // Every delivery on the line listens to it.
  setMaxListeners(0, ending.signal)

  async function deliver(notification: Notification): Promise<void> {
    const attempt = await send(world, notification, ending.signal)
    if (ending.signal.aborted) return
    const { notifications } = world.store
    notifications.record(notification.id, { at: world.clock.now(), ...attempt })
    const wait = RETRY_AFTER[notification.channel][notification.step]
    const step = notification.step + 1
    if (attempt.accepted)
      return notifications.move(notification.id, { state: 'delivered', step, dueAt: notification.dueAt })
    if (wait === undefined)
      return notifications.move(notification.id, { state: 'given-up', step, dueAt: notification.dueAt })
    // Counted from the planned time: when the clock is set a day ahead, all repeats of that day go out.
    notifications.move(notification.id, { state: 'waiting', step, dueAt: notification.dueAt + wait })
  }

  function start(): void {
    for (const notification of world.store.notifications.due(world.clock.now(), AT_ONCE + onTheLine.size)) {
      if (onTheLine.size >= AT_ONCE) return
      if (onTheLine.has(notification.id)) continue
      const done = deliver(notification).finally(() => onTheLine.delete(notification.id))
      onTheLine.set(notification.id, done)
    }
  }

  return {
    async run() {
      for (start(); onTheLine.size > 0 && !ending.signal.aborted; start()) await Promise.race(onTheLine.values())
    },
    async stop() {
      ending.abort()
      await Promise.allSettled(onTheLine.values())
    },
  }
}

const DELIVERIES: Readonly<
  Record<Channel, (world: World, notification: Notification) => ReturnType<typeof wechatDelivery>>
> = { wechat: wechatDelivery, alipay: alipayDelivery }

async function send(world: World, notification: Notification, signal: AbortSignal) {
  const place = { channel: notification.channel, company: notification.company }
  if (world.faults.strikes('loseDeliveries', place)) {
    return { kind: 'loseDeliveries', status: null, answer: '投递途中丢失', accepted: false }
  }
  const delivery = DELIVERIES[notification.channel](world, notification)
  if (!delivery) return { kind: 'genuine', status: null, answer: '这家公司已不在沙箱中', accepted: false }
  const copies = world.faults.strikes('duplicateNotifications', place)?.value ?? 1
  const within = ANSWER_WITHIN[notification.channel]
  const [first] = await Promise.all(
    Array.from({ length: Math.max(1, copies) }, () =>
      post(notification.url, delivery.headers, delivery.body, within, signal),
    ),
  )
  if (!first || 'failure' in first)
    return { kind: delivery.kind, status: null, answer: first?.failure ?? '', accepted: false }
  return {
    kind: delivery.kind,
    status: first.status,
    answer: first.body.slice(0, 200),
    // What was spoilt on the way is followed by a true copy, even if somebody took it.
    accepted: delivery.kind === 'genuine' && isAccepted(notification.channel, first.status, first.body),
  }
}
