/** What two people agreed on for a whole season: it takes long and has a job loop of its own, so that it holds up no payment. */
export const SEASON_JOBS = ['publish-settlements', 'carry-over'] as const
export type SeasonJobKind = (typeof SEASON_JOBS)[number]
