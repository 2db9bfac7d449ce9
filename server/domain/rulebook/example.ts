import { z } from 'zod'
import { civilDate, estimateRequest, gasEstimateRequest } from '../../../contract/estimates'
import { flag, text, yuan } from './scalars'

/**
 * A worked example inside a rulebook: what is asked, and what must come out, in yuan. Checked whenever the rulebook is
 * loaded, so that a wrong price stops the start instead of reaching a bill.
 */
const seasonQuestion = estimateRequest.omit({ company: true, meterFaulty: true, payments: true }).extend({
  meterFaulty: flag.default(false),
  payments: z.array(z.strictObject({ on: civilDate, amount: yuan })).default([]),
})

const expectation = z
  .strictObject({
    /** No price or no rule exists (C10); stands alone. */
    refused: flag,
    prepay: yuan,
    metered: yuan,
    adjustment: yuan,
    firstPart: yuan,
    balanceDueOn: civilDate,
    principal: yuan,
    lateFee: yuan,
    owed: yuan,
    credit: yuan,
  })
  .partial()
  .refine((expect) => Object.keys(expect).length > 0, '应写明结果')
  .refine((expect) => expect.refused === undefined || Object.keys(expect).length === 1, 'refused 应单独出现')

export const seasonExample = z.strictObject({
  name: text,
  ask: seasonQuestion,
  expect: expectation,
})
export type SeasonExample = z.output<typeof seasonExample>

export const gasExample = z.strictObject({
  name: text,
  ask: gasEstimateRequest.omit({ company: true }),
  expect: z.strictObject({ total: yuan }),
})
