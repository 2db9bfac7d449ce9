import { formatYuan } from '../../../contract/money'
import type { ACCOUNT_BOOK_REFUSALS } from '../../application/common/refusal'
import type { Sentence } from './sentence'

/** How each refusal about our own accounts is told. */
export const ACCOUNT_BOOK_SENTENCES: Record<(typeof ACCOUNT_BOOK_REFUSALS)[number], Sentence> = {
  'no-statement-balance': {
    status: 422,
    title: '没有银行余额',
    detail: '这个账户到当月末还没有带余额的对账单，不能编制余额调节表。请先取得银行对账单。',
  },
  'balances-differ': {
    status: 409,
    title: '调节后余额不相等',
    detail: ({ amountFen }) =>
      `调节后的账面余额与银行余额相差 ${formatYuan(Number(amountFen ?? 0))}，没有签字。请先查明相差的原因，多为缺少某日的对账单。`,
  },
  'month-not-over': { status: 422, title: '当月还没有结束', detail: '当月结束之后才能签字，现在可以先查看、打印。' },
  'signed-already': { status: 409, title: '已经签字', detail: '这张余额调节表两人都已签字，不用再签。' },
}
