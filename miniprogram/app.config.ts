import { titles } from './text/titles'

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
  ],
  window: {
    navigationBarBackgroundColor: '#F6F4F1',
    backgroundColor: '#F6F4F1',
    navigationBarTitleText: titles.app,
    navigationBarTextStyle: 'black',
  },
  // Only a browser slides its pages by script; a page should be there at once, and not slide under a finger.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
})
