/** The words of differences and their resolutions; without zod, so that pages can take them. */

/** How a difference may be resolved; each needs a maker and a checker. */
export const RESOLUTION_NAMES = {
  'book-payment': '补记收款',
  'to-suspense': '补记并转入待查',
  apply: '补记并抵缴指定用户',
  refund: '补记并原路退回',
  'book-refund': '补记退款',
  'take-back-payment': '撤回收款',
  'correct-amount': '按渠道金额更正',
  'take-back-refund': '撤回退款',
  'claim-refund': '追索多退的款项',
  'refresh-status': '向渠道核实状态',
  'accept-fee': '接受渠道手续费',
  'claim-fee': '向渠道追索手续费',
  'claim-returned': '渠道已退回追索款',
  'book-second': '银行确认属实，另记一笔',
  'move-payment': '按银行更正的用户号改记',
  'follow-statement': '按改送的对账单更正',
  'await-rest': '按实到入账，等待余款',
  'await-arrival': '未到账，继续等待',
  'ask-bank': '向银行查询未到账款项',
  'claim-settlement': '向渠道追索未到账款项',
  'book-bank-charge': '记为银行手续费',
  'book-interest': '记为存款利息',
  'split-deposit': '补记并分给多户',
  'book-own-movement': '本公司其他收支',
  'channel-charge': '记为渠道费用',
  'claim-debit': '不明支出转应收追索',
  'write-off': '限额内核销',
  acknowledge: '确认，不涉及资金',
} as const
export type Resolution = keyof typeof RESOLUTION_NAMES
export const RESOLUTIONS = Object.keys(RESOLUTION_NAMES) as [Resolution, ...Resolution[]]

/** What a claim on a channel is about. */
export const CLAIM_ABOUT_NAMES = {
  refund: '多退的款项',
  fee: '多扣的手续费',
  settlement: '未到账的结算款',
  debit: '不明支出',
} as const
export type ClaimAbout = keyof typeof CLAIM_ABOUT_NAMES
export const CLAIM_ABOUTS = Object.keys(CLAIM_ABOUT_NAMES) as [ClaimAbout, ...ClaimAbout[]]

/** How far a claim on a channel has come. */
export const CLAIM_STATUS_NAMES = { open: '未退回', partly: '部分退回', ended: '已全部退回' } as const
export type ClaimStatus = keyof typeof CLAIM_STATUS_NAMES
export const CLAIM_STATUSES = Object.keys(CLAIM_STATUS_NAMES) as [ClaimStatus, ...ClaimStatus[]]

/** `proposed`: a resolution waits for its checker. `closed`: by a resolution, a further run, or a neighbouring day. */
export const DIFFERENCE_STATUS_NAMES = { open: '待处理', proposed: '待审批', closed: '已了结' } as const
export type DifferenceStatus = keyof typeof DIFFERENCE_STATUS_NAMES
export const DIFFERENCE_STATUSES = Object.keys(DIFFERENCE_STATUS_NAMES) as [DifferenceStatus, ...DifferenceStatus[]]

/** What happens to a difference, as its history tells it. */
export const DIFFERENCE_ACT_NAMES = {
  opened: '对账发现',
  gone: '再次对账已相符',
  'day-cut': '邻日对账已了结',
  overdue: '过了 T+2 仍未了结，另作差异',
  arrived: '款项已到账',
  shown: '再次对账又出现',
  assigned: '交由专人处理',
  proposed: '提出处理',
  rejected: '驳回处理',
  resolved: '批准并执行',
  reopened: '重新打开',
} as const
export type DifferenceAct = keyof typeof DIFFERENCE_ACT_NAMES
export const DIFFERENCE_ACTS = Object.keys(DIFFERENCE_ACT_NAMES) as [DifferenceAct, ...DifferenceAct[]]

/** What keeps a day from being closed. */
export const CLOSING_BLOCK_NAMES = {
  'not-over': '当日尚未结束',
  'already-closed': '当日已关账',
  'earlier-day-open': '更早的一天尚未关账',
  'not-reconciled': '尚未对账',
  quarantined: '文件被隔离',
  'awaiting-approval': '有待审批的事项',
  'open-differences': '有未处理的差异',
} as const
export type ClosingBlock = keyof typeof CLOSING_BLOCK_NAMES
export const CLOSING_BLOCKS = Object.keys(CLOSING_BLOCK_NAMES) as [ClosingBlock, ...ClosingBlock[]]

/** What can be open of a day beside what keeps it from being closed. */
export const OPEN_NOTE_NAMES = {
  'no-trade-bill': '尚无交易账单',
  'no-fund-flow': '尚无资金账单',
  'no-statement': '尚无银行对账单',
  suspense: '有待查款项',
  'failed-refunds': '有失败的退款',
  'stray-refunds': '有渠道侧的退款待核',
  'follow-ups': '有待跟进的款项',
} as const
export type OpenNote = keyof typeof OPEN_NOTE_NAMES

/** All that can be open; the same words on the board, at closing and in the menu. */
export const OPEN_THING_NAMES = { ...CLOSING_BLOCK_NAMES, ...OPEN_NOTE_NAMES } as const
export type OpenThing = ClosingBlock | OpenNote
export const OPEN_THINGS = Object.keys(OPEN_THING_NAMES) as [OpenThing, ...OpenThing[]]
