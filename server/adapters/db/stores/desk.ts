import { Between, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm'
import type { TransferOrder } from '../../../../contract/orderWords'
import type { Days, DeskReader, TransferFilter } from '../../../application/ports/desk'
import type { Transfer } from '../../../domain/ledger/transfer'
import type { PaymentSource } from '../../../domain/payment/payment'
import * as tables from '../entities'
import { integerOf, rowsOf } from '../rows'
import { findMoney } from './findMoney'

const within = (company: string, { from, to }: Days) => ({ company, bill: 'trade' as const, date: Between(from, to) })

/** `!` instead of a backslash, which the engines read differently within quotes. */
const likeText = (text: string) => text.replace(/[!%_]/g, '!$&')

async function found<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, offset: number, limit: number) {
  const [rows, total] = await query.skip(offset).take(limit).getManyAndCount()
  return { rows, total }
}

/** The finance desk's questions; each is one statement. */
export function deskReader(manager: EntityManager): DeskReader {
  const runs = rowsOf(manager, tables.reconciliations)
  const files = rowsOf(manager, tables.channelFiles)
  const differences = rowsOf(manager, tables.differences)
  const payments = rowsOf(manager, tables.payments)
  const transfers = rowsOf(manager, tables.transfers)
  const households = rowsOf(manager, tables.households)
  const bills = rowsOf(manager, tables.bills)

  async function side(account: 'debitAccount' | 'creditAccount', company: string, until: string) {
    const rows = await transfers
      .query('t')
      .select(`t.${account}`, 'account')
      .addSelect('SUM(t.amountFen)', 'sum')
      .where('t.company = :company AND t.effectiveOn <= :until', { company, until })
      .groupBy(`t.${account}`)
      .getRawMany<{ account: string; sum: unknown }>()
    return new Map(rows.map(({ account: id, sum }) => [id, integerOf(sum)]))
  }

  return {
    runs: (company, days) => runs.many(within(company, days), { ranAt: 'ASC', id: 'ASC' }),
    files: (company, days) => files.many(within(company, days), { receivedAt: 'ASC', id: 'ASC' }),
    async openDifferences(company, days) {
      const rows = await differences
        .query('d')
        .select('d.channel', 'channel')
        .addSelect('d.date', 'date')
        .addSelect('COUNT(*)', 'count')
        .where({ ...within(company, days), status: 'open' })
        .groupBy('d.channel')
        .addGroupBy('d.date')
        .getRawMany<{ channel: PaymentSource; date: string; count: unknown }>()
      return rows.map((row) => ({ ...row, count: integerOf(row.count) }))
    },
    async taken(company, { from, to }) {
      const rows = await payments
        .query('p')
        .select('p.source', 'source')
        .addSelect('p.paidOn', 'date')
        .addSelect('SUM(p.amountFen)', 'sum')
        .addSelect('COUNT(*)', 'count')
        .where({ company, paidOn: Between(from, to) })
        .groupBy('p.source')
        .addGroupBy('p.paidOn')
        .getRawMany<{ source: PaymentSource; date: string; sum: unknown; count: unknown }>()
      return rows.map(({ source, date, sum, count }) => ({
        source,
        date,
        amountFen: integerOf(sum),
        payments: integerOf(count),
      }))
    },
    async accountTotals(company, until) {
      const [debits, credits] = [
        await side('debitAccount', company, until),
        await side('creditAccount', company, until),
      ]
      return [...new Set([...debits.keys(), ...credits.keys()])].sort().map((account) => ({
        account,
        debitFen: debits.get(account) ?? 0,
        creditFen: credits.get(account) ?? 0,
      }))
    },
    transfers: (filter, offset, limit) =>
      found(
        narrowed(transfers.query('t'), filter)
          .orderBy(TRANSFER_COLUMNS[filter.sort ?? 'recordedAt'], filter.way === 'ascend' ? 'ASC' : 'DESC')
          .addOrderBy('t.id', filter.way === 'ascend' ? 'ASC' : 'DESC'),
        offset,
        limit,
      ),
    households({ company, q }, offset, limit) {
      const query = households.query('h').where('1 = 1')
      if (company !== undefined) query.andWhere({ company })
      if (q !== undefined) {
        query.andWhere("(h.userCode LIKE :beginning ESCAPE '!' OR h.estate LIKE :part ESCAPE '!')", {
          beginning: `${likeText(q)}%`,
          part: `%${likeText(q)}%`,
        })
      }
      return found(query.orderBy('h.userCode').addOrderBy('h.id'), offset, limit)
    },
    ...findMoney(manager),
    async movedBefore({ account, ...filter }, { id, recordedAt }) {
      const sums = narrowed(transfers.query('t'), { ...filter, account })
        .select('SUM(CASE WHEN t.debitAccount = :account THEN t.amountFen ELSE 0 END)', 'debit')
        .addSelect('SUM(CASE WHEN t.creditAccount = :account THEN t.amountFen ELSE 0 END)', 'credit')
        .andWhere('(t.recordedAt < :recordedAt OR (t.recordedAt = :recordedAt AND t.id < :id))', { recordedAt, id })
      const row = await sums.getRawOne<{ debit: unknown; credit: unknown }>()
      return integerOf(row?.debit) - integerOf(row?.credit)
    },
    bill: (id) => bills.one({ id }),
    file: (id) => files.one({ id }),
  }
}

const TRANSFER_COLUMNS: Readonly<Record<TransferOrder, string>> = {
  recordedAt: 't.recordedAt',
  effectiveOn: 't.effectiveOn',
  amount: 't.amountFen',
  event: 't.event',
}

function narrowed(query: SelectQueryBuilder<Transfer>, filter: TransferFilter): SelectQueryBuilder<Transfer> {
  const { company, account, event, from, to, evidenceKind, evidenceId } = filter
  query.where({ company })
  if (account !== undefined) query.andWhere('(t.debitAccount = :account OR t.creditAccount = :account)', { account })
  if (event !== undefined) query.andWhere({ event })
  if (from !== undefined) query.andWhere('t.effectiveOn >= :from', { from })
  if (to !== undefined) query.andWhere('t.effectiveOn <= :to', { to })
  if (evidenceKind !== undefined) query.andWhere({ evidenceKind })
  if (evidenceId !== undefined) query.andWhere({ evidenceId })
  return query
}
