import type { World } from '../world'
import { invalid, type Refusal } from './answer'
import type { Signer } from './signer'

/** Certificate mode of the gateway (formats.md 3.3): an app is in it when its requests say so by app_cert_sn. */

const modeOf = (appId: string) => `certificate mode ${appId}`

/** Takes a request's parameters; notes the app's mode, or gives the refusal of a serial number that is not ours. */
export function noteMode(world: World, appId: string, params: ReadonlyMap<string, string>): Refusal | undefined {
  const { alipayCertificates } = world.keys
  const app = params.get('app_cert_sn')
  const root = params.get('alipay_root_cert_sn')
  const certificates = app !== undefined || root !== undefined
  if (certificates && app !== alipayCertificates.appSn)
    return invalid('isv.invalid-app-cert-sn', '应用公钥证书序列号不匹配')
  if (certificates && root !== alipayCertificates.rootSn)
    return invalid('isv.invalid-alipay-root-cert-sn', '支付宝根证书序列号不匹配')
  world.store.numbers.set(modeOf(appId), certificates ? 1 : 0)
  return undefined
}

/** What an app's answers and notifications are signed by now; `certificateRotated` changes Alipay's certificate. */
export function signerFor(world: World, appId: string, company: string): Signer {
  if (world.store.numbers.get(modeOf(appId)) !== 1) return { key: world.keys.alipayPlatform.privateKey, sn: undefined }
  const { platform, next } = world.keys.alipayCertificates
  const now = world.faults.strikes('certificateRotated', { channel: 'alipay', company }) ? next() : platform
  return { key: now.privateKey, sn: now.sn }
}
