/** The left menu (ui.md, Finance staff). */
export const menu = {
  today: '今日',
  money: '资金',
  households: '用户',
  approvals: '申请',
  settings: '设置',
}
