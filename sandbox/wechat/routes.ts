import type { Route } from '../http/router'
import type { World } from '../world'
import { redirectRefund } from './abnormalRefund'
import { listCertificates } from './certificates'
import { payByCode, reverseOrder } from './codepay'
import { applyForFile, downloadFile } from './dayFile'
import { endpoint } from './endpoint'
import { jscode2session, stableToken } from './login'
import { createOrder, WAYS } from './newOrder'
import { closeOrder, queryByOrderNo, queryByTransactionId } from './orders'
import { createRefund, queryRefund } from './refunds'
import { shippingInfo } from './shippingInfo'
import { subscribeMessage } from './subscribeMessage'

/** api.mch.weixin.qq.com and api.weixin.qq.com, both on the sandbox's one port. */
export function wechatRoutes(world: World): Route[] {
  return [
    ...(Object.keys(WAYS) as (keyof typeof WAYS)[]).map((way) => ({
      method: 'POST',
      pattern: `/v3/pay/transactions/${way}`,
      handler: endpoint(world, 'order', (call) => createOrder(world, call, way)),
    })),
    {
      method: 'POST',
      pattern: '/v3/pay/transactions/codepay',
      handler: endpoint(world, 'order', (call) => payByCode(world, call)),
    },
    {
      method: 'POST',
      pattern: '/v3/pay/transactions/out-trade-no/:orderNo/reverse',
      handler: endpoint(world, 'close', (call) => reverseOrder(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/pay/transactions/out-trade-no/:orderNo',
      handler: endpoint(world, 'query', (call) => queryByOrderNo(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/pay/transactions/id/:transactionId',
      handler: endpoint(world, 'query', (call) => queryByTransactionId(world, call)),
    },
    {
      method: 'POST',
      pattern: '/v3/pay/transactions/out-trade-no/:orderNo/close',
      handler: endpoint(world, 'close', (call) => closeOrder(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/certificates',
      handler: endpoint(world, 'certificates', (call) => listCertificates(world, call)),
    },
    {
      method: 'POST',
      pattern: '/v3/refund/domestic/refunds',
      handler: endpoint(world, 'refund', (call) => createRefund(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/refund/domestic/refunds/:refundNo',
      handler: endpoint(world, 'refund-query', (call) => queryRefund(world, call)),
    },
    {
      method: 'POST',
      pattern: '/v3/refund/domestic/refunds/:refundId/apply-abnormal-refund',
      handler: endpoint(world, 'refund', (call) => redirectRefund(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/bill/tradebill',
      handler: endpoint(world, 'bill', (call) => applyForFile(world, call, 'trade')),
    },
    {
      method: 'GET',
      pattern: '/v3/bill/fundflowbill',
      handler: endpoint(world, 'bill', (call) => applyForFile(world, call, 'fundflow')),
    },
    { method: 'GET', pattern: '/v3/billdownload/file', handler: downloadFile(world) },
    { method: 'GET', pattern: '/sns/jscode2session', handler: jscode2session(world) },
    { method: 'POST', pattern: '/cgi-bin/stable_token', handler: stableToken(world) },
    { method: 'POST', pattern: '/cgi-bin/message/subscribe/send', handler: subscribeMessage(world) },
    { method: 'POST', pattern: '/wxa/sec/order/upload_shipping_info', handler: shippingInfo(world) },
  ]
}
