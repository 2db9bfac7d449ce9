import type { Route } from '../http/router'
import type { World } from '../world'
import { redirectRefund } from './abnormalRefund'
import { listCertificates } from './certificates'
import { codepayOrder, payByCode, reverseOrder, reverseRequest } from './codepay'
import { applyForFile, billQuery, downloadFile } from './dayFile'
import { endpoint } from './endpoint'
import { jscode2session, stableToken, tokenRequest } from './login'
import { createOrder, WAYS } from './newOrder'
import { byMerchant, closeOrder, queryByOrderNo, queryByTransactionId } from './orders'
import { createRefund, queryRefund, refundRequest } from './refunds'
import { shippingInfo } from './shippingInfo'
import { subscribeMessage } from './subscribeMessage'

/** api.mch.weixin.qq.com and api.weixin.qq.com, both on the sandbox's one port. */
export function wechatRoutes(world: World): Route[] {
  return [
    ...(Object.keys(WAYS) as (keyof typeof WAYS)[]).map((way) => ({
      method: 'POST',
      pattern: `/v3/pay/transactions/${way}`,
      title: WAYS[way].title,
      asks: { in: 'body' as const, schema: WAYS[way].schema },
      handler: endpoint(world, 'order', (call) => createOrder(world, call, way)),
    })),
    {
      method: 'POST',
      pattern: '/v3/pay/transactions/codepay',
      title: '付款码支付',
      asks: { in: 'body', schema: codepayOrder },
      handler: endpoint(world, 'order', (call) => payByCode(world, call)),
    },
    {
      method: 'POST',
      pattern: '/v3/pay/transactions/out-trade-no/:orderNo/reverse',
      title: '撤销付款码支付的订单',
      asks: { in: 'body', schema: reverseRequest },
      handler: endpoint(world, 'close', (call) => reverseOrder(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/pay/transactions/out-trade-no/:orderNo',
      title: '按商户订单号查询订单',
      asks: { in: 'query', schema: byMerchant },
      handler: endpoint(world, 'query', (call) => queryByOrderNo(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/pay/transactions/id/:transactionId',
      title: '按微信支付订单号查询订单',
      asks: { in: 'query', schema: byMerchant },
      handler: endpoint(world, 'query', (call) => queryByTransactionId(world, call)),
    },
    {
      method: 'POST',
      pattern: '/v3/pay/transactions/out-trade-no/:orderNo/close',
      title: '关闭订单',
      asks: { in: 'body', schema: byMerchant },
      handler: endpoint(world, 'close', (call) => closeOrder(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/certificates',
      title: '下载平台证书',
      handler: endpoint(world, 'certificates', (call) => listCertificates(world, call)),
    },
    {
      method: 'POST',
      pattern: '/v3/refund/domestic/refunds',
      title: '申请退款',
      asks: { in: 'body', schema: refundRequest },
      handler: endpoint(world, 'refund', (call) => createRefund(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/refund/domestic/refunds/:refundNo',
      title: '查询退款',
      handler: endpoint(world, 'refund-query', (call) => queryRefund(world, call)),
    },
    {
      method: 'POST',
      pattern: '/v3/refund/domestic/refunds/:refundId/apply-abnormal-refund',
      title: '异常退款处理',
      handler: endpoint(world, 'refund', (call) => redirectRefund(world, call)),
    },
    {
      method: 'GET',
      pattern: '/v3/bill/tradebill',
      title: '申请交易账单',
      asks: { in: 'query', schema: billQuery },
      handler: endpoint(world, 'bill', (call) => applyForFile(world, call, 'trade')),
    },
    {
      method: 'GET',
      pattern: '/v3/bill/fundflowbill',
      title: '申请资金账单',
      asks: { in: 'query', schema: billQuery },
      handler: endpoint(world, 'bill', (call) => applyForFile(world, call, 'fundflow')),
    },
    { method: 'GET', pattern: '/v3/billdownload/file', title: '下载账单文件', handler: downloadFile(world) },
    { method: 'GET', pattern: '/sns/jscode2session', title: '小程序登录', handler: jscode2session(world) },
    {
      method: 'POST',
      pattern: '/cgi-bin/stable_token',
      title: '获取接口调用凭据',
      asks: { in: 'body', schema: tokenRequest },
      handler: stableToken(world),
    },
    {
      method: 'POST',
      pattern: '/cgi-bin/message/subscribe/send',
      title: '发送订阅消息',
      handler: subscribeMessage(world),
    },
    {
      method: 'POST',
      pattern: '/wxa/sec/order/upload_shipping_info',
      title: '录入发货信息',
      handler: shippingInfo(world),
    },
  ]
}
