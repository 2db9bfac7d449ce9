import { createPublicKey, type KeyObject } from 'node:crypto'
import type { WechatMerchant } from './options'

/**
 * The keys by which WeChat Pay may sign, by the serial that it names: WeChat Pay public keys and platform certificates
 * side by side, since a migrating merchant meets both for a week (formats.md 1.3).
 */
export interface Keyring {
  keyFor(serial: string): KeyObject | undefined
}

export interface GrowingKeyring extends Keyring {
  /**
   * The platform's key that requests name as `Wechatpay-Serial`: it is asked to sign its answer with that key, and fields
   * for its eyes only are sealed under it (formats.md 1.2). Undefined until there is any.
   */
  preferred(): { serial: string; key: KeyObject } | undefined
  /** This ring with further certificates (PEM by serial), which are not yet adopted. */
  with(certificates: ReadonlyMap<string, string>): Keyring
  /** Takes these in place of all that were downloaded before: the platform's list is whole, and what left it is void. */
  adopt(certificates: ReadonlyMap<string, string>): void
}

/** Builds the ring from what was configured. Throws when a PEM text is none. */
export function createKeyring(merchant: Pick<WechatMerchant, 'publicKeys' | 'certificates'>): GrowingKeyring {
  const configured = new Map<string, KeyObject>()
  for (const { serial, pem } of merchant.certificates) configured.set(serial, createPublicKey(pem))
  for (const { id, pem } of merchant.publicKeys) configured.set(id, createPublicKey(pem))
  let downloaded = new Map<string, KeyObject>()
  const parsed = (pems: ReadonlyMap<string, string>) =>
    new Map([...pems].map(([serial, pem]) => [serial, createPublicKey(pem)]))
  return {
    preferred() {
      const serial = merchant.publicKeys[0]?.id ?? [...downloaded.keys()].at(-1) ?? merchant.certificates[0]?.serial
      const key = serial === undefined ? undefined : (configured.get(serial) ?? downloaded.get(serial))
      return serial !== undefined && key ? { serial, key } : undefined
    },
    keyFor: (serial) => configured.get(serial) ?? downloaded.get(serial),
    with(certificates) {
      const candidates = parsed(certificates)
      return { keyFor: (serial) => configured.get(serial) ?? candidates.get(serial) }
    },
    adopt(certificates) {
      downloaded = parsed(certificates)
    },
  }
}
