import Taro from '@tarojs/taro'
import { outcomeOfRequestPayment } from '../payment/outcome'
import type { PlatformPay } from './ports'

export const platformPay: PlatformPay = {
  async pay(parameters) {
    if (parameters.channel !== 'wechat') return 'failed'
    const { timeStamp, nonceStr, package: prepay, signType, paySign } = parameters
    const said = await Taro.requestPayment({ timeStamp, nonceStr, package: prepay, signType, paySign }).catch(
      (error: { errMsg?: string }) => ({ errMsg: error.errMsg ?? '' }),
    )
    return outcomeOfRequestPayment(said.errMsg)
  },
  returned: () => undefined,
}
