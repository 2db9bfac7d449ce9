import type { MigrationInterface, QueryRunner } from 'typeorm'
import { bytes, count, json, key, moment, nullable, word } from '../columns'
import type { TableLayout } from '../entities/table'
import { addColumnOf, addUnique, dropUnique } from './alterTable'

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

const BY_ID = ['company', 'channel', 'eventId']

const BY_ID_AND_SUBJECT = [...BY_ID, 'subject']

/** A channel's event is known by its id and by what it is about: two payments under one id are two events (M3). */
export class TellEventsApart1700000000025 implements MigrationInterface {
  name = 'TellEventsApart1700000000025'

  async up(runner: QueryRunner): Promise<void> {
    // What came before is processed, or known by the number of its payment.
    await addColumnOf(runner, inbox, 'subject', '')
    await addUnique(runner, inbox, BY_ID_AND_SUBJECT)
    await dropUnique(runner, inbox, BY_ID)
  }

  async down(runner: QueryRunner): Promise<void> {
    await addUnique(runner, inbox, BY_ID)
    await dropUnique(runner, inbox, BY_ID_AND_SUBJECT)
    await runner.dropColumn(inbox.name, 'subject')
  }
}
