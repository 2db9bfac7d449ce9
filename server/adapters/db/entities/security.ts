import type { SecurityEvent } from '../../../domain/audit/securityEvent'
import { count, flag, key, moment, word } from '../columns'
import type { TableShape } from './table'

/** What may be an attack, by the hour, kind and subject; never personal data. */
export const securityEvents: TableShape<SecurityEvent> = {
  name: 'security_events',
  columns: {
    id: key(word(26)),
    company: word(32),
    kind: word(32),
    subject: word(64),
    hour: moment,
    times: count,
    firstAt: moment,
    lastAt: moment,
    alarm: flag,
  },
  uniques: [['company', 'kind', 'subject', 'hour', 'alarm']],
  indices: [['lastAt']],
}
