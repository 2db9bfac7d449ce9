import { count, key, moment, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** How often something was asked for within a span, counted by all processes together. */
export const requestCounts: TableLayout = {
  name: 'request_counts',
  columns: {
    counted: key(word(160)),
    requests: count,
    resetsAt: moment,
  },
}
