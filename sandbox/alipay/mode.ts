import type { World } from '../world'
import { invalid, type Refusal } from './answer'
import { modeOf } from './sign'

/**
 * Takes a request's parameters; notes which mode the app is in, which its requests say by app_cert_sn (formats.md 3.3), or
 * gives the refusal of a serial number that is not ours.
 */
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
