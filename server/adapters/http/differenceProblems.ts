import { formatYuan } from '../../../contract/money'
import type { DIFFERENCE_REFUSALS, FILE_REFUSALS, VOUCHER_REFUSALS } from '../../application/common/refusal'
import type { Sentence } from './sentence'

const yuan = (value: string | number | undefined) => formatYuan(Number(value ?? 0))

/** How each refusal about differences and closed days is told. */
export const DIFFERENCE_SENTENCES: Record<(typeof DIFFERENCE_REFUSALS)[number], Sentence> = {
  'difference-closed': { status: 409, title: '差异已了结', detail: '这条差异已经了结。需要再处理时，请先重新打开。' },
  'resolution-does-not-fit': {
    status: 422,
    title: '处理方式不适用',
    detail: '这种处理方式不适用于这条差异，请从列出的方式中选择。',
  },
  'user-code-needed': { status: 422, title: '缺少用户号', detail: '抵缴指定用户时，请填写用户号。' },
  'no-such-user-code': { status: 422, title: '没有这个用户号', detail: '没有找到这个用户号，请核对后再提交。' },
  'channel-silent': {
    status: 503,
    title: '渠道没有应答',
    detail: '渠道没有说清这一笔的情况，没有提交。请过一会儿再试。',
  },
  'channel-not-paid': {
    status: 409,
    title: '渠道答复未支付',
    detail: '渠道答复这一笔没有支付成功，不能入账。请向渠道索取更正的文件，或改用其他处理方式。',
  },
  'channel-knows-it': {
    status: 409,
    title: '渠道已有这一笔',
    detail: '渠道已有这一笔，不能撤回。请等次日的对账文件，或向渠道索取补充文件。',
  },
  'channel-says-ours': {
    status: 409,
    title: '渠道的金额与我方一致',
    detail: ({ amountFen }) => `渠道确认的金额是 ${yuan(amountFen)}，与我方一致：请向渠道索取更正的文件，再次对账。`,
  },
  'channel-says-otherwise': {
    status: 409,
    title: '渠道的答复有出入',
    detail: ({ amountFen }) =>
      amountFen === undefined
        ? '渠道现在的答复与提交时不同，没有执行。请驳回后重新提交。'
        : `渠道答复的金额是 ${yuan(amountFen)}，与对账文件不一致，没有提交。请向渠道核实。`,
  },
  'refund-not-done': {
    status: 409,
    title: '渠道没有完成这笔退款',
    detail: '渠道没有答复这笔退款已经成功，不能记账。请过一会儿再试，或在退款页面处理。',
  },
  'books-changed': {
    status: 409,
    title: '账目已有变化',
    detail: '提交之后账目已有变化，没有执行。请驳回这条申请，再次对账后重新处理。',
  },
  'payment-unknown': {
    status: 409,
    title: '没有对应的收款',
    detail: '没有找到这笔退款对应的收款。如果收款也是长款，请先补记收款，再补记退款。',
  },
  'suspense-first': {
    status: 409,
    title: '请先处理待查款项',
    detail: '这笔收款还在待查款项中，或已从待查款项转出，金额不能部分更正。请先处理待查款项。',
  },
  'over-write-off-limit': {
    status: 409,
    title: '超过核销限额',
    detail: ({ eachFen, monthFen }) => `核销限额为每笔 ${yuan(eachFen)}、每月 ${yuan(monthFen)}，没有核销。`,
  },
  'fee-not-booked': {
    status: 409,
    title: '手续费尚未入账',
    detail: '这一天的渠道手续费还没有入账，不能追索。请先取得账单并对账。',
  },
  'claim-needed': {
    status: 422,
    title: '请选择追索款',
    detail: '不止一个渠道有未退回的追索款，请选择这笔钱退回的是哪一笔。',
  },
  'no-such-claim': {
    status: 422,
    title: '没有这笔追索款',
    detail: '所选的追索款不存在、已全部退回，或不是同一渠道的。请刷新后重新选择。',
  },
  'claims-too-small': {
    status: 409,
    title: '超过未退回的追索款',
    detail: ({ openFen, amountFen }) =>
      `未退回的追索款只有 ${yuan(openFen)}，而退回的是 ${yuan(amountFen)}，没有提交。多出的款项请先向渠道核实。`,
  },
  'evidence-needed': {
    status: 422,
    title: '缺少银行的确认',
    detail: '请写明银行是怎样确认第二行属实的（经办人、日期、回函编号）。',
  },
  'remind-day-needed': {
    status: 422,
    title: '缺少提醒日',
    detail: ({ until }) => `请写明哪一天再提醒：今天之后，不晚于 ${until}。没有提交，也没有记账。`,
  },
  'bank-file-holds-it': {
    status: 409,
    title: '银行文件中有这一笔',
    detail: '银行另一清算日的文件中有这笔收款，钱已收到，没有撤回。请重新对账。',
  },
  'shares-needed': {
    status: 422,
    title: '分配金额不符',
    detail: ({ amountFen }) => `请至少分给两户，各户金额之和应为 ${yuan(amountFen)}。没有提交。`,
  },
  'statement-not-followed': {
    status: 409,
    title: '不能这样更正',
    detail: '这一笔入账后已另有处理，不能自动冲回，没有改动。请与银行核对后逐笔更正。',
  },
  'not-closed-yet': { status: 409, title: '差异没有了结', detail: '这条差异没有了结，或刚刚已由他人重新打开。' },
  'day-closed': {
    status: 409,
    title: '当日已关账',
    detail: ({ date }) => `${date} 已经关账，不能再改动。更正请在未关账的日期记账。`,
  },
  'day-not-ready': { status: 409, title: '还不能关账', detail: ({ blocks }) => `还不能关账。${blocks}。` },
  'sheet-unreadable': {
    status: 422,
    title: '表格不能使用',
    detail: ({ reason }) => `${reason}。请使用从本页导出的表格填写。`,
  },
  'no-such-owner': {
    status: 422,
    title: '不能交给此人',
    detail: '没有这名员工，或他不能处理这家公司的账目。',
  },
  'bad-attachment': {
    status: 422,
    title: '附件不能使用',
    detail: '附件应为 5 MB 以内的 PDF、JPEG 或 PNG，每件事项最多 20 份。请另存后再传。',
  },
}

