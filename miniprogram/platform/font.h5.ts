import { type PlatformFont, stepOf } from './ports'

const BROWSER_DEFAULT = 16

export const platformFont: PlatformFont = {
  typeSize: () => stepOf(Number.parseFloat(getComputedStyle(document.documentElement).fontSize), BROWSER_DEFAULT),
}
