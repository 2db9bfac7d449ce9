import type { z } from 'zod'

/** A WeChat Pay error answer (formats.md 1.9). */
export interface Refusal {
  refused: true
  status: number
  code: string
  message: string
  detail?: Record<string, unknown>
}

export function refuse(status: number, code: string, message: string, detail?: Record<string, unknown>): Refusal {
  return { refused: true, status, code, message, ...(detail ? { detail } : {}) }
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value
}

/** The 400 PARAM_ERROR of the first field that a schema complains about; `field` is a JSON pointer. */
export function paramError(error: z.ZodError, given: unknown, location: 'body' | 'query'): Refusal {
  const issue = error.issues[0]
  const path = issue?.path ?? []
  const value = path.reduce<unknown>(
    (from, key) =>
      typeof from === 'object' && from !== null ? (from as Record<PropertyKey, unknown>)[key] : undefined,
    given,
  )
  return refuse(400, 'PARAM_ERROR', '参数错误', {
    field: `/${path.join('/')}`,
    value: value ?? null,
    issue: issue?.message ?? 'unusable',
    location,
  })
}
