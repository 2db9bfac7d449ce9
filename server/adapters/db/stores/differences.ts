import { Between, type EntityManager, In, Like, type SelectQueryBuilder } from 'typeorm'
import type { DifferenceOrder } from '../../../../contract/orderWords'
import type {
  ChannelClaimStore,
  DifferenceFilter,
  DifferenceStore,
  PaymentInBooks,
} from '../../../application/ports/differences'
import type { InboxEntry } from '../../../application/ports/work'
import type { PaymentSource } from '../../../domain/payment/payment'
import type { Difference } from '../../../domain/reconciliation/run'
import * as tables from '../entities'
import { integerOf, rowsOf } from '../rows'
import { inChunks } from './filters'

const RESOLVE_ACTION = 'resolve-difference'

const PROPOSED = `d.id IN (SELECT a.subject FROM approvals a WHERE a.company = :company AND a.deed = '${RESOLVE_ACTION}' AND a.status = 'proposed')`

const ORDERED_BY: Readonly<Record<DifferenceOrder, string>> = {
  date: 'd.date',
  channel: 'd.channel',
  kind: 'd.kind',
  amount: 'd.theirFen',
  owner: 'd.owner',
  openedAt: 'd.openedAt',
}

const BEFORE_MS = 3_600_000

const AFTER_MS = 2 * 86_400_000

/** Differences as work, and how they were resolved. */
export function differenceStore(manager: EntityManager): DifferenceStore {
  const items = rowsOf(manager, tables.differences)
  const resolutions = rowsOf(manager, tables.resolutions)
  const events = rowsOf(manager, tables.differenceEvents)
  const approvals = rowsOf(manager, tables.approvals)
  const months = rowsOf(manager, tables.writeOffMonths)
  const payments = rowsOf(manager, tables.payments)
  const inbox = rowsOf(manager, tables.inbox)

  function narrowed({
    company,
    from,
    to,
    channel,
    kind,
    status,
    owner,
  }: DifferenceFilter): SelectQueryBuilder<Difference> {
    const query = items.query('d')
    query.where('d.company = :company', { company })
    if (from !== undefined) query.andWhere('d.date >= :from', { from })
    if (to !== undefined) query.andWhere('d.date <= :to', { to })
    if (channel !== undefined) query.andWhere('d.channel = :channel', { channel })
    if (kind !== undefined) query.andWhere('d.kind = :kind', { kind })
    if (owner !== undefined) query.andWhere('d.owner = :owner', { owner })
    if (status === 'closed') query.andWhere("d.status = 'closed'")
    if (status === 'open') query.andWhere(`d.status = 'open' AND NOT (${PROPOSED})`)
    if (status === 'proposed') query.andWhere(`d.status = 'open' AND ${PROPOSED}`)
    return query
  }

  async function distinct(company: string, column: 'owner' | 'channel'): Promise<string[]> {
    const query = items.query('d').select(`DISTINCT d.${column}`, 'word').where({ company }).orderBy('word')
    return (await query.getRawMany<{ word: string }>()).map(({ word }) => word)
  }

  return {
    byId: (id) => items.one({ id }),
    byIds: (ids) => inChunks(ids, (some) => items.many({ id: In(some) })),
    page: (filter, offset, limit) =>
      narrowed(filter)
        .orderBy(ORDERED_BY[filter.sort ?? 'date'], filter.way === 'descend' ? 'DESC' : 'ASC')
        .addOrderBy('d.id')
        .skip(offset)
        .take(limit)
        .getMany(),
    async totals(filter) {
      const row = await narrowed(filter)
        .select('COUNT(*)', 'count')
        .addSelect('SUM(d.ourFen)', 'ours')
        .addSelect('SUM(d.theirFen)', 'theirs')
        .addSelect("SUM(CASE WHEN d.status = 'open' THEN 1 ELSE 0 END)", 'open')
        .addSelect(`SUM(CASE WHEN d.status = 'open' AND ${PROPOSED} THEN 1 ELSE 0 END)`, 'proposed')
        .getRawOne<Record<'count' | 'ours' | 'theirs' | 'open' | 'proposed', unknown>>()
      const proposed = integerOf(row?.proposed)
      return {
        count: integerOf(row?.count),
        ourFen: integerOf(row?.ours),
        theirFen: integerOf(row?.theirs),
        open: integerOf(row?.open) - proposed,
        proposed,
      }
    },
    known: async (company) => ({
      owners: await distinct(company, 'owner'),
      channels: await distinct(company, 'channel'),
    }),
    assign: async (id, owner) => (await items.update({ owner }, { id, status: 'open' })) === 1,
    close: async (id, closedBy, at) =>
      (await items.update({ status: 'closed', closedBy, closedAt: at }, { id, status: 'open' })) === 1,
    reopen: async (id, closedBy) =>
      (await items.update({ status: 'open', closedBy: null, closedAt: null }, { id, status: 'closed', closedBy })) ===
      1,

    insertResolution: (record) => resolutions.insertMany([record]),
    resolutionsOf: (differenceId) => resolutions.many({ differenceId }, { at: 'ASC', id: 'ASC' }),
    resolutionById: (id) => resolutions.one({ id }),
    resolutionsByIds: (ids) => inChunks(ids, (some) => resolutions.many({ id: In(some) })),
    insertEvents: (rows) => events.insertMany(rows),
    eventsOf: (differenceId) => events.many({ differenceId }, { at: 'ASC', id: 'ASC' }),
    async proposalsOf(subject) {
      const item = await items.one({ id: subject })
      if (!item) return []
      return approvals.many({ company: item.company, deed: RESOLVE_ACTION, subject }, { madeAt: 'ASC', id: 'ASC' })
    },
    async openProposals(company, ids) {
      const found = await inChunks(ids, (some) =>
        approvals.many({ company, status: 'proposed', deed: RESOLVE_ACTION, subject: In(some) }),
      )
      return new Map(found.map(({ subject, id }) => [subject, id]))
    },

    async writeOff(company, month, amountFen, mostFen) {
      const add = () =>
        months.update(
          { writtenOffFen: () => 'written_off_fen + :amountFen' },
          { company, month },
          'written_off_fen + :amountFen <= :mostFen',
          { amountFen, mostFen },
        )
      if ((await add()) === 1) return true
      if (amountFen > mostFen) return false
      if ((await months.insert({ company, month, writtenOffFen: amountFen })) === 'inserted') return true
      return (await add()) === 1
    },
    async correctPayment(id, byFen) {
      await payments.update({ correctedFen: () => 'COALESCE(corrected_fen, 0) + :byFen' }, { id }, undefined, { byFen })
    },
    async paymentsOf(company, channel, keys) {
      const source = channel as PaymentSource
      const found = await inChunks(keys, (some) => payments.many({ company, source, transactionId: In(some) }))
      return new Map(
        found.map(({ transactionId, id, paidOn, amountFen, filedOn }): [string, PaymentInBooks] => [
          transactionId,
          { id, paidOn, amountFen, filedOn },
        ]),
      )
    },
    async notificationOf(company, channel, transactionId, around) {
      const [found] = await inbox.many(
        {
          company,
          channel: channel as InboxEntry['channel'],
          processedAt: Between(around - BEFORE_MS, around + AFTER_MS),
          // The event is kept as JSON text; TypeORM would turn a plain value into JSON once more.
          event: Like(`%"transactionId":"${transactionId.replace(/[^A-Za-z0-9_-]/g, '')}"%`) as never,
        },
        { receivedAt: 'ASC' },
        1,
      )
      return found
    },
  }
}

