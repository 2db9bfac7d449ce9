import { secondsText } from '../beijingTime'
import { randomText } from '../random'
import type { World } from '../world'
import { invalid, type Outcome } from './answer'
import type { Call } from './gateway'

/** alipay.system.oauth.token: top-level parameters, bare answer (formats.md 3.4). */
export function oauthToken(world: World, call: Call): Outcome {
  if (call.params.get('grant_type') !== 'authorization_code')
    return invalid('isv.grant-type-invalid', 'grant_type参数不正确')
  const redeemed = world.store.loginCodes.redeem('alipay', call.appId, call.params.get('code') ?? '', world.clock.now())
  if (redeemed.outcome !== 'redeemed') return invalid('isv.code-invalid', '授权码code无效')
  const identity = redeemed.payer.startsWith('2088') ? { user_id: redeemed.payer } : { open_id: redeemed.payer }
  return {
    ok: true,
    bare: true,
    fields: {
      ...identity,
      access_token: `authbseB${randomText(32)}`,
      expires_in: 1_296_000,
      refresh_token: `authbseB${randomText(32)}`,
      re_expires_in: 2_592_000,
      auth_start: secondsText(world.clock.now()),
    },
  }
}
