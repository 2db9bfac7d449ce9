import type { PlatformLaunch } from './ports'

export declare const platformLaunch: PlatformLaunch
