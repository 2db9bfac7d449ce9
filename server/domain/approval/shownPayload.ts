import { maskCard } from '../settlement/bankCard'
import type { ApprovalPayload, ApprovalValue } from './approval'

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
