import { formatYuan } from '../../../../contract/money'
import { nameOf, oursOf } from '../../../domain/difference/facts'
import type { ResolutionRule } from '../resolve/resolution'
import { waitForArrival } from '../resolve/waitForArrival'

/** 未到账，继续等待: what is missing is never acknowledged, since money has to come; it is waited for until a day. */
export const awaitArrival = {
  name: 'await-arrival',
  of: ['missing'],
  fits: (_, { missing }) => missing !== null,
  amount: () => null,
  sentence: (item, facts) =>
    `${nameOf(item, facts)} 应到账的 ${formatYuan(oursOf(item))} 还没有到，继续在途，到提醒日再看`,
  needs: ['remind-day'],
  truth: null,
  run: waitForArrival,
} satisfies ResolutionRule
