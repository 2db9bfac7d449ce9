import type { Route } from '../http/router'
import type { World } from '../world'
import { appOrderRoutes, browserGateway, isForBrowsers } from './browser'
import { cancellation, cancelTrade, codePayment, payByCode, precreateTrade, precreation } from './counter'
import { createTrade, tradeCreate } from './create'
import { applyForFile, billRequest, downloadFile } from './dayFile'
import {
  certificateAsked,
  closeRequest,
  closeTrade,
  downloadCertificate,
  gateway,
  type Method,
  parameters,
  queryRequest,
  queryTrade,
} from './gateway'
import { oauthToken } from './oauthToken'
import { queryRefund, refundQuery, refundRequest, refundTrade } from './refunds'
import { sendTemplateMessage } from './templateMessage'

/** The gateway's methods. */
export const METHODS: Readonly<Record<string, Method>> = {
  'alipay.system.oauth.token': { title: '换取授权访问令牌', api: 'login', work: oauthToken },
  'alipay.trade.create': { title: '统一收单交易创建', asks: tradeCreate, api: 'order', work: createTrade },
  'alipay.trade.precreate': { title: '线下交易预创建（扫码）', asks: precreation, api: 'order', work: precreateTrade },
  'alipay.trade.pay': { title: '付款码支付', asks: codePayment, api: 'order', work: payByCode },
  'alipay.trade.cancel': { title: '交易撤销', asks: cancellation, api: 'close', work: cancelTrade },
  'alipay.trade.query': { title: '交易查询', asks: queryRequest, api: 'query', work: queryTrade },
  'alipay.trade.close': { title: '交易关闭', asks: closeRequest, api: 'close', work: closeTrade },
  'alipay.trade.refund': { title: '交易退款', asks: refundRequest, api: 'refund', work: refundTrade },
  'alipay.trade.fastpay.refund.query': { title: '退款查询', asks: refundQuery, api: 'refund-query', work: queryRefund },
  'alipay.data.dataservice.bill.downloadurl.query': {
    title: '查询对账单下载地址',
    asks: billRequest,
    api: 'bill',
    work: applyForFile,
  },
  'alipay.open.app.alipaycert.download': {
    title: '下载支付宝公钥证书',
    asks: certificateAsked,
    api: 'certificates',
    work: downloadCertificate,
  },
  'alipay.open.app.mini.templatemessage.send': {
    title: '发送小程序模板消息',
    api: 'message',
    work: sendTemplateMessage,
  },
}

/** openapi.alipay.com and dwbillcenter.alipay.com, both on the sandbox's one port. */
export function alipayRoutes(world: World): Route[] {
  const methods = gateway(world, METHODS)
  const browser = browserGateway(world)
  return [
    {
      method: 'POST',
      pattern: '/gateway.do',
      handler: (exchange) =>
        isForBrowsers(parameters(exchange).get('method') ?? '') ? browser(exchange) : methods(exchange),
    },
    { method: 'GET', pattern: '/gateway.do', handler: browser },
    ...appOrderRoutes(world),
    { method: 'GET', pattern: '/downloadBillFile.resource', title: '下载支付宝账单文件', handler: downloadFile(world) },
  ]
}
