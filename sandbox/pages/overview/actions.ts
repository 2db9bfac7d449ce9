import { z } from 'zod'
import type { Channel } from '../../../contract/channelWords'
import { civilDate } from '../../../contract/estimates'
import { parseYuan } from '../../../contract/money'
import { payAtCounter } from '../../api/bank'
import { setClock } from '../../api/clock'
import { numberTaken } from '../../api/merchants'
import { dayEnd, dayOf } from '../../beijingTime'
import { FAULT_NAMES } from '../../faults/catalogue'
import { faultSetting } from '../../faults/switchboard'
import type { Route } from '../../http/router'
import { type Handler, redirect } from '../../http/router'
import { keepMerchant, ownMerchant, takeIn } from '../../keys/ownMerchants'
import { pay } from '../../resident/pay'
import type { World } from '../../world'
import type { Notice } from './frame'

type Form = URLSearchParams

/** What the buttons of the pages do. Each goes back to its page and says what happened. */
export function actionRoutes(world: World): Route[] {
  const action = (name: string, page: string, work: (form: Form) => Notice): Route => ({
    method: 'POST',
    pattern: `/sandbox/act/${name}`,
    handler: (({ body }) =>
      redirect(`../${page}?done=${work(new URLSearchParams(body.toString('utf8')))}`)) satisfies Handler,
  })
  return [
    action('pay', '', (form) => payOrder(world, form)),
    action('resend', 'notifications', (form) => resend(world, form)),
    action('clock', 'clock', (form) => (setClock(world, offsetOf(world, form)) ? 'clock' : 'far')),
    action('seed', 'faults', (form) => reseed(world, form)),
    action('fault', 'faults', (form) => switchFault(world, form)),
    action('fault-reset', 'faults', () => {
      for (const name of FAULT_NAMES) world.faults.set(name, null)
      return 'fault'
    }),
    action('bank', 'bills', (form) => enter(world, form)),
    action('merchant', 'merchants', (form) => enrol(world, form)),
  ]
}

function payOrder(world: World, form: Form): Notice {
  const order = world.store.orders.byId(Number(form.get('id')))
  const done = order && pay(world, order, { evenIfClosed: form.get('forced') === '1' })
  return done?.outcome === 'paid' ? 'paid' : 'refused'
}

function resend(world: World, form: Form): Notice {
  world.store.notifications.resend(form.get('id') ?? '', world.clock.now())
  world.hurry()
  return 'resent'
}

/** The offset that a button or the date field asks for; NaN when it is no time. */
function offsetOf(world: World, form: Form): number {
  const { clock } = world
  if (form.has('advance')) return clock.offsetMs() + Number(form.get('advance'))
  if (form.get('to') === 'real') return 0
  const target =
    form.get('to') === 'next-morning'
      ? dayEnd(dayOf(clock.now())) + 605 * 60_000
      : Date.parse(`${form.get('at')}:00+08:00`)
  return target - clock.machineNow()
}

function reseed(world: World, form: Form): Notice {
  const seed = z.coerce.number().int().min(0).safeParse(form.get('seed'))
  if (!seed.success) return 'invalid'
  world.faults.reseed(seed.data)
  return 'fault'
}

function switchFault(world: World, form: Form): Notice {
  const name = FAULT_NAMES.find((known) => known === form.get('name'))
  if (!name) return 'invalid'
  if (form.get('on') !== '1') {
    world.faults.set(name, null)
    return 'fault'
  }
  const given = (field: string) => form.get(field) || undefined
  const number = (field: string) => (given(field) === undefined ? undefined : Number(given(field)))
  const setting = faultSetting.safeParse({
    ...{ count: number('count'), rate: number('rate'), value: number('value') },
    ...{ channel: given('channel'), company: given('company'), api: given('api') },
  })
  if (!setting.success) return 'invalid'
  world.faults.set(name, setting.data)
  return 'fault'
}

/** The form's fields that are filled in, by the merchant's two channels. */
function enrol(world: World, form: Form): Notice {
  const given = (names: readonly string[]) => {
    const filled = names.flatMap((name) => (form.get(name)?.trim() ? [[name, form.get(name)?.trim()]] : []))
    return filled.length > 0 ? Object.fromEntries(filled) : undefined
  }
  const numbers = {
    wechat: given(['appid', 'mchid', 'apiV3Key', 'merchantSerial', 'merchantPublicKey']),
    alipay: given(['appId', 'sellerId', 'appPublicKey']),
  } satisfies Record<Channel, unknown>
  const asked = ownMerchant.safeParse({ ...given(['id', 'name']), ...numbers })
  if (!asked.success) return 'invalid'
  if (numberTaken(world, asked.data) !== undefined) return 'used'
  keepMerchant(world.dataDir, asked.data)
  takeIn(world, asked.data)
  return 'merchant'
}

const counter = z.object({
  company: z.string(),
  userCode: z.string().regex(/^[0-9A-Za-z-]{1,32}$/),
  yuan: z
    .string()
    .transform((text) => parseYuan(text) ?? 0)
    .refine((fen) => fen >= 1),
  on: civilDate,
})

function enter(world: World, form: Form): Notice {
  const asked = counter.safeParse(Object.fromEntries(form))
  if (!asked.success) return 'invalid'
  const { yuan: amountFen, ...rest } = asked.data
  return payAtCounter(world, { ...rest, amountFen }) ? 'entered' : 'invalid'
}
