import { flipBit } from '../faults/catalogue'
import type { Api } from '../faults/switchboard'
import type { Exchange, Reply } from '../http/router'
import { json } from '../http/router'
import { randomHex, randomText } from '../random'
import type { World } from '../world'
import type { Refusal } from './refusal'
import { answerText, rsaSign } from './sign'

type Body = { status: 200; body: unknown } | { status: 202 | 204 }
type FaultScope = { channel: 'wechat'; company: string; api?: Api }

const requestId = () => ({ 'request-id': `${randomHex(24).toUpperCase()}-0` })

/** An error answer: v3 sends those without signature headers (formats.md 1.3). */
export function unsignedReply(refusal: Refusal): Reply {
  const { code, message, detail } = refusal
  return json(refusal.status, { code, message, ...(detail ? { detail } : {}) }, requestId())
}

/** A successful answer with the platform's signature over its raw bytes, or with what a fault makes of that. */
export function signedReply(world: World, place: FaultScope, exchange: Exchange | undefined, outcome: Body): Reply {
  const body = Buffer.from('body' in outcome ? JSON.stringify(outcome.body) : '', 'utf8')
  const contentType: Record<string, string> =
    'body' in outcome ? { 'content-type': 'application/json; charset=utf-8' } : {}
  const plain = { status: outcome.status, headers: { ...contentType, ...requestId() }, body }
  if (world.faults.strikes('answerUnsigned', place)) return plain
  return { ...plain, headers: { ...plain.headers, ...signatureHeaders(world, place, exchange, body) } }
}

function signatureHeaders(
  world: World,
  place: FaultScope,
  exchange: Exchange | undefined,
  body: Buffer,
): Record<string, string> {
  const { faults } = world
  const stale = faults.strikes('answerStale', place)
  const askedFor = exchange?.headers['wechatpay-serial'] === world.keys.wechatPubkey.id
  const headers = platformSignature(world, body, {
    publicKeyMode: askedFor || faults.strikes('publicKeyRamp', place) !== undefined,
    at: callersNow(world, exchange) - (stale ? stale.value * 1000 : 0),
  })
  if (faults.strikes('answerSigntest', place)) return withSigntest(headers)
  if (faults.strikes('answerUnknownSerial', place)) return { ...headers, 'wechatpay-serial': unknownSerial() }
  if (faults.strikes('answerForged', place)) {
    return {
      ...headers,
      'wechatpay-signature': flipSignature(headers['wechatpay-signature'], faults.chance('answerForged')),
    }
  }
  return headers
}

/**
 * The time by which an answer is stamped. Who signs by the machine's clock, as clients of others do, is answered by it, too:
 * he would refuse the stamp of a clock that was set to another season.
 */
function callersNow(world: World, exchange: Exchange | undefined): number {
  const asked = Number(/timestamp="(\d{1,12})"/.exec(exchange?.headers.authorization ?? '')?.[1]) * 1000
  const [own, machine] = [world.clock.now(), world.clock.machineNow()]
  return Math.abs(asked - machine) < Math.abs(asked - own) ? machine : own
}

export interface PlatformHeaders extends Record<string, string> {
  'wechatpay-timestamp': string
  'wechatpay-nonce': string
  'wechatpay-signature': string
  'wechatpay-serial': string
  'wechatpay-signature-type': string
}

/** The five headers of an answer or a notification, signed with the platform certificate's key or the public-key mode's. */
export function platformSignature(
  world: World,
  body: Buffer,
  how: { publicKeyMode: boolean; at: number },
): PlatformHeaders {
  const { wechatPlatform, wechatPubkey } = world.keys
  const timestamp = String(Math.floor(how.at / 1000))
  const nonce = randomText(32)
  const key = how.publicKeyMode ? wechatPubkey.privateKey : wechatPlatform.privateKey
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': rsaSign(answerText(timestamp, nonce, body), key),
    'wechatpay-serial': how.publicKeyMode ? wechatPubkey.id : wechatPlatform.serial,
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
  }
}

/** Probe traffic: looks signed, must fail verification (formats.md 1.3). */
export function withSigntest(headers: PlatformHeaders): PlatformHeaders {
  return { ...headers, 'wechatpay-signature': `WECHATPAY/SIGNTEST/${headers['wechatpay-signature'].slice(0, 325)}` }
}

/** A serial of the right shape that belongs to no certificate. */
export function unknownSerial(): string {
  return `7${randomHex(39)}`.toUpperCase()
}

/** A base64 signature with one bit of its bytes turned. */
export function flipSignature(signature: string, chance: number): string {
  return flipBit(Buffer.from(signature, 'base64'), chance).toString('base64')
}
