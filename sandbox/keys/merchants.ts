import { createHash, createHmac } from 'node:crypto'
import path from 'node:path'
import type { Channel } from '../../contract/channelWords'
import { MESSAGE_EVENTS, type MessageEvent } from '../../contract/messages'
import type { Company } from '../companies'

interface NumbersAt {
  wechat: {
    appid: string
    mchid: string
    apiV3Key: string
    merchantSerial: string
    appSecret: string
    templates: Templates
  }
  alipay: { appId: string; sellerId: string; templates: Templates }
}

/** The numbers of one company at both channels; the shape of `merchant.json` (contract.md, Sandbox). */
export type MerchantNumbers = { [Name in Channel]: NumbersAt[Name] }

/** The ids of the templates that the company's mini-program may send messages by. */
export type Templates = Record<MessageEvent, string>

function templates(company: Company, idOf: (seed: string) => string): Templates {
  const [received, due, refunded] = MESSAGE_EVENTS.map((event) => idOf(`template ${event} ${company.id}`))
  return { 'payment-received': received ?? '', 'payment-due': due ?? '', 'refund-made': refunded ?? '' }
}

/** 43 characters, as WeChat's template ids have. */
const wechatTemplate = (seed: string) => createHash('sha256').update(`heatpay sandbox ${seed}`).digest('base64url')

/** What both channels have alike: how their merchant, their app and its templates are called. */
export interface ChannelNumbers {
  merchant: string
  appId: string
  templates: Templates
}

const NUMBERS_AT: Readonly<Record<Channel, (numbers: MerchantNumbers) => ChannelNumbers>> = {
  wechat: ({ wechat: { mchid, appid, templates } }) => ({ merchant: mchid, appId: appid, templates }),
  alipay: ({ alipay: { appId, templates } }) => ({ merchant: appId, appId, templates }),
}

/** A merchant's numbers at one channel. */
export const numbersAt = (numbers: MerchantNumbers, channel: Channel): ChannelNumbers => NUMBERS_AT[channel](numbers)

export type MerchantFile = Record<string, MerchantNumbers>

function digits(seed: string, length: number): string {
  const number = BigInt(`0x${createHash('sha256').update(`heatpay sandbox ${seed}`).digest('hex')}`)
  return (number % 10n ** BigInt(length)).toString().padStart(length, '0')
}

function hex(seed: string, length: number): string {
  return createHash('sha256').update(`heatpay sandbox ${seed}`).digest('hex').slice(0, length)
}

/**
 * Takes a company and the installation's secret; gives its numbers. The public numbers follow from the company alone;
 * the secrets also from the installation, so that two processes that start at once work out the same ones.
 */
export function numbersOf(company: Company, secret: string): MerchantNumbers {
  const secretHex = (what: string) => createHmac('sha256', secret).update(`${what} ${company.id}`).digest('hex')
  return {
    wechat: {
      appid: `wx${hex(`appid ${company.id}`, 16)}`,
      mchid: `16${digits(`mchid ${company.id}`, 8)}`,
      apiV3Key: secretHex('apiV3Key').slice(0, 32),
      // A leading digit below 8 and above 0, as a positive 20-byte serial has it.
      merchantSerial: `3${hex(`serial ${company.id}`, 39)}`.toUpperCase(),
      appSecret: secretHex('appSecret').slice(0, 32),
      templates: templates(company, wechatTemplate),
    },
    alipay: {
      appId: `2021${digits(`appId ${company.id}`, 12)}`,
      sellerId: `2088${digits(`sellerId ${company.id}`, 12)}`,
      templates: templates(company, (seed) => hex(`alipay ${seed}`, 32)),
    },
  }
}

/** Where the keys are, for anyone who reads them from files (contract.md, Sandbox). */
export function keyFolder(dataDir: string): string {
  return path.join(dataDir, 'sandbox', 'keys')
}
