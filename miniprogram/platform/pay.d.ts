import type { PlatformPay } from './ports'

export declare const platformPay: PlatformPay
