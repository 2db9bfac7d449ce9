import type { PlatformSpeech } from './ports'

/** WeChat itself reads nothing aloud: that takes a plugin which each company would have to be granted. */
export const platformSpeech: PlatformSpeech = { offered: () => false, say() {} }
