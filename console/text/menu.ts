/** The left menu (ui.md, Finance staff). */
export const menu = {
  today: '今日',
  differences: '差异',
  files: '文件',
  money: '资金',
  households: '用户',
  approvals: '申请',
  invoices: '发票',
  reports: '报表',
  settings: '设置',
}
