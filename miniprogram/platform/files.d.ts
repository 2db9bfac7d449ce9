import type { PlatformFiles } from './ports'

export declare const platformFiles: PlatformFiles
