import { createHash } from 'node:crypto'
import { z } from 'zod'
import { civilDate, companyId } from '../../contract/estimates'
import { judgeCard, unsigned } from '../bank/file'
import { readRequestFile, resultFile, returnedFile, type Wanted } from '../bank/payoutFile'
import { dayOf } from '../beijingTime'
import type { Route } from '../http/router'
import { type Handler, json, problem, type Reply, readRequest, unknownCompany } from '../http/router'
import type { Payout } from '../store/bankPayments'
import { merchantOf, type World } from '../world'

const DAY_MS = 86_400_000
/** How many days after it was paid a payment comes back. */
const BACK_AFTER_DAYS = 2

const cardQuestion = z.object({ company: companyId, card: z.string().max(40), owner: z.string().min(1) })
const requestName = z.string().regex(/^req_(outer_)?\d{8}_\d{3}\.txt$/, '文件名应写作 req_20260705_001.txt')

/** The partner bank's line to the companies: cards are asked about, payout files come in, their answers go out. */
export function bankLineRoutes(world: World): Route[] {
  const signed =
    (handler: Handler): Handler =>
    (exchange) =>
      unsigned(world, exchange) ?? handler(exchange)
  return [
    {
      method: 'POST',
      pattern: '/sandbox/bank/card-checks',
      title: '核验银行卡',
      handler: signed((exchange) => {
        const read = readRequest(exchange, cardQuestion)
        if (!read.ok) return read.reply
        const { company, card } = read.value
        if (world.faults.strikes('cardCheckDown', { company })) return problem(503, 'down', '银行系统维护中')
        const differs = world.faults.strikes('cardNameDiffers', { company })
        return json(200, differs ? { outcome: 'refused', because: 'name-differs' } : judgeCard(card))
      }),
    },
    {
      method: 'POST',
      pattern: '/sandbox/bank/payouts',
      title: '送交代发文件',
      handler: signed(({ query, body }) => takeIn(world, query, body)),
    },
    {
      method: 'GET',
      pattern: '/sandbox/bank/payouts/result',
      title: '取代发结果',
      handler: signed(({ query }) => {
        const name = requestName.safeParse(query.get('name'))
        const made = name.success ? world.store.payouts.of(query.get('company') ?? '', name.data) : []
        if (!name.success || made.length === 0) return problem(404, 'not-found', '没有收到过这个文件')
        return file(name.data.replace(/^req_/, 'res_'), resultFile(made))
      }),
    },
    {
      method: 'GET',
      pattern: '/sandbox/bank/payouts/returned',
      title: '取退汇清单',
      handler: signed(({ query }) => {
        const day = civilDate.safeParse(query.get('date'))
        if (!day.success) return problem(400, 'invalid-request', 'date 应为日期，例如 2026-07-10', { path: 'date' })
        const back =
          day.data <= dayOf(world.clock.now())
            ? world.store.payouts.returnedOn(query.get('company') ?? '', day.data)
            : []
        if (back.length === 0) return problem(404, 'not-found', `${day.data} 没有退汇`)
        return file(`returned_${day.data.replaceAll('-', '')}.txt`, returnedFile(back))
      }),
    },
  ]
}

function file(name: string, body: Buffer): Reply {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=gbk', 'x-bank-file': name }, body }
}

/** Takes a request file in, pays what it asks for, and remembers it: the same file again is no second payment. */
function takeIn(world: World, query: URLSearchParams, body: Buffer): Reply {
  const company = query.get('company') ?? ''
  const name = requestName.safeParse(query.get('name'))
  if (!merchantOf(world, company)) return unknownCompany(company, world.companies)
  if (!name.success) return problem(400, 'invalid-request', '文件名应写作 req_20260705_001.txt', { path: 'name' })
  const digest = createHash('sha256').update(body).digest('hex')
  const before = world.store.payouts.request(company, name.data)
  if (before !== undefined) {
    return before === digest
      ? json(200, { taken: name.data })
      : problem(409, 'name-used', '这个文件名已用于内容不同的文件')
  }
  const wanted = readRequestFile(body)
  if (typeof wanted === 'string') return problem(422, 'unreadable', wanted)
  const paidOn = dayOf(world.clock.now())
  world.store.payouts.add(
    company,
    name.data,
    digest,
    wanted.map((one) => pay(world, { company, name: name.data, paidOn }, one)),
  )
  return json(200, { taken: name.data })
}

function pay(
  world: World,
  { company, name, paidOn }: { company: string; name: string; paidOn: string },
  wanted: Wanted,
): Payout {
  const { faults, store, clock } = world
  const fails =
    judgeCard(wanted.account).outcome === 'refused' || faults.strikes('payoutFails', { company }) !== undefined
  const comesBack = !fails && faults.strikes('payoutReturns', { company }) !== undefined
  return {
    ...wanted,
    company,
    requestName: name,
    bankSerial: `PY${String(store.numbers.next('bank-payout')).padStart(12, '0')}`,
    failCode: fails ? 'E0012' : null,
    failReason: fails ? '账号户名不符' : null,
    paidOn,
    returnedOn: comesBack ? dayOf(clock.now() + BACK_AFTER_DAYS * DAY_MS) : null,
  }
}
