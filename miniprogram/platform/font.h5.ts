import type { PlatformFont } from './ports'

const BROWSER_DEFAULT = 16

export const platformFont: PlatformFont = {
  prefersLarge: () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) > BROWSER_DEFAULT + 2,
}
