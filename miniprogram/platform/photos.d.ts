import type { PlatformPhotos } from './photoPorts'

export declare const platformPhotos: PlatformPhotos
