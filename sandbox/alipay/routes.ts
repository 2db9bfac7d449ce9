import type { Route } from '../http/router'
import type { World } from '../world'
import { appOrderRoutes, browserGateway, isForBrowsers } from './browser'
import { cancelTrade, payByCode, precreateTrade } from './counter'
import { createTrade } from './create'
import { applyForFile, downloadFile } from './dayFile'
import { closeTrade, downloadCertificate, gateway, type Method, parameters, queryTrade } from './gateway'
import { oauthToken } from './oauthToken'
import { queryRefund, refundTrade } from './refunds'
import { sendTemplateMessage } from './templateMessage'

const METHODS: Readonly<Record<string, Method>> = {
  'alipay.system.oauth.token': { api: 'login', work: oauthToken },
  'alipay.trade.create': { api: 'order', work: createTrade },
  'alipay.trade.precreate': { api: 'order', work: precreateTrade },
  'alipay.trade.pay': { api: 'order', work: payByCode },
  'alipay.trade.cancel': { api: 'close', work: cancelTrade },
  'alipay.trade.query': { api: 'query', work: queryTrade },
  'alipay.trade.close': { api: 'close', work: closeTrade },
  'alipay.trade.refund': { api: 'refund', work: refundTrade },
  'alipay.trade.fastpay.refund.query': { api: 'refund-query', work: queryRefund },
  'alipay.data.dataservice.bill.downloadurl.query': { api: 'bill', work: applyForFile },
  'alipay.open.app.alipaycert.download': { api: 'certificates', work: downloadCertificate },
  'alipay.open.app.mini.templatemessage.send': { api: 'message', work: sendTemplateMessage },
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
    { method: 'GET', pattern: '/downloadBillFile.resource', handler: downloadFile(world) },
  ]
}
