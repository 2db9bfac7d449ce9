import { alipay } from './my'
import { type PlatformFont, stepOf } from './ports'

const ALIPAY_DEFAULT = 16

export const platformFont: PlatformFont = {
  typeSize: () => stepOf(alipay().getSystemInfoSync().fontSizeSetting ?? ALIPAY_DEFAULT, ALIPAY_DEFAULT),
}
