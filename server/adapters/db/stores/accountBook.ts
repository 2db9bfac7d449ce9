import { Between, Brackets, type EntityManager, In, IsNull, LessThanOrEqual, MoreThanOrEqual, Not } from 'typeorm'
import type { AccountBookStore } from '../../../application/ports/accountBook'
import * as tables from '../entities'
import { integerOf, rowsOf } from '../rows'
import { inChunks } from './filters'

const EARLIEST = '0000-00-00'
const LATEST = '9999-12-31'

/** A word's characters in their order, whatever stands between them: 张伟 finds 张*伟, 张 伟. `!` instead of a backslash. */
const inOrder = (word: string): string => `%${[...word].map((one) => one.replace(/[!%_]/, '!$&')).join('%')}%`

/** Our own accounts: what statements say they held, and what the ledger's account `bank` says. */
export function accountBookStore(manager: EntityManager): AccountBookStore {
  const balances = rowsOf(manager, tables.statementBalances)
  const signed = rowsOf(manager, tables.signedReconciliations)
  const entries = rowsOf(manager, tables.bankEntries)
  const transits = rowsOf(manager, tables.transits)
  const transfers = rowsOf(manager, tables.transfers)
  const differences = rowsOf(manager, tables.differences)
  return {
    async keepBalance(balance) {
      const { company, account, date, ...to } = balance
      if ((await balances.update(to, { company, account, date })) === 0) await balances.insert(balance)
    },
    balances: (company, account, until) =>
      balances.many({ company, account, date: LessThanOrEqual(until) }, { date: 'ASC' }),
    linesOf: (company, account) => entries.many({ company, account }, { statedOn: 'ASC', line: 'ASC', id: 'ASC' }),
    bankTransfers: (company, until) =>
      transfers.many(
        [
          { company, debitAccount: 'bank', effectiveOn: LessThanOrEqual(until) },
          { company, creditAccount: 'bank', effectiveOn: LessThanOrEqual(until) },
        ],
        { effectiveOn: 'ASC', id: 'ASC' },
      ),
    payoutTransits: (company) => transits.many({ company, party: 'payout' }, { id: 'ASC' }),
    async page({ company, account, from = EARLIEST, to = LATEST, state, words, amounts }, offset, limit) {
      const query = entries
        .query('e')
        .where({ company, account, replacedBy: IsNull(), bookedOn: Between(from, to) })
        .andWhere(state === 'all' ? '1 = 1' : { arrivalId: state === 'open' ? IsNull() : Not(IsNull()) })
      for (const [at, word] of words.entries()) {
        query.andWhere(
          `(${['remark', 'bankReference', 'ourReference'].map((name) => `e.${name} LIKE :word${at} ESCAPE '!'`).join(' OR ')})`,
          { [`word${at}`]: inOrder(word) },
        )
      }
      if (amounts.length > 0) {
        query.andWhere(
          new Brackets((any) => {
            for (const { fromFen, toFen } of amounts) any.orWhere({ amountFen: Between(fromFen, toFen) })
          }),
        )
      }
      const ordered = query.orderBy('e.bookedOn', 'DESC').addOrderBy('e.line', 'DESC').addOrderBy('e.id', 'DESC')
      const [rows, total] = await ordered.skip(offset).take(limit).getManyAndCount()
      return { rows, total }
    },
    async openOf(company, account) {
      const found = await entries
        .query('e')
        .select('COUNT(*)', 'count')
        .addSelect("SUM(CASE WHEN e.direction = 'credit' THEN e.amountFen ELSE 0 - e.amountFen END)", 'fen')
        .where({ company, account, replacedBy: IsNull(), arrivalId: IsNull() })
        .getRawOne<{ count: unknown; fen: unknown }>()
      return { count: integerOf(found?.count), fen: integerOf(found?.fen) }
    },
    transitsOfArrivals: (ids) =>
      inChunks(ids, (some) => transits.many({ arrivalId: In(some) }, { sentOn: 'ASC', reference: 'ASC' })),
    entriesOfArrivals: (ids) => inChunks(ids, (some) => entries.many({ arrivalId: In(some) }, { id: 'ASC' })),
    differencesOf: (company, channel, keys) =>
      inChunks(keys, (some) =>
        differences.many({ company, channel, bill: 'statement', key: In(some) }, { openedAt: 'ASC', id: 'ASC' }),
      ),
    onTheWay: (company) =>
      transits.many({ company, arrivalId: IsNull(), sentOn: MoreThanOrEqual(EARLIEST) }, { sentOn: 'ASC', id: 'ASC' }),
    insertSigned: (row) => signed.insert(row),
    signedOf: (company, account, month) => signed.many({ company, account, month }, { id: 'DESC' }),
  }
}
