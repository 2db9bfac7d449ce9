/** Every deed that needs a second person, with its name for people. Its executor is listed in application/executors.ts. */
export const APPROVAL_DEEDS = {
  'add-staff': '新增员工',
  'reset-staff': '重置员工登录',
  'set-staff-number': '更正员工工号',
  refund: '退款',
  'retry-refund': '失败退款再处理',
  'red-letter': '红冲发票',
  'suspense-exit': '待查款项处理',
  'move-payment': '错户缴费转移',
  'meter-test': '热表检测结果',
  payout: '退费代发批次',
  'correct-bank-card': '更正登记的银行卡',
  'resolve-difference': '对账差异处理',
  'accept-file': '改用改送的账单文件',
  'reduce-bill': '室温不达标减费',
  'gas-subsidy': '燃气补贴发放',
  'gas-collection': '燃气补贴柜台领取',
  'record-move-out': '登记搬迁协议',
  'change-use': '变更用热性质',
  'review-low-income': '审核低保资格',
  'complete-service': '停热、复热办结',
  'season-dates': '设置实际供热日期',
  'publish-settlements': '公示结算结果',
  'carry-over': '并入下一采暖季',
} as const
export type ApprovalDeed = keyof typeof APPROVAL_DEEDS

/** Deeds about logins: who manages staff and nothing else is shown these, and neither money nor households. */
export const STAFF_DEEDS: readonly ApprovalDeed[] = ['add-staff', 'reset-staff', 'set-staff-number']
