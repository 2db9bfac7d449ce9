import type { PlatformSpeech } from './ports'

export declare const platformSpeech: PlatformSpeech
