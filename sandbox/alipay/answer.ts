import { flipBit } from '../faults/catalogue'
import type { FaultScope } from '../faults/switchboard'
import type { Reply } from '../http/router'
import type { World } from '../world'
import type { Signer } from './sign'
import { rsa2Sign } from './sign'

/** What a method answers: fields of a success, or a refusal by code and sub_code (formats.md 3.9). */
export type Outcome =
  | {
      ok: true
      fields: Record<string, unknown>
      bare?: boolean
      unsigned?: boolean
      /** Other than 10000 Success: 10003, the payer still has to confirm. */
      code?: string
      msg?: string
    }
  | Refusal

export interface Refusal {
  ok: false
  code: string
  msg: string
  subCode: string
  subMsg: string
}

export function refuse(code: string, msg: string, subCode: string, subMsg: string): Refusal {
  return { ok: false, code, msg, subCode, subMsg }
}

/** A business failure: 40004 with its reason. */
export const fail = (subCode: string, subMsg: string) => refuse('40004', 'Business Failed', subCode, subMsg)
export const invalid = (subCode: string, subMsg: string) => refuse('40002', 'Invalid Arguments', subCode, subMsg)
export const missing = (subCode: string, subMsg: string) =>
  refuse('40001', 'Missing Required Arguments', subCode, subMsg)

function fieldsOf(outcome: Outcome): Record<string, unknown> {
  if (!outcome.ok) return { code: outcome.code, msg: outcome.msg, sub_code: outcome.subCode, sub_msg: outcome.subMsg }
  // oauth.token answers its fields bare, without code and msg.
  return outcome.bare
    ? outcome.fields
    : { code: outcome.code ?? '10000', msg: outcome.msg ?? 'Success', ...outcome.fields }
}

/** JSON as the gateway writes it: slashes escaped, so that a client which re-serialises before verifying is found out. */
function gatewayJson(value: unknown): string {
  return JSON.stringify(value).replace(/\//g, '\\/')
}

function reply(text: string): Reply {
  return { status: 200, headers: { 'content-type': 'text/html;charset=utf-8' }, body: text }
}

/**
 * The answer of a method, signed over the exact text of its object (formats.md 3.2), or what a fault makes of that. In
 * certificate mode it names its signer's certificate.
 */
export function signedReply(world: World, place: FaultScope, method: string, outcome: Outcome, signer: Signer): Reply {
  const content = gatewayJson(fieldsOf(outcome))
  const key = `${method.replaceAll('.', '_')}_response`
  if (outcome.ok && outcome.unsigned) return reply(`{"${key}":${content}}`)
  if (world.faults.strikes('answerUnsigned', place)) return reply(`{"${key}":${content}}`)
  const signature = rsa2Sign(content, signer.key)
  const sign = world.faults.strikes('answerForged', place)
    ? flipBit(Buffer.from(signature, 'base64'), world.faults.chance('answerForged')).toString('base64')
    : signature
  const named = signer.sn === undefined ? '' : `,"alipay_cert_sn":"${signer.sn}"`
  return reply(`{"${key}":${content}${named},"sign":"${sign}"}`)
}

/** A refusal by the gateway itself, unsigned. */
export function errorReply(refusal: Refusal): Reply {
  return reply(`{"error_response":${gatewayJson(fieldsOf(refusal))}}`)
}
