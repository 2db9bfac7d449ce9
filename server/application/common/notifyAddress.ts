import type { Channel } from '../../../contract/channelWords'

/**
 * Where each channel sends its notifications, below which stands the company (formats.md 1.8, 3.8). Every order and refund
 * that was ever made names its address, so none of these is ever changed.
 */
export const NOTIFY_PATHS: Readonly<Record<Channel, string>> = { wechat: '/notify/wechat', alipay: '/notify/alipay' }

/** The address that a company's orders and refunds tell their channel, below the server's public address. */
export const notifyAddress = (publicUrl: string, channel: Channel, company: string): string =>
  `${publicUrl}${NOTIFY_PATHS[channel]}/${company}`
