import { formatYuan } from '../../../contract/money'
import type { Problem } from '../../../contract/problem'
import type { Refusal, RefusalCode } from '../../application/common/refusal'
import { ACCOUNT_BOOK_SENTENCES } from './accountBookProblems'
import { DIFFERENCE_SENTENCES, FILE_SENTENCES, VOUCHER_SENTENCES } from './differenceProblems'
import { fieldName } from './fieldNames'
import { RULEBOOK_SENTENCES } from './rulebookProblems'
import { SEASON_SENTENCES } from './seasonProblems'
import type { Facts, Sentence } from './sentence'
import { REFUND_SENTENCES, SETTLEMENT_SENTENCES } from './settlementProblems'

/** Codes that only HTTP knows, beside the application's refusals. */
type HttpCode =
  | 'invalid-request'
  | 'method-not-allowed'
  | 'unauthorized'
  | 'too-many-requests'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'request-in-flight'
  | 'too-large'
  | 'csrf'
  | 'before-work'
  | 'server-error'
  | 'database-away'
export type ProblemCode = RefusalCode | HttpCode

/** 电话：最多 32 个字; but what says itself what it is about is not told twice: 采暖季应写作 "2025-2026". */
const sentenceOf = (name: string, said: string) => (name === '' || said.startsWith(name) ? said : `${name}：${said}`)
const yuan = (value: string | number | undefined) => formatYuan(Number(value ?? 0))

/** A wait in whole minutes, hours from two on; never shorter than it is. */
function inMinutes(seconds: string | number | undefined): string {
  const minutes = Math.max(1, Math.ceil(Number(seconds ?? 60) / 60))
  return minutes < 120 ? `${minutes} 分钟` : `${Math.ceil(minutes / 60)} 小时`
}

