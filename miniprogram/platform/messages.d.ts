import type { PlatformMessages } from './ports'

export declare const platformMessages: PlatformMessages
