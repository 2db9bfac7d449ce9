import { formatYuan } from '../../../../contract/money'
import { nameOf, oursOf } from '../../../domain/difference/facts'
import type { ResolutionRule } from '../resolve/resolution'
import { waitForArrival } from '../resolve/waitForArrival'

/** 向银行查询未到账款项: what is missing is asked after at our bank, and waited for until a day. */
export const askBank = {
  name: 'ask-bank',
  of: ['missing'],
  fits: (_, { missing }) => missing !== null,
  amount: () => null,
  sentence: (item, facts) =>
    `就${nameOf(item, facts)} 应到账的 ${formatYuan(oursOf(item))} 向银行查询，款项继续在途，到提醒日再看`,
  needs: ['remind-day'],
  truth: null,
  run: waitForArrival,
} satisfies ResolutionRule
