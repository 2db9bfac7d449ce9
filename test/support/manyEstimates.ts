import { createHash } from 'node:crypto'
import { type EstimateRequest, estimateRequest } from '../../contract/estimates'
import { BILLINGS, HEAT_SOURCES, HEAT_UNITS, SERVICES, STOREYS, USES } from '../../contract/words'
import { estimate } from '../../server/domain/billing/estimate'
import { addDays } from '../../server/domain/calendar/civilDate'
import type { Rulebook } from '../../server/domain/rulebook/rulebook'
import { seeded } from './chance'

/** Questions as households of all kinds would ask them, the same at each call. */
export function manyQuestions(company: string, count: number): EstimateRequest[] {
  const chance = seeded([...company].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7))
  const below = (bound: number): number => Math.floor(chance() * bound)
  const one = <Value>(of: readonly Value[]): Value => of[below(of.length)] as Value
  const often = (share: number): boolean => chance() < share
  const hundredths = (bound: number): string => {
    const value = 1 + below(bound)
    return `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`
  }
  return Array.from({ length: count }, () => {
    const year = 2023 + below(5)
    const day = (): string => addDays(`${year}-07-01`, below(420))
    const fields = {
      company,
      season: `${year}-${year + 1}`,
      use: often(0.5) ? 'residential' : one(USES),
      ...(often(0.6) ? { heatSource: one(HEAT_SOURCES) } : {}),
      billing: one(BILLINGS),
      ...(often(0.95) ? { buildingArea: hundredths(30_000) } : {}),
      ...(often(0.3) ? { usableArea: hundredths(25_000) } : {}),
      ...(often(0.5) ? { storeys: one(STOREYS), storeyHeight: `${2 + below(5)}.${below(10)}` } : {}),
      service: often(0.8) ? 'heating' : one(SERVICES),
      ...(often(0.08) ? { movedOutOn: day() } : {}),
      ...(often(0.6) ? { heat: { quantity: `${below(20_000)}.${below(1000)}`, unit: one(HEAT_UNITS) } } : {}),
      meterFaulty: often(0.05),
      payments: Array.from({ length: below(4) }, () => ({ on: day(), amountFen: 1 + below(300_000) })),
      ...(often(0.7) ? { asOf: addDays(day(), below(400)) } : {}),
    }
    return estimateRequest.parse(fields)
  })
}

/** What a rulebook answers to them: a digest of all, how many were refused, and some whole answers to read. */
export function answersOf(rulebook: Rulebook, count: number) {
  const answers = manyQuestions(rulebook.id, count).map((question) => ({
    question,
    answer: estimate(rulebook, question),
  }))
  const refused = answers.filter(({ answer }) => 'refused' in answer).length
  const sampled = answers.filter((_, at) => at % Math.ceil(count / 40) === 0)
  return { digest: createHash('sha256').update(JSON.stringify(answers)).digest('hex'), count, refused, sampled }
}
