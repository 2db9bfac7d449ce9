import type { VOUCHER_REFUSALS } from '../../application/vouchers/voucherRefusals'
import type { Sentence } from './sentence'

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
