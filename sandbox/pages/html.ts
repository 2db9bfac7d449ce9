import type { Channel } from '../../contract/channelWords'
import { yuanText } from '../../contract/money'

/** Text that is HTML already and is not escaped again. */
export interface Html {
  html: string
}

type Part = string | number | Html | null | undefined | false | readonly Part[]

/** A template that escapes every text put into it; pieces made by `html` itself go in as they are. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: strings.map((text, index) => text + (index < parts.length ? render(parts[index]) : '')).join('') }
}

function render(part: Part): string {
  if (part === null || part === undefined || part === false) return ''
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(render).join('')
  return String(part).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** A whole page. Links are relative, so that it also works behind the server's proxy. */
export function page(title: string, stylesheet: string, body: Html): string {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet}">
</head>
${body}
</html>
`.html
}

/** Fen as people read them: 2,233.25. */
export function amountText(fen: number): string {
  const [whole = '0', decimals = '00'] = yuanText(fen).split('.')
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${decimals}`
}

const HERE = 'http://here.invalid'

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Takes where a page wants the payer sent back to; gives the address, or undefined when it is not allowed: it must be a
 * path on this origin, on the loopback, or on the server. Anything else would make the cashier an open redirect.
 */
export function allowedReturn(wanted: string, serverUrl: string): string | undefined {
  const url = parse(wanted)
  if (!url || wanted.length > 2000 || url.username || url.password) return undefined
  if (url.origin === HERE) return wanted.startsWith('/') ? `${url.pathname}${url.search}${url.hash}` : undefined
  const absolute = /^https?:\/\//i.test(wanted)
  const known = LOOPBACK.has(url.hostname) || url.origin === parse(serverUrl)?.origin
  return absolute && known ? url.href : undefined
}

/** Adds `result=paid|cancelled` where the page's router reads it: behind the hash's own query if there is a hash. */
export function withResult(address: string, result: 'paid' | 'cancelled'): string {
  const hash = address.indexOf('#')
  const tail = hash < 0 ? address : address.slice(hash)
  return `${address}${tail.includes('?') ? '&' : '?'}result=${result}`
}

function parse(text: string): URL | undefined {
  try {
    return new URL(text, HERE)
  } catch {
    return undefined
  }
}

/** How each channel shows itself to people: its name, in short, its sign, and what a payer pays from. */
export const BRANDS: Readonly<Record<Channel, { name: string; short: string; sign: string; from: string }>> = {
  wechat: { name: '微信支付', short: '微信', sign: '微', from: '零钱' },
  alipay: { name: '支付宝', short: '支付宝', sign: '支', from: '账户余额' },
}
