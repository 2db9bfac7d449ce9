import type { Channel } from '../../../contract/channelWords'
import { pay, payStray } from '../../../sandbox/resident/pay'
import { merchantOf } from '../../../sandbox/world'
import type { Base } from '../../../server/wiring/base'
import { checker, desk, maker } from '../desk'
import { withBill } from '../households'
import type { PlannedOrder } from './plan'
import type { StormWorld } from './world'

const SEASON = '2026-2027'
const PATIENCE_MS = 300_000

/** Does an action until it gives something: what fails is tried again. */
async function persist<T>(what: string, deed: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + PATIENCE_MS
  let last: unknown
  while (Date.now() < until) {
    try {
      const done = await deed()
      if (done !== undefined) return done
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${what}: patience is over`, { cause: last })
}

interface Answer {
  status: number
  body: Record<string, unknown>
}

async function call(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(40_000),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const userCodeOf = (n: number) => `77${String(n).padStart(8, '0')}`
/** Every household's owner in the storm has this one. */
const IDENTITY_NUMBER = '110105199003071239'

/** Registers the household of a planned order, with its bill. */
export function settleIn(base: Base, { n, company, buildingArea }: PlannedOrder): Promise<{ id: string }> {
  return withBill(
    base,
    {
      company,
      userCode: userCodeOf(n),
      buildingArea,
      heatSource: company === 'lanzhou' ? null : 'district',
      owner: `住户${n}`,
      identityNumber: IDENTITY_NUMBER,
    },
    SEASON,
    '2027-03-31',
  )
}

/** A resident of one phone, who lives through planned orders one after the other and does not give up. */
export function stormResident(world: StormWorld, name: string) {
  const { url, sandbox, base } = world
  const sessions = new Map<string, string>()
  let keys = 0

  async function session(company: string, platform: Channel): Promise<string> {
    const known = sessions.get(`${company} ${platform}`)
    if (known) return known
    const token = await persist('log in', async () => {
      const login = await call('POST', `${sandbox.url}/sandbox/api/login-codes`, { platform, company, person: name })
      const { body } = await call('POST', `${url}/api/session`, { company, platform, code: login.body.code })
      return typeof body.token === 'string' ? body.token : undefined
    })
    sessions.set(`${company} ${platform}`, token)
    return token
  }

  async function order(planned: PlannedOrder, householdId: string, channel = planned.channel): Promise<string> {
    const token = await session(planned.company, channel)
    return persist(`order ${planned.n}`, async () => {
      const answer = await call(
        'POST',
        `${url}/api/orders`,
        { kind: 'whole', householdId },
        { authorization: `Bearer ${token}`, 'idempotency-key': `storm-${name.replace(' ', '-')}-${++keys}` },
      )
      const given = answer.body.order as { orderNo: string } | undefined
      if (answer.status === 201 && given) return given.orderNo
      // The money was faster than the answer (paidBeforeAnswer): there is nothing left to order.
      const [payment] = await base.database.read.payments.byHousehold(householdId)
      return payment?.orderNo ?? undefined
    })
  }

  /** Shows that the home is his, since he closes what was ordered for it before. */
  async function prove({ n, company }: PlannedOrder, channel: Channel): Promise<void> {
    const headers = { authorization: `Bearer ${await session(company, channel)}` }
    const body = { userCode: userCodeOf(n), relation: 'own', proof: IDENTITY_NUMBER }
    await persist(`prove ${n}`, async () => {
      const { status } = await call('POST', `${url}/api/households`, body, headers)
      return status === 200 || undefined
    })
  }

  const cancel = async (planned: PlannedOrder, orderNo: string, until: () => Promise<boolean>) => {
    const headers = { authorization: `Bearer ${await session(planned.company, planned.channel)}` }
    await persist(`cancel ${planned.n}`, async () => {
      await call('POST', `${url}/api/orders/${orderNo}/cancel`, {}, headers)
      return (await until()) || undefined
    })
  }
  /** Whose line breaks taps again: an order that is paid by then is not paid twice. */
  const payInSandbox = (orderNo: string) =>
    persist(`pay ${orderNo}`, () => call('POST', `${sandbox.url}/sandbox/api/pay`, { orderNo, evenIfClosed: true }))

  /** A fault that concerns this action alone: nothing else happens in the sandbox between switching on and off. */
  function payOff(orderNo: string, offFen: number): void {
    const { faults, store } = sandbox.world
    const [found] = store.orders.withNumber(orderNo)
    faults.set('wrongAmountBy1Fen', { value: offFen })
    if (found) pay(sandbox.world, found)
    faults.set('wrongAmountBy1Fen', null)
  }

  /** Such money is told by a notification only, so this one is not lost for ever. */
  function payWithoutOrder(planned: PlannedOrder): void {
    const { faults } = sandbox.world
    const merchant = merchantOf(sandbox.world, planned.company)
    if (!merchant) throw new Error(`no merchant for ${planned.company}`)
    const lost = faults.states().find(({ name: fault }) => fault === 'loseNotifications')?.setting ?? null
    faults.set('loseNotifications', null)
    payStray(sandbox.world, merchant, {
      channel: planned.channel,
      amountFen: 10_000 + planned.n,
      person: name,
      orderNo: `STRAY${String(planned.n).padStart(12, '0')}`,
    })
    faults.set('loseNotifications', lost)
  }

  async function giveBack(planned: PlannedOrder, orderNo: string): Promise<void> {
    const payment = await persist(
      `booked ${planned.n}`,
      async () => (await base.database.read.payments.byOrder(orderNo))[0],
    )
    for (const hundredths of planned.refunds) {
      const amountFen = Math.floor((payment.amountFen * hundredths) / 100)
      const asked = { paymentId: payment.id, amountFen, route: 'original' as const, reason: '面积更正' }
      const { work, approvals } = desk(base)
      const approval = await work.requestRefund(planned.company, maker, asked)
      if ('refused' in approval) throw new Error(`order ${planned.n}: ${approval.refused}`)
      const done = await approvals.approve(checker, approval.id, { payloadHash: approval.payloadHash })
      if ('refused' in done) throw new Error(`order ${planned.n}: ${done.refused}`)
    }
  }

  return {
    async live(planned: PlannedOrder, householdId: string): Promise<void> {
      if (planned.fate === 'pays-without-order') return payWithoutOrder(planned)
      const orderNo = await order(planned, householdId)
      const isOver = async () =>
        ['closed', 'paid'].includes((await base.database.read.orders.byNo(orderNo))?.status ?? '')
      switch (planned.fate) {
        case 'pays':
        case 'taps-twice': {
          if (planned.fate === 'taps-twice') {
            const again = await Promise.all([order(planned, householdId), order(planned, householdId)])
            expect(again).toEqual([orderNo, orderNo])
          }
          await payInSandbox(orderNo)
          if (planned.phoneTells) {
            const headers = { authorization: `Bearer ${await session(planned.company, planned.channel)}` }
            await call('POST', `${url}/api/orders/${orderNo}/client-result`, { outcome: 'paid' }, headers).catch(
              () => undefined,
            )
          }
          return giveBack(planned, orderNo)
        }
        case 'pays-wrong-amount':
          return payOff(orderNo, planned.offFen)
        case 'never-pays':
          return
        case 'cancels':
          return cancel(planned, orderNo, isOver)
        case 'cancels-while-paying':
          await Promise.all([cancel(planned, orderNo, isOver), payInSandbox(orderNo)])
          return
        case 'pays-in-both-channels': {
          const otherChannel = planned.channel === 'wechat' ? 'alipay' : 'wechat'
          await prove(planned, otherChannel)
          const other = await order(planned, householdId, otherChannel)
          await Promise.all([payInSandbox(orderNo), payInSandbox(other)])
        }
      }
    },
  }
}
