import { alipay } from './my'
import type { PlatformFont } from './ports'

const ALIPAY_DEFAULT = 16

export const platformFont: PlatformFont = {
  prefersLarge: () => (alipay().getSystemInfoSync().fontSizeSetting ?? ALIPAY_DEFAULT) > ALIPAY_DEFAULT + 1,
}
