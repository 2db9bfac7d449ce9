import type { PlatformTitles } from './ports'

/** Alipay has no call for it in a mini-program; its server's list needs an approved product (formats.md 4.2). */
export const platformTitles: PlatformTitles = {}
