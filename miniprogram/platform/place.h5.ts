import type { PlatformPlace } from './ports'

export const platformPlace: PlatformPlace = {
  launchQuery: () => Object.fromEntries(new URLSearchParams(window.location.search)),
}