/** Claims on channels, and what came back of them. */
export function channelClaimStore(manager: EntityManager): ChannelClaimStore {
  const claims = rowsOf(manager, tables.channelClaims)
  const returns = rowsOf(manager, tables.channelClaimReturns)

  function narrowed({ company, openOnly }: { company: string; openOnly: boolean }) {
    const query = claims.query('c').where('c.company = :company', { company })
    if (openOnly) query.andWhere('c.returnedFen < c.amountFen')
    return query
  }
  const ordered = (of: { company: string; openOnly: boolean }) => narrowed(of).orderBy('c.openedOn').addOrderBy('c.id')

  return {
    insert: (claim) => claims.insertMany([claim]),
    byIds: (ids) => inChunks(ids, (some) => claims.many({ id: In(some) })),
    ofDifference: (differenceId) => claims.many({ differenceId }, { openedAt: 'ASC', id: 'ASC' }),
    open: async (company) => ordered({ company, openOnly: true }).getMany(),
    page: async (of, offset, limit) => ordered(of).skip(offset).take(limit).getMany(),
    count: (of) => narrowed(of).getCount(),
    giveBack: async (id, amountFen) =>
      (await claims.update(
        { returnedFen: () => 'returned_fen + :amountFen' },
        { id },
        'returned_fen + :amountFen BETWEEN 0 AND amount_fen',
        { amountFen },
      )) === 1,
    insertReturn: (row) => returns.insertMany([row]),
    returnsOf: async (claimIds) => {
      const found = await inChunks(claimIds, (some) => returns.many({ claimId: In(some) }))
      return found.sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
    },
    returnsBy: (entryId) => returns.many({ entryId }, { at: 'ASC', id: 'ASC' }),
  }
}
