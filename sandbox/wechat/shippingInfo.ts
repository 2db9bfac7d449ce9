import { z } from 'zod'
import type { Handler } from '../http/router'
import type { Order } from '../store/orders'
import type { Merchant, World } from '../world'
import { failed, openEndpoint } from './openApi'

const asked = z.object({
  order_key: z.discriminatedUnion('order_number_type', [
    z.object({ order_number_type: z.literal(1), mchid: z.string(), out_trade_no: z.string() }),
    z.object({ order_number_type: z.literal(2), transaction_id: z.string() }),
  ]),
  logistics_type: z.int().min(1).max(4),
  delivery_mode: z.int().min(1).max(2),
  is_all_delivered: z.boolean().optional(),
  shipping_list: z
    .array(z.object({ item_desc: z.string().min(1).max(120) }))
    .min(1)
    .max(15),
  upload_time: z.iso.datetime({ offset: true, precision: 3 }),
  payer: z.object({ openid: z.string().min(1) }),
})
type Asked = z.infer<typeof asked>
const MAX_REPORTS = 2

function orderOf(world: World, { numbers }: Merchant, { order_key: key }: Asked): Order | undefined {
  const { orders } = world.store
  const { mchid } = numbers.wechat
  const order =
    key.order_number_type === 2
      ? orders.byChannelNo('wechat', key.transaction_id)
      : orders.byNumber('wechat', mchid, key.out_trade_no)
  return order?.merchant === mchid && order.state === 'paid' ? order : undefined
}

/** POST /wxa/sec/order/upload_shipping_info (formats.md 4.1): the first report, and one correction. */
export function shippingInfo(world: World): Handler {
  return openEndpoint(world, 'shipping', asked, (merchant, report) => {
    const { appid } = merchant.numbers.wechat
    const order = orderOf(world, merchant, report)
    if (!order?.channelNo || order.payer !== report.payer.openid) return failed(10060001, '支付单不存在')
    const { messages } = world.store
    if ((messages.reported(appid, order.channelNo)?.reports ?? 0) >= MAX_REPORTS)
      return failed(10060003, '支付单已使用重新发货机会')
    messages.report(appid, order.channelNo, report.shipping_list.map(({ item_desc }) => item_desc).join('；'))
    return undefined
  })
}
