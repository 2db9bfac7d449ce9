import { type AfterSeason, type AfterSeasonPorts, createAfterSeason } from '../application/heatSettlement'
import { createSeason, type Season } from '../application/season'
import type { Base } from './base'
import type { OpenedChannels } from './channels'
import { afterSeasonPorts, seasonPorts } from './season'

/** What residents and staff both use, made once a process. */
export interface Shared {
  season: Season
  afterSeason: AfterSeason
  afterSeasonPorts: AfterSeasonPorts
  /** Absent in commands: their channels are opened when they are first asked for. */
  opened?: OpenedChannels
}

/** Makes it; a server has opened the channels already. */
export function openShared(base: Base, opened?: OpenedChannels): Shared {
  const after = afterSeasonPorts(base)
  return {
    season: createSeason(seasonPorts(base)),
    afterSeason: createAfterSeason(after),
    afterSeasonPorts: after,
    opened,
  }
}
