import type { REFUND_REFUSALS } from '../../application/refunds/refundRefusals'
import type { Sentence } from './sentence'

/** How each refusal of a refund's route is told. */
export const REFUND_SENTENCES: Record<(typeof REFUND_REFUSALS)[number], Sentence> = {
  'card-needed': {
    status: 422,
    title: '缺少银行卡',
    detail:
      '请填写用户签字申请表上的银行卡；由支付渠道退到银行卡时还要填开户银行。这一户没有登记银行卡时，不能选“登记的银行卡”。',
  },
  'card-refused': {
    status: 422,
    title: '银行卡核验没有通过',
    detail: ({ reason }) => `${reason}，没有提交。请与用户核对卡号和户名。`,
  },
  'route-not-open': {
    status: 409,
    title: '不能用这种方式退款',
    detail:
      '渠道退款期内的缴费按原支付方式退回；超过期限的退到银行卡，或转为下一采暖季预存款。渠道改退到银行卡或本公司账户，只限渠道报“退款异常”的退款。',
  },
  'refund-under-way': {
    status: 409,
    title: '渠道正在退款',
    detail: '支付渠道还在处理这笔退款，请等它有结果后再办理，以免重复退款。',
  },
}
