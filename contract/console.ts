import { z } from 'zod'
import { civilDate, companyId } from './estimates'
import { APPROVAL_STATUSES, BEFORE_WORK, PERMISSIONS, ROLES } from './staffWords'

/** Requests and answers of the staff realm: everything under /console/api. The books are in consoleBooks.ts. */

/** The company of staff who work for all of them. */
const staffCompany = z.union([companyId, z.literal('*')])
const loginName = z.string().trim().min(1).max(64)
const password = z.string().min(1).max(200)
const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/, '动态码是 6 位数字')

export const staffSessionRequest = z.strictObject({ loginName, password, totp: code.optional() })

export const staffSession = z.object({
  staff: z.object({
    id: z.string(),
    loginName: z.string(),
    displayName: z.string(),
    role: z.enum(ROLES),
    company: staffCompany,
    permissions: z.array(z.enum(PERMISSIONS)),
    hasSecondFactor: z.boolean(),
  }),
  /** What has to be done first; nothing else is answered until then. */
  before: z.enum(BEFORE_WORK).nullable(),
  /** Until when refunds and approvals need no new code, epoch milliseconds. */
  secondFactorFreshUntil: z.int().nullable(),
  /** To be sent as X-Heatpay-Csrf with everything that is not a GET. */
  csrf: z.string(),
  mode: z.enum(['sandbox', 'production']),
  /** The companies that this person works for. */
  companies: z.array(z.object({ id: companyId, name: z.string(), shortName: z.string() })),
  /** What the configured banks are called, by id: `bank:icbc` is that of `icbc`. */
  bankNames: z.record(z.string(), z.string()),
  /** What colleagues are called, by login name; those who have left too. */
  people: z.record(z.string(), z.string()),
})
export type StaffSessionView = z.infer<typeof staffSession>

/** Sandbox mode only: the published logins of the demonstration, and the code of this half minute. */
export const demoLogins = z.object({
  password: z.string(),
  totpSecret: z.string(),
  code: z.string(),
  logins: z.array(z.object({ loginName: z.string(), role: z.enum(ROLES) })),
})
export type DemoLogins = z.infer<typeof demoLogins>

export const secondFactorRequest = z.strictObject({ code })
export const choosePasswordRequest = z.strictObject({ oldPassword: password, newPassword: password })
/** `url` is what the QR code says: otpauth://totp/… */
export const enrolmentAnswer = z.object({ secret: z.string(), url: z.string() })
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswer>

/** Pages of lists begin at 1. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(20),
})
export const companyQuery = z.object({ company: companyId.optional() })
/** `xlsx` gives all that the filters leave as an Excel file instead of a page. */
export const formatQuery = z.object({ format: z.enum(['json', 'xlsx']).default('json') })

export const approvalView = z.object({
  id: z.string(),
  company: staffCompany,
  deed: z.string(),
  /** The deed's name for people, e.g. 新增员工. */
  deedName: z.string(),
  subject: z.string(),
  summary: z.string(),
  amountFen: z.int().nullable(),
  payload: z.record(z.string(), z.unknown()),
  payloadHash: z.string(),
  makerName: z.string(),
  /** The staff number at that time. */
  makerNumber: z.string(),
  madeAt: z.int(),
  status: z.enum(APPROVAL_STATUSES),
  checkerName: z.string().nullable(),
  checkerNumber: z.string().nullable(),
  decidedAt: z.int().nullable(),
  comment: z.string().nullable(),
  /** The one who asks made it himself: he may take it back, but not approve it. */
  own: z.boolean(),
})
export type ApprovalView = z.infer<typeof approvalView>

export const approvalsQuery = z.object({
  ...pageQuery.shape,
  ...companyQuery.shape,
  ...formatQuery.shape,
  status: z.enum(APPROVAL_STATUSES).optional(),
  deed: z.string().max(32).optional(),
})
export const approvalsAnswer = z.object({
  rows: z.array(approvalView),
  total: z.int(),
  /** Every deed that needs a second person, for the filter. */
  deeds: z.array(z.object({ deed: z.string(), name: z.string() })),
})
export type ApprovalsAnswer = z.infer<typeof approvalsAnswer>

