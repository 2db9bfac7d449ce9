import type { KeyObject } from 'node:crypto'
import type { World } from '../world'

export interface Signer {
  key: KeyObject
  /** The certificate's number; undefined in key mode. */
  sn: string | undefined
}

/** Under which an app's mode is noted: 1 for certificate mode. */
export const modeOf = (appId: string) => `certificate mode ${appId}`

/** What an app's answers and notifications are signed by now; `certificateRotated` changes Alipay's certificate. */
export function signerFor(world: World, appId: string, company: string): Signer {
  if (world.store.numbers.get(modeOf(appId)) !== 1) return { key: world.keys.alipayPlatform.privateKey, sn: undefined }
  const { platform, next } = world.keys.alipayCertificates
  const now = world.faults.strikes('certificateRotated', { channel: 'alipay', company }) ? next() : platform
  return { key: now.privateKey, sn: now.sn }
}
