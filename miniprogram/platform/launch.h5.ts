import type { PlatformLaunch } from './ports'

export const platformLaunch: PlatformLaunch = {
  launchQuery: () => Object.fromEntries(new URLSearchParams(window.location.search)),
}
