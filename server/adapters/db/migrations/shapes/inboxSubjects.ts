import { bytes, count, json, key, moment, nullable, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

export const inbox: TableLayout = {
  name: 'inbox',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(10),
    eventId: word(128),
    subject: word(100),
    headers: json,
    body: bytes,
    event: json,
    receivedAt: moment,
    processedAt: nullable(moment),
    attempts: count,
    nextTryAt: moment,
  },
  uniques: [['company', 'channel', 'eventId', 'subject']],
  indices: [['processedAt', 'receivedAt']],
}
