import { createHash } from 'node:crypto'
import type { Channel } from '../../contract/channelWords'

type Identity = (digest: Buffer, kind: 'open' | 'user') => string

const IDENTITIES: Readonly<Record<Channel, Identity>> = {
  wechat: (digest) => `o${digest.toString('base64url').slice(0, 27)}`,
  alipay(digest, kind) {
    if (kind === 'user') return `2088${(digest.readBigUInt64BE(0) % 10n ** 12n).toString().padStart(12, '0')}`
    const more = createHash('sha256').update(digest).digest()
    // Alipay's open ids are letters and digits.
    return `0${Buffer.concat([digest, more])
      .toString('base64')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 46)}`
  },
}

/**
 * Takes a person (free text) and an app; gives the payer identity that the platform knows him by. The same person has
 * the same identity in an app for ever, and another one in every other app (formats.md 3.4, 4.1).
 */
export function identityOf(platform: Channel, appId: string, person: string, kind: 'open' | 'user' = 'open'): string {
  const digest = createHash('sha256').update(`${platform} ${appId} ${person} ${kind}`).digest()
  return IDENTITIES[platform](digest, kind)
}
