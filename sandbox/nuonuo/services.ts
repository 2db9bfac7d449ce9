import { z } from 'zod'
import { compactDay, dayOf } from '../beijingTime'
import type { NuonuoInvoice } from '../store/nuonuo'
import type { World } from '../world'

/** The seller of 诺诺's own test environment: its check digit is wrong, as published (formats.md 6.3). */
export const TEST_SELLER = '339902999999789113'

export interface Answer {
  code: string
  describe: string
  result?: unknown
}

const refused = (code: string, describe: string): Answer => ({ code, describe, result: null })

const text = z.string()
const amount = z.string().regex(/^-?\d+(\.\d{1,8})?$/)

const line = z.looseObject({
  goodsName: text.min(1).max(92),
  goodsCode: text.regex(/^\d{19}$/).optional(),
  withTaxFlag: z.enum(['0', '1']),
  taxRate: amount,
  tax: amount,
  taxExcludedAmount: amount,
  taxIncludedAmount: amount,
})

/** nuonuo.OpeMplatform.requestBillingNew: every value is a string (formats.md 6.4). */
export const billing = z.object({
  order: z.looseObject({
    buyerName: text.min(1).max(100),
    buyerTaxNum: text.max(20).optional(),
    salerTaxNum: text.min(1),
    salerTel: text.min(1),
    salerAddress: text.min(1),
    orderNo: text.min(1).max(20),
    invoiceDate: text.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/),
    clerk: text.min(1),
    invoiceType: z.literal('1'),
    invoiceLine: z.enum(['pc', 'bs']),
    callBackUrl: text.optional(),
    invoiceDetail: z.array(line).min(1).max(2000),
  }),
})

/** nuonuo.OpeMplatform.fastInvoiceRed: all of a 数电 invoice is taken back (formats.md 6.7). */
export const fastRed = z.looseObject({
  orderNo: text.min(1).max(20),
  taxNum: text.min(1),
  elecInvoiceNumber: text.regex(/^\d{20}$/),
  callBackUrl: text.optional(),
})

export const reissue = z.looseObject({ fpqqlsh: text.min(1), orderno: text.min(1) })

export const resultQuery = z
  .looseObject({
    serialNos: z.array(text).min(1).max(50).optional(),
    orderNos: z.array(text).min(1).max(50).optional(),
  })
  .refine(({ serialNos, orderNos }) => (serialNos === undefined) !== (orderNos === undefined), 'serialNos 或 orderNos')

/** A day's re-issues of one invoice; one more is refused with E9613 (formats.md 6.4). */
const REISSUES = 20

function accept(
  world: World,
  company: string,
  asked: Pick<NuonuoInvoice, 'orderNo' | 'request' | 'reverses'> & { callBackUrl?: string | undefined },
): Answer {
  const now = world.clock.now()
  const serial = `${compactDay(now).slice(2)}${String(world.store.numbers.next('nuonuo:serial')).padStart(14, '0')}`
  const { orderNo, request, reverses } = asked
  const added = world.store.nuonuo.add({
    ...{ serial, company, orderNo, request, reverses },
    ...{ status: 20, failCause: '', number: null, askedAt: now, doneAt: null, reissues: 0 },
    dueAt: now + (world.faults.strikes('invoiceSlowMs', { company })?.value ?? 0),
    ...{ callbackUrl: asked.callBackUrl ?? '', calls: 0, callAt: null },
  })
  if (!added) return refused('E9106', '订单编号已存在，请勿重复提交')
  return { code: 'E0000', describe: '开票提交成功', result: { invoiceSerialNum: serial } }
}

const cents = (value: string) => Math.round(Number(value) * 100)

export function requestBilling(world: World, company: string, { order }: z.output<typeof billing>): Answer {
  if (order.salerTaxNum !== TEST_SELLER) return refused('E9301', '销方税号与授权税号不一致')
  if (order.invoiceLine === 'bs' && !order.buyerTaxNum) return refused('E9302', '专票购方税号不能为空')
  for (const one of order.invoiceDetail) {
    // Six fen of rounding are borne (formats.md 6.4).
    const off = cents(one.taxExcludedAmount) + cents(one.tax) - cents(one.taxIncludedAmount)
    if (Math.abs(off) > 6) return refused('E9303', '含税金额、不含税金额与税额不一致')
    if (cents(one.taxIncludedAmount) <= 0) return refused('E9304', '蓝票金额必须大于零')
  }
  return accept(world, company, {
    ...{ orderNo: order.orderNo, request: JSON.stringify(order), reverses: null },
    callBackUrl: order.callBackUrl,
  })
}

export function requestRed(world: World, company: string, asked: z.output<typeof fastRed>): Answer {
  const blue = world.store.nuonuo.byNumber(company, asked.elecInvoiceNumber)
  if (asked.taxNum !== TEST_SELLER) return refused('E9301', '销方税号与授权税号不一致')
  if (!blue || blue.reverses !== null || blue.status !== 2) return refused('E9500', '未查询到对应的蓝字发票')
  // The number of the request comes first: the caller asks again and has to hear that it is his own.
  if (world.store.nuonuo.byOrder(company, asked.orderNo)) return refused('E9106', '订单编号已存在，请勿重复提交')
  if (world.store.nuonuo.redOf(company, asked.elecInvoiceNumber)) return refused('E9501', '该发票已红冲或正在红冲')
  return accept(world, company, {
    ...{ orderNo: asked.orderNo, request: blue.request, reverses: asked.elecInvoiceNumber },
    callBackUrl: asked.callBackUrl,
  })
}

