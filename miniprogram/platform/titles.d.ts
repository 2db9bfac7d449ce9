import type { PlatformTitles } from './ports'

export declare const platformTitles: PlatformTitles
