import type { BuiltPackage } from '../builtPackage'

const inForce = new Set<string>()

/** A style sheet of a mini-program in a browser's words: rpx are 750ths of the screen's width, `page` is the root. */
function inBrowser(sheet: string): string {
  return sheet
    .replace(/(-?[\d.]+)rpx/g, (_all, length: string) => `${((Number(length) * innerWidth) / 750).toFixed(3)}px`)
    .replace(/(-?[\d.]+)vh\b/g, (_all, part: string) => `calc(var(--page-height) * ${Number(part) / 100})`)
    .replace(/(^|[},\s])page(?=[\s,{.:])/g, '$1.page-root')
    .replace(/@import\s+["'][^"']+["'];?/g, '')
}

/** Puts a style sheet into force: once, as the platforms do it with a page's own. */
export function addStyles({ styles }: BuiltPackage, name: string): void {
  const sheet = styles[name]
  if (sheet === undefined || inForce.has(name)) return
  inForce.add(name)
  const element = document.createElement('style')
  element.textContent = inBrowser(sheet)
  document.head.append(element)
}
