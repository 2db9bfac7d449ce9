import { createHash } from 'node:crypto'

/** What an action was done to and how it came out; never personal data (architecture.md, Decided now). */
export type AuditDetail = Record<string, string | number | boolean | null>

/** One action of staff, an operator or the system itself, as the audit log keeps it: numbered, and chained by hashes. */
export interface AuditEntry {
  id: string
  company: string
  /** 1, 2, 3 … within the company, without gaps. */
  sequence: number
  at: number
  /** Who did it: a staff name, the operator's name on the machine, or `system`. */
  actor: string
  deed: AuditAction
  /** What it was done to, e.g. `2026-2027` or a file's digest. */
  subject: string
  detail: AuditDetail
  /** The hash of the entry before; ORIGIN for the first. */
  previousHash: string
  /** SHA-256 over all of the above: a changed, missing or added entry breaks the chain from there on. */
  hash: string
}

/** What can be done that somebody answers for. */
export const AUDIT_ACTIONS = [
  'reseal',
  'import-households',
  'open-bills',
  'begin-demo',
  'seed-demo',
  'reconcile',
  'download-file',
  'simulate',
  'import-readings',
  'settle',
  'publish-settlements',
  'decide-objection',
  'decide-refund',
  'import-payouts',
  'carry-over',
  'propose',
  'approve',
  'reject',
  'add-staff',
  'activate-staff',
  'dismiss-staff',
  'reset-staff',
  'set-staff-number',
  'log-in',
  'choose-password',
  'enrol-second-factor',
  'set-season-dates',
  'review-low-income',
  'change-use',
  'record-move-out',
  'decide-application',
  'measure-temperature',
  'assign-difference',
  'assign-work',
  'reopen-difference',
  'close-day',
  'retry-invoice',
  'open-invoice',
  'close-stray-refund',
  'close-follow-up',
  'export-vouchers',
  'restore',
  'security-alarm',
  'record-rulebook',
] as const

export type AuditAction = (typeof AUDIT_ACTIONS)[number]

/** Actions on the whole installation rather than one company are kept in a chain of their own. */
export const INSTALLATION = '*'

/** The actor of what the software does by itself. */
export const AUDIT_SYSTEM = 'system'

/** The hash of an entry, from all that it says and the entry before it; pure, and the same on every engine. */
export function auditHash(entry: Omit<AuditEntry, 'hash'>): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        entry.previousHash,
        entry.id,
        entry.company,
        entry.sequence,
        entry.at,
        entry.actor,
        entry.deed,
        entry.subject,
        Object.entries(entry.detail).sort(([one], [other]) => (one < other ? -1 : 1)),
      ]),
    )
    .digest('hex')
}

/** What an action of the audit log is called in the console. */
export const AUDIT_ACTION_NAMES: Readonly<Record<AuditAction, string>> = {
  reseal: '换用新的数据密钥',
  'import-households': '导入用户',
  'open-bills': '开出账单',
  'begin-demo': '开始写入演示数据',
  'seed-demo': '写入演示数据',
  reconcile: '对账',
  'download-file': '下载原文件',
  simulate: '模拟一天的收款',
  'import-readings': '导入热表读数',
  settle: '热计量结算',
  'publish-settlements': '公示结算结果',
  'decide-objection': '处理结算异议',
  'decide-refund': '处理退费申请',
  'import-payouts': '导入代发结果',
  'carry-over': '并入下一采暖季',
  propose: '提交申请',
  approve: '批准申请',
  reject: '驳回或撤回申请',
  'add-staff': '新增员工',
  'activate-staff': '启用员工',
  'dismiss-staff': '停用员工',
  'reset-staff': '重置员工登录',
  'set-staff-number': '更正员工工号',
  'log-in': '登录',
  'choose-password': '修改密码',
  'enrol-second-factor': '绑定动态码',
  'set-season-dates': '设置实际供热日期',
  'review-low-income': '审核低保资格',
  'change-use': '变更用热性质',
  'record-move-out': '登记搬迁协议',
  'decide-application': '办理用户申请',
  'measure-temperature': '登记测温',
  'assign-difference': '交办对账差异',
  'assign-work': '交办待办事项',
  'reopen-difference': '重新打开差异',
  'close-day': '关账',
  'retry-invoice': '重新开具发票',
  'open-invoice': '打开发票文件',
  'close-stray-refund': '核销渠道外退款',
  'close-follow-up': '核销待核实事项',
  'export-vouchers': '导出凭证',
  restore: '恢复备份',
  'security-alarm': '安全告警',
  'record-rulebook': '登记收费规则版本',
}
