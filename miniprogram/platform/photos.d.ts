import type { PlatformPhotos } from './ports'

export declare const platformPhotos: PlatformPhotos
