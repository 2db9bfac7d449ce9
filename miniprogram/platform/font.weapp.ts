import Taro from '@tarojs/taro'
import type { PlatformFont } from './ports'

const WECHAT_DEFAULT = 17

export const platformFont: PlatformFont = {
  prefersLarge() {
    // Missing before base library 2.20.1.
    if (!Taro.canIUse('getAppBaseInfo')) return false
    const { fontSizeSetting } = Taro.getAppBaseInfo() as { fontSizeSetting?: number }
    return (fontSizeSetting ?? WECHAT_DEFAULT) > WECHAT_DEFAULT + 1
  },
}
