import type { PlatformPlace } from './ports'

export declare const platformPlace: PlatformPlace
