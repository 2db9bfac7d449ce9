import type { PlatformMessages } from './messagePorts'

export declare const platformMessages: PlatformMessages
