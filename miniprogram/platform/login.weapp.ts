import Taro from '@tarojs/taro'
import type { PlatformLogin } from './ports'

export const platformLogin: PlatformLogin = {
  channels: () => ['wechat'],
  silent: true,
  code: () =>
    Taro.login().then(
      ({ code }) => code || undefined,
      () => undefined,
    ),
}
