import type { z } from 'zod'
import type { Problem } from '../../contract/problem'
import { type Exchange, json, type Reply } from './exchange'

/** A refusal by the sandbox's own API (not a channel's), as RFC 9457 problem+json. */
export function problem(status: number, code: string, detail: string, facts: Record<string, unknown> = {}): Reply {
  const body: Problem = { type: 'about:blank', title: '沙箱不能完成这个请求', status, code, detail, ...facts }
  return json(status, body, { 'content-type': 'application/problem+json; charset=utf-8' })
}

/** The body as JSON, or undefined when it is none. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Takes an exchange with a JSON body and its schema; gives what was asked for, or the 400 to answer with. */
export function readRequest<S extends z.ZodType>(
  exchange: Exchange,
  schema: S,
): { ok: true; value: z.output<S> } | { ok: false; reply: Reply } {
  const read = schema.safeParse(readJson(exchange.body))
  if (read.success) return { ok: true, value: read.data }
  const issue = read.error.issues[0]
  const path = issue?.path.join('.') ?? ''
  return {
    ok: false,
    reply: problem(400, 'invalid-request', `${path || 'body'}: ${issue?.message ?? 'unusable'}`, { path }),
  }
}

export function unknownCompany(company: string, known: readonly { id: string }[]): Reply {
  return problem(404, 'unknown-company', `没有这家公司：${company}。已有：${known.map((one) => one.id).join('、')}`)
}
