import { z } from 'zod'
import { civilDate, companyId } from '../../contract/estimates'
import type { BankFile } from '../bank/file'
import { companionFile, handOut } from '../bank/file'
import { BANK_LAYOUTS } from '../bank/layouts'
import { statementFile } from '../bank/statement'
import { dayOf } from '../beijingTime'
import type { Route } from '../http/router'
import { json, problem, type Reply, readRequest, unknownCompany } from '../http/router'
import type { BankPayment } from '../store/bankPayments'
import { merchantOf, type World } from '../world'

const PARTNER = 'partner'
const bankId = z.enum(Object.keys(BANK_LAYOUTS)).default(PARTNER)

/** What the files of the banks with fixed widths have room for. */
const WIDEST_USER_CODE = 20

const counterPayment = z
  .strictObject({
    company: companyId,
    bank: bankId,
    /** What the payer gives at the counter; the bank does not know whether it exists. */
    userCode: z.string().regex(/^[0-9A-Za-z-]{1,32}$/, '用户卡号为 32 位以内的字母、数字'),
    amountFen: z.int().min(1).max(10_000_000_000),
    /** The civil day of the payment; today when left out. */
    on: civilDate.optional(),
  })
  .refine(({ bank, userCode }) => bank === PARTNER || userCode.length <= WIDEST_USER_CODE, {
    path: ['userCode'],
    message: '这家银行的文件里用户卡号最多 20 位',
  })

const counterReversal = z.strictObject({
  company: companyId,
  bank: bankId,
  /** The payment that is taken back, whole. */
  traceNo: z.string().min(1).max(32),
  on: civilDate.optional(),
})

function nextTraceNo(world: World): string {
  return `BK${String(world.store.numbers.next('bank-trace')).padStart(10, '0')}`
}

/** Enters a payment at a bank's counter, the partner bank's unless another is named; undefined when nobody has that company id. */
export function payAtCounter(
  world: World,
  payment: { company: string; bank?: string; userCode: string; amountFen: number; on?: string },
): BankPayment | undefined {
  if (!merchantOf(world, payment.company)) return undefined
  const entered = {
    company: payment.company,
    bank: payment.bank ?? PARTNER,
    userCode: payment.userCode,
    amountFen: payment.amountFen,
    paidOn: payment.on ?? dayOf(world.clock.now()),
    traceNo: nextTraceNo(world),
    reverses: null,
  }
  world.store.bankPayments.add(entered)
  return entered
}

/** Takes a payment back (冲正), where the bank's file can report it. */
function takeBack(world: World, { company, bank, traceNo, on }: z.output<typeof counterReversal>): Reply {
  const { bankPayments } = world.store
  const paid = bankPayments.byTraceNo(company, bank, traceNo)
  if (!paid || paid.reverses !== null) return problem(404, 'unknown-payment', `没有流水号为 ${traceNo} 的缴费`)
  if (!BANK_LAYOUTS[bank]?.reverses) return problem(422, 'no-reversals', '这家银行的文件里写不出冲正：可以用 icbc')
  if (bankPayments.isReversed(company, bank, traceNo)) return problem(409, 'already-reversed', '已经冲正过')
  const paidOn = on ?? dayOf(world.clock.now())
  const entered = { ...paid, paidOn, traceNo: nextTraceNo(world), reverses: traceNo }
  bankPayments.add(entered)
  return json(201, { payment: entered })
}

const download = ({ name, bytes }: BankFile): Reply => ({
  status: 200,
  headers: {
    'content-type': 'text/plain; charset=gbk',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  },
  body: bytes,
})

/** The banks' counters (合作银行, id `partner`, unless another is named): payments in, the day's file out. */
export function bankRoutes(world: World): Route[] {
  return [
    {
      method: 'POST',
      pattern: '/sandbox/api/bank/payments',
      title: '登记一笔银行柜台缴费',
      handler(exchange) {
        const read = readRequest(exchange, counterPayment)
        if (!read.ok) return read.reply
        const entered = payAtCounter(world, read.value)
        return entered ? json(201, { payment: entered }) : unknownCompany(read.value.company, world.companies)
      },
    },
    {
      method: 'POST',
      pattern: '/sandbox/api/bank/reversals',
      title: '银行冲正一笔柜台缴费',
      handler(exchange) {
        const read = readRequest(exchange, counterReversal)
        return read.ok ? takeBack(world, read.value) : read.reply
      },
    },
    {
      method: 'GET',
      pattern: '/sandbox/api/bank/files',
      title: '下载银行文件',
      handler({ query }) {
        const company = query.get('company') ?? ''
        const bank = query.get('bank') ?? PARTNER
        const day = civilDate.safeParse(query.get('date'))
        if (!day.success) return problem(400, 'invalid-request', 'date 应为日期，例如 2026-11-01', { path: 'date' })
        const merchant = merchantOf(world, company)
        if (!merchant) return unknownCompany(company, world.companies)
        const ours = merchant.accounts?.some(({ statement }) => statement === bank)
        if (!BANK_LAYOUTS[bank] && !ours) return problem(404, 'unknown-bank', `沙箱不扮演银行 ${bank}：它没有文件`)
        const file = ours ? statementFile(world, merchant, bank, day.data) : handOut(world, merchant, bank, day.data)
        return file
          ? download(file)
          : problem(404, 'not-ready', `${day.data} 的文件还没有送到：银行在当日结束后才出文件`)
      },
    },
    {
      method: 'GET',
      pattern: '/sandbox/api/bank/companions',
      title: '下载银行文件的完成标志',
      handler({ query }) {
        const bank = query.get('bank') ?? PARTNER
        const day = civilDate.safeParse(query.get('date'))
        if (!day.success) return problem(400, 'invalid-request', 'date 应为日期，例如 2026-11-01', { path: 'date' })
        const merchant = merchantOf(world, query.get('company') ?? '')
        if (!merchant) return unknownCompany(query.get('company') ?? '', world.companies)
        const file = companionFile(world, merchant, bank, day.data)
        if (file === 'none') return problem(404, 'no-companion', `银行 ${bank} 不送完成标志文件`)
        return file === 'not-ready' ? problem(404, 'not-ready', `${day.data} 的完成标志文件还没有送到`) : download(file)
      },
    },
  ]
}
