import { titles } from './text/common'

/** WeChat takes the colours of its own bars from theme.json when the telephone is dark. Alipay documents no such thing. */
const bars =
  process.env.TARO_ENV === 'weapp'
    ? {
        navigationBarBackgroundColor: '@ground',
        navigationBarTextStyle: '@words' as 'black',
        backgroundColor: '@ground',
        backgroundTextStyle: '@pull' as 'dark',
      }
    : { navigationBarBackgroundColor: '#F6F4F1', navigationBarTextStyle: 'black' as const, backgroundColor: '#F6F4F1' }

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/company/index',
    'pages/lookup/index',
    'pages/confirm/index',
    'pages/bill/index',
    'pages/part/index',
    'pages/result/index',
    'pages/history/index',
    'pages/order/index',
    'pages/invoiceRequest/index',
    'pages/invoices/index',
    'pages/invoice/index',
    'pages/mine/index',
    'pages/help/index',
    'pages/calculator/index',
    'pages/gasFee/index',
    'pages/services/index',
    'pages/service/index',
    'pages/consent/index',
    'pages/temperature/index',
    'pages/gas/index',
    'pages/settlement/index',
    'pages/objection/index',
    'pages/refund/index',
    'pages/claim/index',
    'pages/applications/index',
    'pages/application/index',
  ],
  window: { ...bars, navigationBarTitleText: titles.app },
  ...(process.env.TARO_ENV === 'weapp' ? { darkmode: true, themeLocation: 'theme.json' } : {}),
  // Only a browser slides its pages by script; a page should be there at once, and not slide under a finger.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
})
