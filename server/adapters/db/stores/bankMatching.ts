import { Between, type EntityManager, In, IsNull, Not } from 'typeorm'
import type { BankMatchingStore } from '../../../application/ports/bankMatching'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { inChunks } from './filters'

/** Channel fees, money on its way, our accounts' entries, and what has arrived. */
export function bankMatchingStore(manager: EntityManager): BankMatchingStore {
  const fees = rowsOf(manager, tables.channelFees)
  const transits = rowsOf(manager, tables.transits)
  const entries = rowsOf(manager, tables.bankEntries)
  const arrivals = rowsOf(manager, tables.arrivals)
  const transfers = rowsOf(manager, tables.transfers)
  const payouts = rowsOf(manager, tables.payoutItems)
  const cards = rowsOf(manager, tables.refundCards)
  const refunds = rowsOf(manager, tables.refunds)
  return {
    feesOf: (company, channel, date) => fees.one({ company, channel, date }),
    insertFees: (row) => fees.insert(row),
    changeFees: async ({ id, revision }, to) => (await fees.update(to, { id, revision })) === 1,

    insertTransit: (transit) => transits.insert(transit),
    transitBy: (company, party, reference) => transits.one({ company, party, reference }),
    changeTransit: async (id, to) => (await transits.update(to, { id, arrivalId: IsNull() })) === 1,
    sentBy: (company, party, sentOn) => transits.many({ company, party, sentOn }, { id: 'ASC' }),
    onTheWay: (company, from, until) =>
      transits.many({ company, arrivalId: IsNull(), sentOn: Between(from, until) }, { sentOn: 'ASC', id: 'ASC' }),
    async dropOutdated(company, party, sentOn, exceptFile) {
      const outdated = { company, party, sentOn, evidenceId: Not(exceptFile), arrivalId: IsNull() }
      await transits.query('t').delete().where(outdated).execute()
    },
    missingOn: (company, overdueOn) => transits.many({ company, overdueOn, arrivalId: IsNull() }, { id: 'ASC' }),

    insertEntry: (entry) => entries.insert(entry),
    entriesStated: (company, statement, statedOn) =>
      entries.many({ company, statement, statedOn, replacedBy: IsNull() }, { line: 'ASC', id: 'ASC' }),
    entriesOfAccount: (company, account, from, until) =>
      entries.many(
        { company, account, bookedOn: Between(from, until), replacedBy: IsNull() },
        { bookedOn: 'ASC', line: 'ASC', id: 'ASC' },
      ),
    entryBy: ({ company, account, bankReference, direction }) =>
      entries.one({ company, account, bankReference, direction }),
    changeEntry: async (id, to) => (await entries.update(to, { id, arrivalId: IsNull() })) === 1,
    async dropEntry(id) {
      const { affected } = await entries.query('e').delete().where({ id, arrivalId: IsNull() }).execute()
      return affected === 1
    },
    unexplained: (company, statement, from, until) =>
      entries.many(
        { company, statement, arrivalId: IsNull(), bookedOn: Between(from, until) },
        { bookedOn: 'ASC', id: 'ASC' },
      ),
    insertArrival: (arrival) => arrivals.insertMany([arrival]),
    undo: async (id, undoneBy) => (await arrivals.update({ undoneBy }, { id, undoneBy: IsNull() })) === 1,
    entriesOf: (arrivalId) => entries.many({ arrivalId }, { id: 'ASC' }),
    transitsOf: (arrivalId) => transits.many({ arrivalId }, { id: 'ASC' }),
    postedUnder: (keys) =>
      inChunks(keys, (some) => transfers.many({ postingKey: In(some) }, { id: 'ASC', sequence: 'ASC' })),
    replaceEntry: async (id, to) => (await entries.update(to, { id, replacedBy: IsNull() })) === 1,
    release: async (id, arrivalId) =>
      (await transits.update({ arrivalId: null, overdueOn: null, missedIn: null }, { id, arrivalId })) === 1,
    async dropTransit(id) {
      await transits.query('t').delete().where({ id, arrivalId: IsNull() }).execute()
    },
    arrivalsByIds: (ids) => inChunks(ids, (some) => arrivals.many({ id: In(some) })),
    end: async (id, arrivalId) => (await transits.update({ arrivalId }, { id, arrivalId: IsNull() })) === 1,
    explain: async (id, arrivalId) => (await entries.update({ arrivalId }, { id, arrivalId: IsNull() })) === 1,

    async paidOut(company, from, until) {
      const days = [
        { company, paidOn: Between(from, until) },
        { company, returnedOn: Between(from, until) },
      ]
      const toCards = (await cards.many(days, { refundNo: 'ASC' })).map(({ refundNo: id, serial, ...card }) => ({
        ...card,
        id,
        serial: serial ?? id,
      }))
      const toUs = { company, route: 'own-account' as const, succeededOn: Between(from, until) }
      const given = (await refunds.many(toUs, { refundNo: 'ASC' })).map(({ refundNo, amountFen, succeededOn }) => ({
        ...{ id: refundNo, batchId: null, serial: refundNo, amountFen, paidOn: null, returnedOn: succeededOn },
      }))
      return [...(await payouts.many(days, { id: 'ASC' })), ...toCards, ...given]
    },
  }
}
