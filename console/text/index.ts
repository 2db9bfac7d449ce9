import { applications } from './applications'
import { bank } from './bank'
import { common, personName, sourceName } from './common'
import { channelClaims, differences } from './differences'
import { files } from './files'
import { households } from './households'
import { invoices, money, refunds } from './money'
import { reports } from './reports'
import { bankCards, payouts } from './settlements'
import { approvals, auditDetail, auditSubject, login, settings } from './staff'
import { statementImport } from './statementImport'
import { today } from './today'
import { work } from './work'

/** The left menu (ui.md, Finance staff). */
export const menu = {
  today: '今日',
  work: '我的工作',
  differences: '差异',
  files: '文件',
  money: '资金',
  households: '用户',
  approvals: '申请',
  invoices: '发票',
  reports: '报表',
  settings: '设置',
}

/** The box that finds everything. */
const search = { label: '订单号、渠道号、用户号、姓名、电话、房号、金额', nothing: '没有找到' }

/** Every Chinese word of the console; a page's own words are in a file of its name. */
export const text = {
  common,
  sourceName,
  personName,
  auditDetail,
  auditSubject,
  login,
  menu,
  today,
  work,
  search,
  differences,
  channelClaims,
  files,
  bank,
  statementImport,
  money,
  households,
  applications,
  bankCards,
  approvals,
  invoices,
  refunds,
  payouts,
  reports,
  settings,
}
