import { outcomeOfTradePay } from '../payment/outcome'
import { alipay } from './my'
import type { PlatformPay } from './ports'

export const platformPay: PlatformPay = {
  pay: (parameters) =>
    new Promise((resolve) => {
      if (parameters.channel !== 'alipay') return resolve('failed')
      alipay().tradePay({
        tradeNO: parameters.tradeNO,
        // `success` is called for every outcome; the code tells which (formats.md 3.6).
        success: ({ resultCode }) => resolve(outcomeOfTradePay(String(resultCode))),
        fail: ({ error, resultCode }) => resolve(outcomeOfTradePay(String(resultCode ?? error))),
      })
    }),
  returned: () => undefined,
}
