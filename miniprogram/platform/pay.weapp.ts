import Taro from '@tarojs/taro'
import { outcomeOfRequestPayment } from '../payment/outcome'
import type { PlatformPay } from './ports'

export const platformPay: PlatformPay = {
  pay: (parameters) =>
    new Promise((resolve) => {
      if (parameters.channel !== 'wechat') return resolve('failed')
      const { timeStamp, nonceStr, package: prepay, signType, paySign } = parameters
      // With callbacks: Taro does not wrap this call, and older WeChat gives no promise of its own.
      Taro.requestPayment({
        timeStamp,
        nonceStr,
        package: prepay,
        signType,
        paySign,
        success: ({ errMsg }) => resolve(outcomeOfRequestPayment(errMsg)),
        fail: ({ errMsg }) => resolve(outcomeOfRequestPayment(errMsg)),
      })
    }),
  returned: () => undefined,
}
