import { count, key, moment, nullable, word } from '../../columns'
import type { TableLayout } from '../../entities/table'

/** Messages to residents, each with how it ended. */
export const messages: TableLayout = {
  name: 'messages',
  columns: {
    id: key(word(26)),
    company: word(32),
    residentId: word(26),
    event: word(20),
    occasion: word(64),
    subject: word(40),
    status: word(12),
    detail: nullable(word(100)),
    createdAt: moment,
    waitsUntil: moment,
    endedAt: nullable(moment),
  },
  uniques: [['residentId', 'event', 'occasion']],
  indices: [
    ['residentId', 'endedAt'],
    ['company', 'createdAt'],
  ],
}

/** How often a resident accepted a template, and for how many messages that was used. */
export const messageConsents: TableLayout = {
  name: 'message_consents',
  columns: {
    residentId: key(word(26)),
    templateId: key(word(64)),
    company: word(32),
    granted: count,
    used: count,
  },
  indices: [['templateId', 'residentId']],
}
