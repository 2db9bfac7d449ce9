import { z } from 'zod'
import { civilDate, companyId } from '../../contract/estimates'
import { bankFile } from '../bank/file'
import { dayOf } from '../beijingTime'
import { json } from '../http/exchange'
import { problem, readRequest, unknownCompany } from '../http/problem'
import type { Route } from '../http/router'
import type { BankPayment } from '../store/bankPayments'
import { merchantOf, type World } from '../world'

const counterPayment = z.strictObject({
  company: companyId,
  /** What the payer gives at the counter; the bank does not know whether it exists. */
  userCode: z.string().regex(/^[0-9A-Za-z-]{1,32}$/, '用户卡号为 32 位以内的字母、数字'),
  amountFen: z.int().min(1).max(10_000_000_000),
  /** The civil day of the payment; today when left out. */
  on: civilDate.optional(),
})

/** Enters a payment at the partner bank's counter; undefined when nobody has that company id. */
export function payAtCounter(
  world: World,
  payment: { company: string; userCode: string; amountFen: number; on?: string },
): BankPayment | undefined {
  if (!merchantOf(world, payment.company)) return undefined
  const entered = {
    company: payment.company,
    userCode: payment.userCode,
    amountFen: payment.amountFen,
    paidOn: payment.on ?? dayOf(world.clock.now()),
    traceNo: `BK${String(world.store.numbers.next('bank-trace')).padStart(10, '0')}`,
  }
  world.store.bankPayments.add(entered)
  return entered
}

/** The partner bank (合作银行, id `partner`): counter payments in, the day's file out. */
export function bankRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/sandbox/api/bank/payments',
      handler(exchange) {
        const read = readRequest(exchange, counterPayment)
        if (!read.ok) return read.reply
        const entered = payAtCounter(world, read.value)
        return entered ? json(201, { payment: entered }) : unknownCompany(read.value.company, world.companies)
      },
    },
    {
      method: 'GET',
      pattern: '/sandbox/api/bank/files',
      handler({ query }) {
        const company = query.get('company') ?? ''
        const day = civilDate.safeParse(query.get('date'))
        if (!day.success) return problem(400, 'invalid-request', 'date 应为日期，例如 2026-11-01', { path: 'date' })
        const merchant = merchantOf(world, company)
        if (!merchant) return unknownCompany(company, world.companies)
        const file = bankFile(world, merchant, day.data)
        if (!file) return problem(404, 'not-ready', `${day.data} 的文件还没有送到：银行在当日结束后才出文件`)
        return {
          status: 200,
          headers: {
            'content-type': 'text/plain; charset=gbk',
            'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
          },
          body: file.bytes,
        }
      },
    },
  ]
}
