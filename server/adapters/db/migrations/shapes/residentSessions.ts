import { count, key, moment, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** How often a resident's sessions were all ended, and when last. */
export const residentSessions: TableLayout = {
  name: 'resident_sessions',
  columns: { residentId: key(word(26)), ended: count, endedAt: moment },
}
