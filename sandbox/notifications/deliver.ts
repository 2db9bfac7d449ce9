import { setMaxListeners } from 'node:events'
import type { Channel } from '../../contract/channelWords'
import { alipayDelivery } from '../alipay/notification'
import type { Notification } from '../store/notifications'
import { wechatDelivery } from '../wechat/notification'
import type { World } from '../world'
import { post } from './post'
import { ANSWER_WITHIN, isAccepted, RETRY_AFTER } from './schedule'

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