/** The one translator of refusals (architecture.md, rule 7): status, title, and what happened with the next step (ui.md, Copy). */
const SENTENCES: Record<ProblemCode, Sentence> = {
  ...SETTLEMENT_SENTENCES,
  ...RULEBOOK_SENTENCES,
  ...VOUCHER_SENTENCES,
  ...SEASON_SENTENCES,
  ...DIFFERENCE_SENTENCES,
  ...REFUND_SENTENCES,
  ...FILE_SENTENCES,
  ...ACCOUNT_BOOK_SENTENCES,
  'not-found': { status: 404, title: '没有找到', detail: '没有找到。请核对后再试一次。' },
  'no-price': {
    status: 422,
    title: '没有公布的价格',
    detail: ({ reason }) => `${reason ?? '没有适用的热价'}。请拨打供热公司热线咨询。`,
  },
  'bad-login-code': { status: 401, title: '登录已失效', detail: '登录没有成功，请再试一次。' },
  'channel-unavailable': {
    status: 503,
    title: '支付渠道没有应答',
    detail: '支付渠道暂时没有应答。如果刚才已经付款，请不要重复支付，稍后查看账单；如果没有付款，请过一会儿再试一次。',
  },
  'channel-refused': {
    status: 502,
    title: '支付渠道没有受理',
    detail: '支付渠道没有受理这次支付，没有扣款。请再试一次，或拨打供热公司热线。',
  },
  'channel-not-offered': { status: 422, title: '不支持这种支付方式', detail: '这家供热公司没有开通这种支付方式。' },
  'proof-does-not-match': {
    status: 422,
    title: '信息不一致',
    detail: '与供热公司登记的信息不一致，没有绑定。请核对后再填；登记有变更请到服务大厅办理。',
  },
  'looked-too-often': {
    status: 429,
    title: '查询次数太多',
    detail: ({ retryAfterSeconds }) =>
      `您查询的住户太多了。请过 ${inMinutes(retryAfterSeconds)}再试；已经添加的住户不受影响，可以照常缴费。`,
  },
  'proof-first': {
    status: 409,
    title: '请先验证户主',
    detail: '现在查询的人很多，为保护住户，请同时填写户主信息来查找这一户。没有扣款。',
  },
  'proved-too-often': {
    status: 429,
    title: '验证次数太多',
    detail: ({ retryAfterSeconds }) =>
      `验证没有成功的次数太多了。请过 ${inMinutes(retryAfterSeconds)}再试，或带证件到服务大厅办理；不验证也可以缴清应缴金额。`,
  },
  'identity-first': {
    status: 409,
    title: '请改用身份证号验证',
    detail:
      '有人多次填错户主姓名，为保护住户，今天请改填户主的身份证号来验证，或带证件到服务大厅办理。没有绑定，也没有扣款。',
  },
  'no-bill': { status: 409, title: '还没有账单', detail: '这一户本采暖季的账单还没有开出，暂时不用缴费。' },
  'nothing-owed': { status: 409, title: '没有欠费', detail: '这一户已经缴清，不用再缴。' },
  'payment-closed': { status: 409, title: '暂不能在这里缴费', detail: ({ reason }) => String(reason) },
  'no-instalments': { status: 409, title: '不能分次缴纳', detail: '这一户的热费需要一次缴清。' },
  'arrears-first': {
    status: 409,
    title: '请先缴清往季欠费',
    detail: ({ arrearsFen }) => `还有往季欠费 ${yuan(arrearsFen)}，缴清后本季热费才能分次缴纳。`,
  },
  'instalments-over': {
    status: 409,
    title: '分次缴纳已截止',
    detail: ({ balanceDueOn }) => `分次缴纳已于 ${balanceDueOn} 截止，请一次缴清余款。`,
  },
  'below-minimum': {
    status: 422,
    title: '低于首次最低金额',
    detail: ({ minimumFen }) => `首次缴纳不能少于全部热费的规定比例，这一户至少 ${yuan(minimumFen)}。`,
  },
  'more-than-owed': {
    status: 422,
    title: '超过应缴金额',
    detail: ({ remainingFen }) => `现在只需缴 ${yuan(remainingFen)}，请改小金额。`,
  },
  'refund-too-much': {
    status: 409,
    title: '超过可退金额',
    detail: ({ leftFen }) => `这笔缴费最多还能退 ${yuan(leftFen)}。`,
  },
  'too-many-refunds': { status: 409, title: '退款次数已满', detail: '一笔缴费最多退款 50 次，请改用其他方式退还。' },
  'refund-window-over': {
    status: 409,
    title: '已过原路退款期限',
    detail: '已过支付渠道的原路退款期限，请改为转入下一采暖季预存款。',
  },
  'not-refundable': { status: 409, title: '这笔款项不能退', detail: '这笔款项已经用于其他账单或已退还，没有改动。' },
  'invoice-first': {
    status: 409,
    title: '发票还没有办妥',
    detail: ({ invoiceNo, invoicedFen, leftFen }) =>
      leftFen === undefined
        ? '这笔缴费的发票正在开具或红冲，现在还不能办理。请稍后在“发票”中查看，办妥后再试。'
        : `这笔缴费已开发票 ${invoiceNo}，金额 ${yuan(invoicedFen)}，而更正后只剩 ${yuan(leftFen)}。` +
          '请先在“发票”中红冲这张发票，红字发票开出后再提交，或再批准已提交的申请。',
  },
  'not-one-season': {
    status: 422,
    title: '不能开在一张发票上',
    detail: '只有同一户、同一采暖季的缴费可以开在一张发票上。请分别申请开票。',
  },
  'no-special-invoice': {
    status: 422,
    title: '不能开专用发票',
    detail: '居民采暖费免税，个人抬头也不能开增值税专用发票。请改开普通发票；没有提交申请。',
  },
  'already-resolved': { status: 409, title: '已经处理过', detail: '这一项已经有人处理过，请刷新查看。' },
  'already-claimed': { status: 409, title: '已经申请过', detail: '这笔缴费已经申请过转移，请等待工作人员处理。' },
  'same-household': { status: 422, title: '是同一户', detail: '这笔缴费本来就是缴给这一户的。' },
  'just-paid': {
    status: 409,
    title: '刚刚已经付款',
    detail: '这一户刚刚已有一笔付款到账，请返回查看账单，不要重复支付。',
  },
  'another-is-paying': {
    status: 409,
    title: '有人正在为这一户缴费',
    detail: ({ retryAfterSeconds }) =>
      `有人正在为这一户缴费，没有扣您的款。请等 ${inMinutes(retryAfterSeconds)}再来看是否已缴；是您自己的家，验证户主后可以马上缴。`,
  },
  'order-not-open': {
    status: 409,
    title: '订单已结束',
    detail: '这笔订单已经结束，没有再次扣款。请返回账单重新缴费。',
  },
  'order-not-paid': { status: 409, title: '尚未到账', detail: '这笔缴费还没有到账，到账后就可以申请发票。' },
  'already-invoiced': { status: 409, title: '已开过发票', detail: '这笔缴费已经申请过发票。' },
  'bad-tax-number': {
    status: 422,
    title: '税号不正确',
    detail: '纳税人识别号不正确，请核对营业执照上的统一社会信用代码。',
  },
  'invoices-off': { status: 409, title: '暂不能在线开票', detail: ({ instead }) => String(instead) },
  'invoice-not-ready': { status: 409, title: '发票正在开具', detail: '发票正在开具，请稍后再来下载。' },
  'already-proposed': {
    status: 409,
    title: '已有待审批的申请',
    detail: '同一事项已有一条申请在等待审批，不能重复提交。',
  },
  'not-proposed': { status: 409, title: '申请已处理', detail: '这条申请已经有人处理过了，请刷新查看结果。' },
  'maker-is-checker': {
    status: 403,
    title: '不能审批自己的申请',
    detail: '经办人和审批人不能是同一个人，请由他人审批。',
  },
  'payload-changed': {
    status: 409,
    title: '申请内容已变化',
    detail: '申请内容与您看到的不一致，没有执行。请刷新后重新核对。',
  },
  'login-failed': { status: 401, title: '登录没有成功', detail: '登录名或密码不正确。' },
  'login-blocked': {
    status: 429,
    title: '暂时不能登录',
    detail: ({ retryAfterSeconds }) => `尝试次数太多，请 ${retryAfterSeconds} 秒后再试，或联系管理员。`,
  },
  'second-factor-needed': { status: 403, title: '需要动态码', detail: '请输入验证器应用上的 6 位动态码。' },
  'second-factor-wrong': {
    status: 403,
    title: '动态码不正确',
    detail: '动态码不正确或已用过，请输入验证器应用上新的 6 位动态码。',
  },
  'weak-password': { status: 422, title: '密码不合要求', detail: ({ reason }) => `${reason}，没有修改。` },
  'login-name-taken': { status: 409, title: '登录名已被使用', detail: '这个登录名已被使用，请换一个。' },
  'staff-number-taken': {
    status: 409,
    title: '工号已属于他人',
    detail: ({ staffNumber, displayName }) =>
      `工号 ${staffNumber} 已属于${displayName}，没有保存。请核对工号；同一个人的多个登录须用同一姓名和工号。`,
  },
  'not-allowed': { status: 403, title: '没有权限', detail: '您的角色没有这项权限。如有需要请联系管理员。' },
  csrf: { status: 403, title: '请求来源不明', detail: '请求缺少校验信息，没有执行。请刷新页面后再试一次。' },
  'before-work': { status: 403, title: '请先完成登录设置', detail: '请先修改一次性密码、绑定动态码，再继续使用。' },
  'not-awaiting': { status: 409, title: '状态已变化', detail: '这一项的状态已经变化，没有执行。请刷新查看。' },
  'invalid-request': {
    status: 400,
    title: '请求内容有误',
    detail: ({ path, message }) => sentenceOf(path ? fieldName(String(path)) : '', String(message ?? '内容不完整')),
  },
  'method-not-allowed': { status: 405, title: '不支持这种请求', detail: '这个地址不支持这种请求方法。' },
  unauthorized: { status: 401, title: '请重新登录', detail: '登录已过期，请重新进入。' },
  'too-many-requests': {
    status: 429,
    title: '次数太多',
    detail: ({ retryAfterSeconds }) => `次数太多了，没有办理。请过 ${inMinutes(retryAfterSeconds)}再试。`,
  },
  'idempotency-key-missing': {
    status: 400,
    title: '缺少 Idempotency-Key',
    detail: '请求头缺少 Idempotency-Key（8 到 128 个字符），没有扣款。',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency-Key 已用于另一请求',
    detail: '同一个 Idempotency-Key 不能用于内容不同的请求，没有扣款。',
  },
  'request-in-flight': { status: 409, title: '请求正在处理', detail: '上一次点击正在处理，请稍候，不要重复点击。' },
  'too-large': { status: 413, title: '内容过大', detail: '提交的内容过大。' },
  'database-away': {
    status: 503,
    title: '系统暂时不可用',
    detail:
      '系统暂时连不上账务数据库，这次操作没有办成，没有因此扣款。已经付的款不会丢，恢复后自动入账，请不要重复支付。请过一分钟再试。',
  },
  'server-error': { status: 500, title: '系统繁忙', detail: '系统出了点问题，没有扣款的操作不会扣款。请稍后再试。' },
}

/** Makes the RFC 9457 document of a refusal; carries no stack, SQL or version. */
export function problemOf(code: ProblemCode, facts: Facts = {}): Problem {
  const { status, title, detail } = SENTENCES[code]
  const problem = {
    type: `urn:heatpay:problem:${code}`,
    title,
    status,
    code,
    detail: typeof detail === 'string' ? detail : detail(facts),
  }
  // No fact takes the place of what every problem says, whatever it is called.
  return { ...problem, ...facts, ...problem }
}

/** A refusal of the application as a problem. */
export function problemOfRefusal({ refused, reason, facts }: Refusal<RefusalCode>): Problem {
  return problemOf(refused, { ...(reason === undefined ? {} : { reason }), ...facts })
}

/** Thrown by middleware that ends a request; the error translator writes it. */
export class HttpProblem extends Error {
  readonly problem: Problem
  constructor(
    code: ProblemCode,
    facts: Facts = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(code)
    this.problem = problemOf(code, facts)
  }
}
