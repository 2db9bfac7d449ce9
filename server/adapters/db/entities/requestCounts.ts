import { count, key, moment, word } from '../columns'
import type { TableShape } from './table'

export interface RequestCount {
  counted: string
  requests: number
  resetsAt: number
}

/** How often something was asked for within a span, counted by all processes together. */
export const requestCounts: TableShape<RequestCount> = {
  name: 'request_counts',
  columns: {
    counted: key(word(160)),
    requests: count,
    resetsAt: moment,
  },
}
