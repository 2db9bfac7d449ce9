import { parseYuan, yuanText } from '../../../contract/money'
import { estimate } from '../../domain/billing/estimate'
import type { Incoherence } from '../../domain/rulebook/coherence'
import type { SeasonExample } from '../../domain/rulebook/example'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { estimateGas } from '../../domain/tariff/estimateGas'
import { isRefused } from '../../domain/tariff/refusal'

/** Reckons each worked example of a rulebook and gives where, and by how much, it comes out otherwise than written. */
export function exampleFaults(rulebook: Rulebook): Incoherence[] {
  const seasons = rulebook.examples.flatMap((example, index) => {
    const got = reckon(rulebook, example)
    return Object.entries(example.expect).flatMap(([what, expected]) => {
      const outcome = got[what as keyof typeof got]
      if (sameOutcome(outcome, expected)) return []
      const reason = `“${example.name}”应为 ${expected}，算得 ${outcome ?? got.reason ?? '无此结果'}`
      return [{ path: ['examples', index, 'expect', what], reason }]
    })
  })
  const gas = rulebook.gasExamples.flatMap((example, index) => {
    const sheet = estimateGas(rulebook, example.ask)
    const got = isRefused(sheet) ? sheet.reason : yuanText(sheet.totalFen)
    if (sameOutcome(got, example.expect.total)) return []
    const reason = `“${example.name}”应为 ${example.expect.total}，算得 ${got}`
    return [{ path: ['gasExamples', index, 'expect', 'total'], reason }]
  })
  return [...seasons, ...gas]
}

type Reckoned = { [K in Exclude<keyof SeasonExample['expect'], 'refused'>]?: string | undefined } & {
  refused: boolean
  reason?: string
}

function reckon(rulebook: Rulebook, { ask }: SeasonExample): Reckoned {
  const payments = ask.payments.map(({ on, amount }) => ({ on, amountFen: parseYuan(amount) ?? 0 }))
  const answer = estimate(rulebook, { ...ask, company: rulebook.id, payments })
  if (isRefused(answer)) return { refused: true, reason: answer.reason }
  const { prepay, metered, settlement, instalments, owed } = answer
  return {
    refused: false,
    prepay: yuanText(prepay.totalFen),
    metered: metered ? yuanText(metered.totalFen) : undefined,
    adjustment: settlement ? yuanText(settlement.adjustmentFen) : undefined,
    firstPart: instalments.allowed ? yuanText(instalments.minimumFirstFen) : undefined,
    balanceDueOn: instalments.allowed ? instalments.balanceDueOn : undefined,
    principal: owed ? yuanText(owed.principalFen) : undefined,
    lateFee: owed ? yuanText(owed.lateFeeFen) : undefined,
    owed: owed ? yuanText(owed.totalFen) : undefined,
    credit: owed ? yuanText(owed.creditFen) : undefined,
  }
}

/** Amounts are compared as money, so that 2200 and 2200.00 are the same; all else as written. */
function sameOutcome(got: string | boolean | undefined, expected: string | boolean): boolean {
  if (typeof got !== 'string' || typeof expected !== 'string') return got === expected
  return got === expected || (parseYuan(got) !== undefined && parseYuan(got) === parseYuan(expected))
}
