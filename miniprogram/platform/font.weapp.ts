import Taro from '@tarojs/taro'
import { type PlatformFont, stepOf } from './ports'

const WECHAT_DEFAULT = 17

export const platformFont: PlatformFont = {
  typeSize() {
    // Missing before base library 2.20.1.
    if (!Taro.canIUse('getAppBaseInfo')) return 'standard'
    const { fontSizeSetting } = Taro.getAppBaseInfo() as { fontSizeSetting?: number }
    return stepOf(fontSizeSetting ?? WECHAT_DEFAULT, WECHAT_DEFAULT)
  },
}
