import type { BankEntry } from '../../../domain/bankMatching/bankEntry'
import type { ChannelFees } from '../../../domain/bankMatching/fees'
import type { Arrival, Transit } from '../../../domain/bankMatching/transit'
import { amount, count, flag, key, moment, nullable, text, word } from '../columns'
import type { TableShape } from './table'

/** Fees of a day at a channel, as the file in force says; one row a day, changed by a guard on its revision (M2). */
export const channelFees: TableShape<ChannelFees> = {
  name: 'channel_fees',
  columns: {
    id: key(word(26)),
    company: word(32),
    channel: word(32),
    date: word(10),
    fileId: word(26),
    bill: word(10),
    milliFen: amount,
    feeFen: amount,
    revision: count,
  },
  uniques: [['company', 'channel', 'date']],
}

/** Money on its way between channels and our own account; each once by its party's number (M3). */
export const transits: TableShape<Transit> = {
  name: 'transits',
  columns: {
    id: key(word(26)),
    company: word(32),
    party: word(32),
    direction: word(6),
    reference: word(64),
    otherReference: word(64),
    bundle: word(26),
    amountFen: amount,
    netFen: amount,
    sentOn: word(10),
    evidenceId: word(26),
    arrivalId: nullable(word(26)),
    overdueOn: nullable(word(10)),
    missedIn: nullable(word(32)),
    waitsUntil: nullable(word(10)),
  },
  uniques: [['company', 'party', 'reference']],
  indices: [['company', 'arrivalId', 'sentOn'], ['arrivalId']],
}

/** Movements on our own accounts, from the banks' statements; each once by the bank's number (M3). */
export const bankEntries: TableShape<BankEntry> = {
  name: 'bank_entries',
  columns: {
    id: key(word(26)),
    company: word(32),
    statement: word(32),
    account: word(35),
    statedOn: word(10),
    bookedOn: word(10),
    direction: word(6),
    amountFen: amount,
    reversal: flag,
    bankReference: word(64),
    ourReference: nullable(word(64)),
    remark: text,
    line: count,
    fileId: word(26),
    arrivalId: nullable(word(26)),
    replacedBy: nullable(word(26)),
  },
  uniques: [['company', 'account', 'bankReference', 'direction']],
  indices: [
    ['company', 'statement', 'bookedOn'],
    ['company', 'arrivalId', 'bookedOn'],
    ['arrivalId'],
    ['company', 'bankReference'],
    ['company', 'amountFen'],
  ],
}

/** What is in our account: which pass has found it. */
export const arrivals: TableShape<Arrival> = {
  name: 'arrivals',
  columns: {
    id: key(word(26)),
    company: word(32),
    party: nullable(word(32)),
    pass: word(20),
    sentFen: amount,
    feeFen: amount,
    arrivedOn: word(10),
    recordedAt: moment,
    undoneBy: nullable(word(26)),
  },
  indices: [['company', 'arrivedOn']],
}
