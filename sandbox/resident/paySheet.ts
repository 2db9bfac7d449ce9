import { z } from 'zod'
import type { Order } from '../store/orders'
import { payText, rsaVerify } from '../wechat/sign'
import type { World } from '../world'

/** What wx.requestPayment is called with (formats.md 1.5). */
export const paySheet = z.object({
  timeStamp: z.string().regex(/^\d{10}$/),
  nonceStr: z.string().min(1).max(32),
  package: z.string().regex(/^prepay_id=.+$/),
  signType: z.literal('RSA'),
  paySign: z.string().min(1),
})
export type PaySheet = z.infer<typeof paySheet>

/** Whether WeChat would open the cashier: the sheet is signed by the merchant for this very order and app. */
export function isSheetFor(world: World, order: Order, sheet: PaySheet): boolean {
  return (
    sheet.package === `prepay_id=${order.handle}` &&
    rsaVerify(
      payText(order.appId, sheet.timeStamp, sheet.nonceStr, sheet.package),
      sheet.paySign,
      world.keys.wechatMerchant.publicKey,
    )
  )
}
