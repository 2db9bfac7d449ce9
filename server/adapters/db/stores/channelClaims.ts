import { type EntityManager, In } from 'typeorm'
import type { ChannelClaimStore } from '../../../application/differences/channelClaimPort'
import * as tables from '../entities'
import { rowsOf } from '../rows'
import { inChunks } from './filters'

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
