import type { OBJECTION_STATES, REFUND_STATES } from './settlements'

/** What staff call the states of what follows a season; without zod, so that the console's page can take them. */

export const REFUND_STATE_NAMES: Readonly<Record<(typeof REFUND_STATES)[number], string>> = {
  applied: '等待核对银行卡',
  checked: '等待代发',
  'in-batch': '代发中',
  paid: '已付款',
  returned: '已退汇',
  refused: '未通过',
}

/** Red letters of the season's invoices that a refund needs (TS4). */
export const RED_LETTER_NAMES = { none: '不需要', waiting: '开出后才能付款', issued: '已开出' } as const

export const OBJECTION_STATE_NAMES: Readonly<Record<(typeof OBJECTION_STATES)[number], string>> = {
  made: '等待签订检测协议',
  'agreement-signed': '等待检测',
  'test-passed': '检测合格',
  'test-failed': '检测不合格',
  lapsed: '逾期未签，结算照旧',
}

export const PAYOUT_BATCH_STATUSES = ['approved', 'sent', 'answered'] as const
/** `approved`: its file waits to be carried to the bank. `sent`: the bank has it. `answered`: its result was taken in. */
export type PayoutBatchStatus = (typeof PAYOUT_BATCH_STATUSES)[number]
export const PAYOUT_BATCH_STATUS_NAMES: Readonly<Record<PayoutBatchStatus, string>> = {
  approved: '待送银行',
  sent: '银行处理中',
  answered: '已有结果',
}

export const PAYOUT_ITEM_STATES = ['sent', 'paid', 'failed', 'returned'] as const
export type PayoutItemState = (typeof PAYOUT_ITEM_STATES)[number]
export const PAYOUT_ITEM_STATE_NAMES: Readonly<Record<PayoutItemState, string>> = {
  sent: '等待银行结果',
  paid: '已付款',
  failed: '没有付成',
  returned: '已退汇',
}
