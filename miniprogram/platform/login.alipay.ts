import { alipay } from './my'
import type { PlatformLogin } from './ports'

export const platformLogin: PlatformLogin = {
  channels: () => ['alipay'],
  // Alipay's review refuses mini-programs that ask for a code before the person has touched anything.
  silent: false,
  code: () =>
    new Promise((resolve) => {
      alipay().getAuthCode({
        scopes: 'auth_base',
        success: ({ authCode }) => resolve(authCode || undefined),
        fail: () => resolve(undefined),
      })
    }),
}
