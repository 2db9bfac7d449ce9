import path from 'node:path'
import { createChannelDirectory, PRODUCTION_ENDPOINTS, sandboxEndpoints } from './adapters/channels/directory'
import { loadMerchants, type MerchantBook } from './adapters/channels/merchants'
import type { Metrics } from './adapters/http/metrics'
import { newNonce } from './adapters/system/ids'
import type { ChannelDirectory } from './application/channelPort'
import type { Base } from './compose'
import { BadSettings } from './settings'

export type Channels = ReturnType<typeof createChannelDirectory>

/** The address of the sandbox, which plays channels and bank in sandbox mode; undefined in production. */
export function sandboxUrlOf({ settings }: Base): string | undefined {
  return settings.mode === 'sandbox' ? `http://127.0.0.1:${settings.sandboxPort}` : undefined
}

/**
 * The companies' numbers and keys: the sandbox's own, or the folder that the settings name. Throws BadSettings when they cannot
 * be read, and in production on a sandbox's.
 */
export function openMerchants({ settings, log }: Pick<Base, 'settings' | 'log'>): MerchantBook {
  const sandboxFolder = path.join(settings.dataDir, 'sandbox', 'keys')
  const folder = settings.merchantsDir ?? sandboxFolder
  try {
    return loadMerchants({ mode: settings.mode, folder, sandboxFolder, log })
  } catch (error) {
    throw new BadSettings([`MERCHANTS_DIR: ${error instanceof Error ? error.message : String(error)}`])
  }
}

/** The companies' payment channels: the sandbox in sandbox mode, the real ones otherwise. */
export function composeChannels(base: Base, merchants: MerchantBook, meter?: Metrics['channelCalls']): Channels {
  const { clock, log } = base
  const sandboxUrl = sandboxUrlOf(base)
  const endpoints = sandboxUrl === undefined ? PRODUCTION_ENDPOINTS : sandboxEndpoints(sandboxUrl)
  return createChannelDirectory({ merchants, endpoints, clock: clock.now, newNonce, log, meter })
}

/** The channels of commands, which have no server's at hand: opened when they are first asked for. */
export function channelsOf(base: Base): ChannelDirectory {
  let opened: Channels | undefined
  const channels = () => (opened ??= composeChannels(base, openMerchants(base)))
  return {
    get: (company, channel) => channels().get(company, channel),
    companiesWith: (channel) => channels().companiesWith(channel),
  }
}
