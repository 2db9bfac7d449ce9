const KEPT_SEASONS = 5

/** The season that a day belongs to: from July on, the one that begins in autumn. */
export function seasonOf(date: string): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5, 7) < '07' ? 1 : 0)
  return `${year}-${year + 1}`
}

/** This season and those before it, newest first. */
export function seasonsUntil(date: string): string[] {
  const first = Number(seasonOf(date).slice(0, 4))
  return Array.from({ length: KEPT_SEASONS }, (_, back) => `${first - back}-${first - back + 1}`)
}

/** The newest season that is over, or nearly: from April on, the one of last winter. */
export function lastEndedSeason(date: string): string {
  const year = Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 2 : 1)
  return `${year}-${year + 1}`
}