const comment = z.string().trim().min(1, '请写明原因').max(500)
export const approveRequest = z.strictObject({ payloadHash: z.string().length(64), comment: comment.optional() })
export const rejectRequest = z.strictObject({ comment })

const staffView = z.object({
  id: z.string(),
  loginName: z.string(),
  displayName: z.string(),
  staffNumber: z.string(),
  role: z.enum(ROLES),
  company: staffCompany,
  state: z.enum(['awaiting', 'active', 'dismissed']),
  hasSecondFactor: z.boolean(),
  createdAt: z.int(),
  dismissedAt: z.int().nullable(),
})
export type StaffView = z.infer<typeof staffView>
export const staffAnswer = z.object({ staff: z.array(staffView) })
export type StaffAnswer = z.infer<typeof staffAnswer>

/** 工号: names the person, however many logins he has; in small letters, so that E7 and e7 are one. */
export const staffNumber = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, '工号由 1 到 32 个字母、数字、点或连字符组成')

export const staffNumberRequest = z.strictObject({ staffNumber })
/** A changed staff number waits for a second person. */
export const staffNumberAnswer = z.object({ approvalId: z.string(), summary: z.string() })
export type StaffNumberAnswer = z.infer<typeof staffNumberAnswer>

export const addStaffRequest = z.strictObject({
  loginName: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9.-]{2,31}$/, '登录名由 3 到 32 个小写字母、数字、点或连字符组成，以字母开头'),
  displayName: z.string().trim().min(1).max(32),
  staffNumber,
  role: z.enum(ROLES),
  company: staffCompany,
})
export type AddStaffRequest = z.infer<typeof addStaffRequest>
export const dismissedAnswer = z.object({ staff: staffView })
/** The one-time password is shown once; it works when a second person has approved. */
export const oneTimePasswordAnswer = z.object({ staff: staffView, oneTimePassword: z.string() })
export type OneTimePasswordAnswer = z.infer<typeof oneTimePasswordAnswer>

export const auditQuery = z.object({
  ...pageQuery.shape,
  ...formatQuery.shape,
  /** `*` for deeds on the whole installation; without it, all that the asker may see. */
  company: staffCompany.optional(),
  deed: z.string().max(32).optional(),
  actor: z.string().trim().max(64).optional(),
  from: civilDate.optional(),
  to: civilDate.optional(),
})
const auditEntryView = z.object({
  id: z.string(),
  company: staffCompany,
  sequence: z.int(),
  at: z.int(),
  actor: z.string(),
  deed: z.string(),
  deedName: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
})
export type AuditEntryView = z.infer<typeof auditEntryView>
export const auditAnswer = z.object({
  rows: z.array(auditEntryView),
  total: z.int(),
  deeds: z.array(z.object({ deed: z.string(), name: z.string() })),
})
export type AuditAnswer = z.infer<typeof auditAnswer>

export const securityEventsQuery = z.object({
  ...pageQuery.shape,
  ...formatQuery.shape,
  company: staffCompany.optional(),
  kind: z.string().max(32).optional(),
  /** Alarms only. */
  alarms: z.literal('true').optional(),
  from: civilDate.optional(),
  to: civilDate.optional(),
})
/** What happened within an hour that may be an attack, of one kind and one subject. */
const securityEventView = z.object({
  id: z.string(),
  company: staffCompany,
  kind: z.string(),
  kindName: z.string(),
  /** A login, a resident’s id, or the keyed name of an address: never an address or a name. */
  subject: z.string(),
  times: z.int(),
  firstAt: z.int(),
  lastAt: z.int(),
  alarm: z.boolean(),
})
export type SecurityEventView = z.infer<typeof securityEventView>
export const securityEventsAnswer = z.object({
  rows: z.array(securityEventView),
  total: z.int(),
  kinds: z.array(z.object({ kind: z.string(), name: z.string() })),
})
export type SecurityEventsAnswer = z.infer<typeof securityEventsAnswer>
