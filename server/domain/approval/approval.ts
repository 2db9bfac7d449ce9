import { createHash } from 'node:crypto'
import type { ApprovalStatus } from '../../../contract/staffWords'
import { maskCard } from '../heatSettlement/refundApplication'

/** Every action that needs a second person, with its name for people. Its executor is listed in application/approvedActions/executors.ts. */
export const APPROVAL_ACTIONS = {
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
  'sign-reconciliation': '复核银行存款余额调节表',
  'statement-mapping': '银行流水列对应',
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
  'rulebook-version': '收费规则新版本',
  'reprice-bills': '已开账单重新计价',
  'take-back-bills': '收回已开账单',
} as const

export type ApprovalAction = keyof typeof APPROVAL_ACTIONS

/** Actions about logins: who manages staff and nothing else is shown these, and neither money nor households. */
export const STAFF_ACTIONS: readonly ApprovalAction[] = ['add-staff', 'reset-staff', 'set-staff-number']

/** What a proposal would do, as data: the executor of its action reads it, nobody else. Amounts in fen, dates as civil days. */
export type ApprovalValue = string | number | boolean | null | ApprovalValue[] | { [name: string]: ApprovalValue }

export type ApprovalPayload = { [name: string]: ApprovalValue }

/** An action that one person proposes and another decides (maker and checker). */
export interface Approval {
  id: string
  company: string
  deed: ApprovalAction
  /** What it is done to: a payment, a file's digest, a staff member. One open proposal for an action and a subject. */
  subject: string
  /** A Chinese sentence that says what it will do, with the amount; the checker reads it before he decides. */
  summary: string
  /** The money that it moves, in fen; null when it moves none. */
  amountFen: number | null
  payload: ApprovalPayload
  /** SHA-256 of the payload: what the checker saw is what is executed. */
  payloadHash: string
  makerId: string
  /** The maker's login name at that time. */
  makerName: string
  /** The maker's staff number at that time; an operator on the machine has his id for one. */
  makerNumber: string
  madeAt: number
  status: ApprovalStatus
  checkerId: string | null
  checkerName: string | null
  checkerNumber: string | null
  decidedAt: number | null
  comment: string | null
}

/** Somebody who makes or checks: a staff member, or an operator on the machine. */
export interface Actor {
  id: string
  loginName: string
}

/** The hash of a payload: SHA-256 over its JSON with sorted names, so that the same content has the same hash. */
export function payloadHashOf(payload: ApprovalPayload): string {
  return createHash('sha256').update(canonical(payload)).digest('hex')
}

function canonical(value: ApprovalValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
}

/** A person behind a login, as it counts for maker and checker: the login, and the staff number that names the person. */
export interface Person {
  id: string
  /** The staff number; an operator on the machine has his id for one. */
  number: string
}

/**
 * Whether a proposal is a person's own. A login is not a person: anyone who has two is known by the staff number, which is
 * looked at as it was when the proposal was made (`makerNumber`) and as it is now (`makerNow`).
 */
export function isOwn(
  approval: Pick<Approval, 'makerId' | 'makerNumber'>,
  person: Person,
  makerNow: string = approval.makerNumber,
): boolean {
  return [approval.makerNumber, makerNow].includes(person.number) || approval.makerId === person.id
}

/** Why a person may not approve a proposal as it stands; undefined when he may (faults.md: maker = checker, or payload changed). */
export function refusesApproval(
  approval: Pick<Approval, 'status' | 'makerId' | 'makerNumber' | 'payload' | 'payloadHash'>,
  by: { checker: Person; makerNow: string; payloadHash: string },
): 'not-proposed' | 'maker-is-checker' | 'payload-changed' | undefined {
  if (approval.status !== 'proposed') return 'not-proposed'
  if (isOwn(approval, by.checker, by.makerNow)) return 'maker-is-checker'
  const hash = payloadHashOf(approval.payload)
  if (hash !== approval.payloadHash || hash !== by.payloadHash) return 'payload-changed'
  return undefined
}

/** A payload as people see it: cards masked, and without the salt that keeps its hash from telling what it is of. */
export function shownPayload(payload: ApprovalPayload): ApprovalPayload {
  const { salt: _, ...rest } = payload
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, shown(name, value)]))
}

function shown(name: string, value: ApprovalValue): ApprovalValue {
  if (name === 'bankCard' && typeof value === 'string') return maskCard(value)
  if (Array.isArray(value)) return value.map((one) => shown('', one))
  return value !== null && typeof value === 'object' ? shownPayload(value) : value
}
