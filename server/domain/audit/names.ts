import type { AuditDeed } from './audit'

/** What a deed of the audit log is called in the console. */
export const AUDIT_DEED_NAMES: Readonly<Record<AuditDeed, string>> = {
  'import-households': '导入用户',
  'open-bills': '开出账单',
  'begin-demo': '开始写入演示数据',
  'seed-demo': '写入演示数据',
  reconcile: '对账',
  simulate: '模拟一天的收款',
  propose: '提交申请',
  approve: '批准申请',
  reject: '驳回或撤回申请',
  'add-staff': '新增员工',
  'activate-staff': '启用员工',
  'dismiss-staff': '停用员工',
  'reset-staff': '重置员工登录',
  'log-in': '登录',
  'choose-password': '修改密码',
  'enrol-second-factor': '绑定动态码',
}
