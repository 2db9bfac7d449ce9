import type { CallMeter } from '../adapters/channels/callGuard'
import { createChannelDirectory, PRODUCTION_ENDPOINTS, sandboxEndpoints } from '../adapters/channels/directory'
import type { MerchantBook } from '../adapters/channels/merchants'
import type { ChannelClocks } from '../adapters/system/channelClocks'
import { newNonce } from '../adapters/system/ids'
import type { ChannelDirectory } from '../application/ports/channels'
import { openMerchants } from '../merchants'
import type { Base } from './base'

export type Channels = ReturnType<typeof createChannelDirectory>

/** The address of the sandbox, which plays channels and bank in sandbox mode; undefined in production. */
export function sandboxUrlOf({ settings }: Base): string | undefined {
  return settings.mode === 'sandbox' ? `http://127.0.0.1:${settings.sandboxPort}` : undefined
}

/** The companies' payment channels: the sandbox in sandbox mode, the real ones otherwise. */
function composeChannels(base: Base, merchants: MerchantBook, watched: Watched): Channels {
  const { clock, log } = base
  const sandboxUrl = sandboxUrlOf(base)
  const endpoints = sandboxUrl === undefined ? PRODUCTION_ENDPOINTS : sandboxEndpoints(sandboxUrl)
  const { meter, clocks } = watched
  return createChannelDirectory({
    merchants,
    endpoints,
    clock: clock.now,
    newNonce,
    log,
    meter,
    heardDate: clocks?.heard,
  })
}

/** Who looks on when channels are called; a command has nobody. */
export interface Watched {
  meter?: CallMeter
  clocks?: ChannelClocks
}

/** The companies' merchants, and the channels that are open for them. */
export interface OpenedChannels {
  merchants: MerchantBook
  channels: Channels
}

/** Reads the merchants' numbers and keys, and opens their channels. */
export function openChannels(base: Base, watched: Watched = {}): OpenedChannels {
  const merchants = openMerchants(base)
  return { merchants, channels: composeChannels(base, merchants, watched) }
}

/** The channels of commands, which have no server's at hand: opened when they are first asked for. */
export function channelsOf(base: Base): ChannelDirectory {
  let opened: Channels | undefined
  const channels = () => (opened ??= openChannels(base).channels)
  return {
    get: (company, channel) => channels().get(company, channel),
    companiesWith: (channel) => channels().companiesWith(channel),
  }
}
