import { join } from 'node:path'
import { type EstimateAnswer, estimateRequest } from '../../contract/estimates'
import { faultText, loadRulebooks } from '../../server/adapters/rulebooks/loadRulebooks'
import { estimate } from '../../server/domain/billing/estimate'
import type { Rulebook, Rulebooks } from '../../server/domain/rulebook/rulebook'
import type { NoPrice } from '../../server/domain/tariff/area'

/** Rulebooks of a folder under the project root; a wrong one fails the test that asks. */
function rulebooksIn(folder: string): Rulebooks {
  const loaded = loadRulebooks(join(__dirname, '../..', folder))
  if (loaded.outcome === 'wrong') throw new Error(loaded.faults.map(faultText).join('\n'))
  return loaded.rulebooks
}

export const rulebooks = rulebooksIn('config/rulebooks')

export const invented = rulebooksIn('test/fixtures/rulebooks')

export function rulebookOf(company: string): Rulebook {
  const rulebook = rulebooks.get(company) ?? invented.get(company)
  if (!rulebook) throw new Error(`no rulebook ${company}`)
  return rulebook
}

/** Asks the fee calculator as a client would: the request passes the published schema first. */
export function ask(company: string, fields: Record<string, unknown>): EstimateAnswer | NoPrice {
  const request = estimateRequest.parse({ company, season: '2025-2026', use: 'residential', ...fields })
  return estimate(rulebookOf(company), request)
}

/** The answer of a question that has one. */
export function answered(company: string, fields: Record<string, unknown>): EstimateAnswer {
  const answer = ask(company, fields)
  if ('refused' in answer) throw new Error(`refused: ${answer.reason}`)
  return answer
}

/** The fee up front, in fen. */
export function prepay(company: string, fields: Record<string, unknown>): number {
  return answered(company, fields).prepay.totalFen
}

/** The reason of a refusal; undefined when it was answered. */
export function refusal(company: string, fields: Record<string, unknown>): string | undefined {
  const answer = ask(company, fields)
  return 'refused' in answer ? answer.reason : undefined
}