/** How each refusal about files is told. */
export const FILE_SENTENCES: Record<(typeof FILE_REFUSALS)[number], Sentence> = {
  'file-not-acceptable': {
    status: 409,
    title: '不能改用这份文件',
    detail: '这份文件正在使用、已被隔离，或提交之后已改用别的文件。请刷新查看当日的文件。',
  },
  'no-such-channel': {
    status: 422,
    title: '没有这个渠道',
    detail: '这家公司没有开通这个渠道或银行。请核对渠道后再上传。',
  },
  'file-gone': { status: 404, title: '找不到原文件', detail: '存放目录中没有这份原文件，请联系运维人员从备份中恢复。' },
  'future-day': { status: 422, title: '日期还没有过完', detail: '当日结束之后渠道才给出账单，请选择今天以前的日期。' },
  'mapping-unreadable': {
    status: 422,
    title: '这样对应读不出流水',
    detail: ({ reason }) => `${reason}。没有保存，也没有记账。请改正列的对应，或向银行另要一份文件。`,
  },
  'too-many-days': { status: 422, title: '天数太多', detail: '一次最多取 31 天的文件，请分几次取。' },
}

/** How each refusal of an export of vouchers is told. */
export const VOUCHER_SENTENCES: Record<(typeof VOUCHER_REFUSALS)[number], Sentence> = {
  'unknown-template': { status: 422, title: '没有这个凭证模板', detail: '请从列表里选择凭证模板。' },
  'nothing-to-export': { status: 422, title: '没有可导出的凭证', detail: '这些日期没有分录，没有生成文件。' },
  'already-exported': {
    status: 409,
    title: '已经导出过',
    detail: ({ from, to, by }) =>
      `${by} 已经导出过 ${from} 至 ${to} 的凭证，重复导入财务软件会重复记账。确实需要时请选择“再次导出”。`,
  },
}
