import Taro from '@tarojs/taro'

type PageName =
  | 'home'
  | 'company'
  | 'lookup'
  | 'confirm'
  | 'bill'
  | 'part'
  | 'result'
  | 'history'
  | 'order'
  | 'invoiceRequest'
  | 'invoices'
  | 'invoice'
  | 'mine'
  | 'help'
  | 'calculator'
  | 'gasFee'
  | 'services'
  | 'service'
  | 'consent'
  | 'temperature'
  | 'gas'
  | 'settlement'
  | 'objection'
  | 'refund'
  | 'claim'
  | 'applications'
  | 'application'

function addressOf(page: PageName, query: Record<string, string | undefined>): string {
  const words = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${encodeURIComponent(value)}`,
  )
  return `/pages/${page}/index${words.length ? `?${words.join('&')}` : ''}`
}

const MAX_PAGES = 10

/** Opens a page on top of this one. Mini-programs keep ten pages at most; then the new one takes this one's place. */
export function go(page: PageName, query: Record<string, string | undefined> = {}) {
  const url = addressOf(page, query)
  if (Taro.getCurrentPages().length >= MAX_PAGES) Taro.redirectTo({ url })
  else Taro.navigateTo({ url })
}

/** Opens a page in place of this one, so that going back does not come here again. */
export function goInstead(page: PageName, query: Record<string, string | undefined> = {}) {
  Taro.redirectTo({ url: addressOf(page, query) })
}

export function goHome() {
  Taro.reLaunch({ url: addressOf('home', {}) })
}

/** To the page before, or home when this one was opened directly. */
export function goBack() {
  if (Taro.getCurrentPages().length > 1) Taro.navigateBack()
  else goHome()
}

/** Asks the phone to call a number; the person confirms it in the phone's own dialogue. */
export function call(phoneNumber: string) {
  Taro.makePhoneCall({ phoneNumber }).catch(() => undefined)
}
