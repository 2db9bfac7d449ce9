import type { PlatformLogin } from './ports'

export declare const platformLogin: PlatformLogin
