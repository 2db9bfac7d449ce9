/**
 * What is measured of a running installation, by its name at /metrics, with what it says. None holds personal data: labels are companies,
 * channels, kinds and names of files.
 */
export const MEASURES = {
  heatpay_database_up: '1 while the database answers, else 0',
  heatpay_job_overdue_seconds: 'How long the oldest job of a kind has been due and is not done',
  heatpay_job_attempts: 'The most tries that a job of a kind, which is not done, has failed',
  heatpay_inbox_waiting: 'Notifications that were acknowledged and are not booked yet',
  heatpay_inbox_oldest_seconds: 'How long the oldest of them has waited',
  heatpay_open_items: 'What is open in the books of a company, by kind (domain/closing/judgement)',
  heatpay_open_fen: 'How much money that is, in fen, where money is counted',
  heatpay_open_oldest_days: 'How many days ago the oldest of it was',
  heatpay_days_unclosed: 'How many days ago the day was that is to be closed next; 0 without one',
  heatpay_refund_under_way_seconds: 'How long the oldest refund has been under way',
  heatpay_unlinked_transfers: 'Entries of the ledger that are not in its chain of hashes yet',
  heatpay_clock_off_seconds: 'How far our clock is from a channel’s, by the Date header of its answers',
  heatpay_certificate_days_left: 'In how many days a certificate among the merchants’ keys ends',
  heatpay_breaker_open:
    '1 while an endpoint of a channel is let alone, because it did not answer clearly five times in a row',
  heatpay_access_tokens_forced: 'How often a new access token was forced within a day: the platform allows twenty',
  heatpay_disk_free_megabytes: 'What is free on the disk of DATA_DIR',
} as const satisfies Record<`heatpay_${string}`, string>

export type MeasureName = keyof typeof MEASURES

/** One figure. */
export interface Measure {
  name: MeasureName
  labels: Readonly<Record<string, string>>
  value: number
}

/** What a measure is of, as text: `company=lanzhou what=suspense`. */
export const labelsText = (labels: Measure['labels']): string =>
  Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .join(' ')
