import { applications } from './applications'
import { approvals } from './approvals'
import { auditDetail, auditSubject } from './audit'
import { bankCards } from './bankCards'
import { channelClaims } from './channelClaims'
import { common, sourceName } from './common'
import { differences } from './differences'
import { files } from './files'
import { households } from './households'
import { invoices } from './invoices'
import { login } from './login'
import { menu } from './menu'
import { money } from './money'
import { payouts } from './payouts'
import { refunds } from './refunds'
import { reports } from './reports'
import { settings } from './settings'
import { today } from './today'

/** Every Chinese word of the console; a page's own words are in a file of its name. */
export const text = {
  common,
  sourceName,
  auditDetail,
  auditSubject,
  login,
  menu,
  today,
  differences,
  channelClaims,
  files,
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
