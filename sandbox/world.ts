import type { KeyObject } from 'node:crypto'
import type { Channel } from '../contract/channelWords'
import type { SandboxClock } from './clock'
import type { Company } from './companies'
import type { Switchboard } from './faults/switchboard'
import type { MerchantNumbers } from './keys/merchants'
import type { SandboxKeys } from './prepare'
import type { Store } from './store/store'

/** What every part of the sandbox works with. */
export interface World {
  keys: SandboxKeys
  clock: SandboxClock
  store: Store
  faults: Switchboard
  /** Those of the rulebooks, and the merchants of one's own that came since. */
  companies: Company[]
  dataDir: string
  /** The sandbox's own address, without a slash at its end. */
  url: string
  /** The heating server's address. */
  serverUrl: string
  /** Sends what is due now; resolves when it is through. */
  deliver(): Promise<void>
  /** Asks for due notifications to go out soon; returns at once. */
  hurry(): void
}

/** A company with its numbers at both channels. */
export interface Merchant extends Company {
  numbers: MerchantNumbers
}

function withNumbers(world: World, company: Company | undefined): Merchant | undefined {
  const numbers = company && world.keys.merchants[company.id]
  return company && numbers ? { ...company, numbers } : undefined
}

/** The merchant of a company id; undefined when nobody has that id. */
export function merchantOf(world: World, id: string): Merchant | undefined {
  return withNumbers(
    world,
    world.companies.find((company) => company.id === id),
  )
}

/** The merchant whose numbers pass a test, e.g. the owner of an mchid. */
export function merchantWith(world: World, test: (numbers: MerchantNumbers) => boolean): Merchant | undefined {
  return withNumbers(
    world,
    world.companies.find((company) => {
      const numbers = world.keys.merchants[company.id]
      return numbers !== undefined && test(numbers)
    }),
  )
}

/** The key that checks what a merchant signs at a channel: his own, or the one that the sandbox gave to all. */
export function signingKeyOf({ keys }: World, company: string, channel: Channel): KeyObject {
  const given: Readonly<Record<Channel, KeyObject>> = {
    wechat: keys.wechatMerchant.publicKey,
    alipay: keys.alipayApp.publicKey,
  }
  return keys.ownKeys[company]?.[channel] ?? given[channel]
}
