import type { PlatformSpeech } from './ports'

/** Alipay itself reads nothing aloud. */
export const platformSpeech: PlatformSpeech = { offered: () => false, say() {} }