export function reissueInvoice(world: World, company: string, asked: z.output<typeof reissue>): Answer {
  const invoice = world.store.nuonuo.bySerial(asked.fpqqlsh)
  if (!invoice || invoice.company !== company || invoice.orderNo !== asked.orderno)
    return refused('E9500', '未查询到开票记录')
  if (invoice.status !== 22) return refused('E9612', '只有开票失败的发票可以重新开票')
  if (invoice.reissues >= REISSUES) return refused('E9613', '重新开票次数已达上限')
  const now = world.clock.now()
  const dueAt = now + (world.faults.strikes('invoiceSlowMs', { company })?.value ?? 0)
  world.store.nuonuo.save({
    ...invoice,
    status: 20,
    failCause: '',
    dueAt,
    reissues: invoice.reissues + 1,
    callAt: null,
  })
  return { code: 'E0000', describe: '重新开票提交成功', result: { invoiceSerialNum: invoice.serial } }
}

/** Issues or fails what is due; an issued one gets a number of 20 digits: year, area, issuing channel, sequence (formats.md 6.1). */
export function settleInvoices(world: World): void {
  const now = world.clock.now()
  for (const invoice of world.store.nuonuo.due(now)) {
    const callAt = invoice.callbackUrl === '' ? null : now
    if (world.faults.strikes('invoiceFails', { company: invoice.company })) {
      const failCause = '税局系统繁忙，请稍后重新开票'
      world.store.nuonuo.save({ ...invoice, status: 22, failCause, doneAt: now, calls: 0, callAt })
      continue
    }
    const year = dayOf(now).slice(2, 4)
    const number = `${year}332${String(world.store.numbers.next(`nuonuo:number:${year}`)).padStart(15, '0')}`
    world.store.nuonuo.save({ ...invoice, status: 2, number, doneAt: now, calls: 0, callAt })
  }
}

const STATUS_TEXT = { 2: '开票完成', 20: '开票中', 22: '开票失败' } as const

export function queryResult(world: World, company: string, asked: z.output<typeof resultQuery>): Answer {
  settleInvoices(world)
  const { nuonuo } = world.store
  const found = [
    ...(asked.serialNos ?? []).map((serial) => nuonuo.bySerial(serial)),
    ...(asked.orderNos ?? []).map((orderNo) => nuonuo.byOrder(company, orderNo)),
  ].filter((invoice) => invoice?.company === company)
  if (found.length === 0) return refused('E9500', '未查询到开票记录')
  return { code: 'E0000', describe: '获取成功', result: found.map((invoice) => invoice && shown(world, invoice)) }
}

const sum = (of: readonly string[]) => of.reduce((total, one) => total + cents(one), 0)
const yuan = (fen: number) => (fen / 100).toFixed(2)

/** The amounts of an invoice in yuan; a red one's are negative. */
export function amountsOf(invoice: NuonuoInvoice) {
  const { invoiceDetail } = billing.shape.order.parse(JSON.parse(invoice.request))
  const sign = invoice.reverses === null ? 1 : -1
  const net = sign * sum(invoiceDetail.map(({ taxExcludedAmount }) => taxExcludedAmount))
  const tax = sign * sum(invoiceDetail.map(({ tax: one }) => one))
  return { net: yuan(net), tax: yuan(tax), total: yuan(net + tax) }
}

function shown(world: World, invoice: NuonuoInvoice) {
  const order = billing.shape.order.parse(JSON.parse(invoice.request))
  const amounts = amountsOf(invoice)
  const link = (extension: string) =>
    invoice.status === 2 ? `${world.url}/nuonuo/files/${invoice.serial}.${extension}?t=${invoice.doneAt}` : ''
  return {
    serialNo: invoice.serial,
    orderNo: invoice.orderNo,
    status: String(invoice.status),
    statusMsg: STATUS_TEXT[invoice.status],
    failCause: invoice.failCause,
    pdfUrl: link('pdf'),
    ofdUrl: link('ofd'),
    xmlUrl: link('xml'),
    pictureUrl: '',
    invoiceTime: invoice.doneAt ?? '',
    invoiceCode: '',
    invoiceNo: invoice.number ?? '',
    allElectronicInvoiceNumber: invoice.number ?? '',
    exTaxAmount: amounts.net,
    taxAmount: amounts.tax,
    orderAmount: amounts.total,
    payerName: order.buyerName,
    payerTaxNo: order.buyerTaxNum ?? '',
    invoiceKind: order.invoiceLine === 'pc' ? '数电普票' : '数电专票',
    invoiceType: invoice.reverses === null ? '1' : '2',
    qrCode: '',
    checkCode: '',
    oldInvoiceCode: '',
    oldInvoiceNo: '',
    oldEleInvoiceNumber: invoice.reverses ?? '',
  }
}
