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

/** The way of a known household to a paid bill: what a telephone loads before it shows anything. */
const PAYING = ['home', 'bill', 'result']

/** The others come when they are asked for, or while somebody reads the page before. */
const LATER = [
  ...['company', 'lookup', 'confirm', 'part', 'order'],
  ...[
    'history',
    'invoiceRequest',
    'invoices',
    'invoice',
    'mine',
    'help',
    'calculator',
    'gasFee',
    'services',
    'service',
  ],
  ...['consent', 'temperature', 'gas', 'settlement', 'objection', 'refund', 'claim', 'applications', 'application'],
]

const fetched = (...pages: string[]) => ({ network: 'all' as const, packages: pages.map((page) => `pages/${page}`) })

export default defineAppConfig({
  pages: PAYING.map((page) => `pages/${page}/index`),
  subPackages: LATER.map((page) => ({ root: `pages/${page}`, pages: ['index'] })),
  preloadRule: {
    'pages/home/index': fetched('lookup', 'confirm', 'services', 'history', 'mine'),
    'pages/bill/index': fetched('part'),
    'pages/result/index': fetched('order', 'invoiceRequest'),
    'pages/order/index': fetched('invoiceRequest', 'claim'),
    'pages/services/index': fetched('applications', 'settlement', 'service'),
  },
  window: { ...bars, navigationBarTitleText: titles.app },
  ...(process.env.TARO_ENV === 'weapp' ? { darkmode: true, themeLocation: 'theme.json' } : {}),
  // Only a browser slides its pages by script; a page should be there at once, and not slide under a finger.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
})
