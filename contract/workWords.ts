/** The words of 我的工作; without zod, so that pages can take them. */

/** What can wait for a person. */
export const WORK_KIND_NAMES = {
  difference: '对账差异',
  approval: '待审批',
  suspense: '待查款项',
  'failed-refund': '失败的退款',
  'stray-refund': '渠道侧的退款',
  'follow-up': '待跟进的款项',
  claim: '错户缴费申请',
} as const
export type WorkKind = keyof typeof WORK_KIND_NAMES
export const WORK_KINDS = Object.keys(WORK_KIND_NAMES) as [WorkKind, ...WorkKind[]]

/** Whose work is shown. `mine`: what I answer for, and what I may approve; `desk`: nobody has taken it; `due`: a reminder of mine has come. */
export const WORK_SCOPE_NAMES = { mine: '我的', desk: '未分配', due: '到期提醒', all: '全部' } as const
export type WorkScope = keyof typeof WORK_SCOPE_NAMES
export const WORK_SCOPES = Object.keys(WORK_SCOPE_NAMES) as [WorkScope, ...WorkScope[]]

export const WORK_ORDERS = ['age', 'amount', 'owner'] as const
export type WorkOrder = (typeof WORK_ORDERS)[number]
