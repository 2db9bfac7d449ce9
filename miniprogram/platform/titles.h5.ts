import type { PlatformTitles } from './ports'

/** A browser keeps no titles. */
export const platformTitles: PlatformTitles = {}
