import type { PlatformFont } from './ports'

export declare const platformFont: PlatformFont
