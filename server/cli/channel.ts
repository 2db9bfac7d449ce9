import { isChannel, SOURCES_IN_WORDS } from '../../contract/channelWords'
import type { PaymentSource } from '../domain/payment/payment'
import { WrongUsage } from './command'

/** `--channel` as contract.md writes it; wrong usage when it is none of those. */
export function channelOf(text: string): PaymentSource {
  if (isChannel(text)) return text
  const bank = /^bank:([a-z][a-z0-9-]*)$/.exec(text)?.[1]
  if (bank !== undefined) return `bank:${bank}`
  throw new WrongUsage(`--channel: ${SOURCES_IN_WORDS}`)
}
