import { formatYuan } from '../../../contract/money'
import type { REFUND_REFUSALS, SETTLEMENT_REFUSALS } from '../../application/common/refusal'
import type { Sentence } from './sentence'

/** How each refusal after the season is told. */
export const SETTLEMENT_SENTENCES: Record<(typeof SETTLEMENT_REFUSALS)[number], Sentence> = {
  'season-not-over': {
    status: 409,
    title: '采暖季还没有结束',
    detail: ({ endsOn }) => `这个采暖季到 ${endsOn} 结束，结束后才能办理。`,
  },
  'no-such-season': { status: 422, title: '采暖季不对', detail: '采暖季应写作 2025-2026 这样的两个相连年份。' },
  'nothing-to-publish': {
    status: 409,
    title: '没有可公示的结果',
    detail: '没有可以公示的结算结果：请先导入读数并结算，或核对小区名称。',
  },
  'already-objected': {
    status: 409,
    title: '已经提出过异议',
    detail: '这一户对本次结算已经提出过异议，请查看办理进度，不用重复提交。',
  },
  'objection-open': {
    status: 409,
    title: '异议正在办理',
    detail: '这一户的结算异议还没有办完，办完后才能继续。',
  },
  'refund-applied': {
    status: 409,
    title: '已经申请退费',
    detail: '这一户已经确认对结果无异议并申请退费，请查看办理进度，不用重复提交。',
  },
  'nothing-to-refund': { status: 409, title: '没有可退的金额', detail: '这一户本次结算没有可退的金额。' },
  'visit-a-hall': {
    status: 409,
    title: '请到服务大厅办理',
    detail: ({ where, papers }) =>
      `这一户不能在线办理退费，请带 ${papers ?? '房主身份证'} 到${where ?? '服务大厅'}办理。`,
  },
  'details-differ': {
    status: 422,
    title: '与登记信息不一致',
    detail: ({ fields, where }) =>
      `${fields}与登记的不一致，没有受理。请核对后再填；登记有变更请到${where ?? '服务大厅'}办理。`,
  },
  'bad-bank-card': { status: 422, title: '银行卡号不正确', detail: '银行卡号应为 12 到 30 位数字，请核对卡面。' },
  'photo-missing': {
    status: 422,
    title: '缺少照片',
    detail: ({ photos }) => `请先上传${photos}照片，再提交申请。`,
  },
  'agreement-lapsed': {
    status: 409,
    title: '签订协议已过期限',
    detail: ({ agreementDueOn }) =>
      `热量表检测校验协议应在 ${agreementDueOn} 以前签订，逾期视为无异议，以公示数据为准。`,
  },
  'not-signed': { status: 409, title: '还没有签订协议', detail: '签订热量表检测校验协议后，才能登记检测结果。' },
  'no-mean': {
    status: 409,
    title: '本单元没有平均退费',
    detail: '本单元没有其他已公示的热计量用户，无法计算平均退费值，请填写核定的退费金额。',
  },
  'mean-known': {
    status: 422,
    title: '不能另填金额',
    detail: ({ meanFen }) => `本单元平均退费为 ${formatYuan(Number(meanFen))}，退费按平均值计算，不能另填金额。`,
  },
  'nothing-to-pay-out': { status: 409, title: '没有待付的退费', detail: '没有已通过银行卡核验、等待付款的退费申请。' },
  'payout-changed': {
    status: 409,
    title: '批次内容已变化',
    detail: '提交后有退费申请的状态或金额发生变化，没有执行。请驳回后重新提交。',
  },
  'card-checked-already': { status: 409, title: '已经核验过', detail: '这份申请的银行卡已经核验过，不用再次登记。' },
  'file-refused': {
    status: 422,
    title: '文件没有导入',
    detail: ({ reason }) => `${reason}。文件内容没有导入。`,
  },
  'bank-unreachable': { status: 503, title: '银行没有应答', detail: '银行暂时没有应答，请过一会儿再试一次。' },
}

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
