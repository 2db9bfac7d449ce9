import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EstimateAnswer, estimateRequest } from '../../contract/estimates'
import { faultText, loadRulebooks, readRulebook } from '../../server/adapters/rulebooks/loadRulebooks'
import { estimate } from '../../server/domain/billing/estimate'
import type { Rulebook } from '../../server/domain/rulebook/rulebook'
import { isRefused, type NoPrice } from '../../server/domain/tariff/area'

const EXAMPLES = join(__dirname, '../../config/rulebooks/examples')

/** The example files, each with its worked cases checked as a company's file is. */
export function exampleCities(): readonly Rulebook[] {
  const loaded = loadRulebooks(EXAMPLES)
  if (loaded.outcome === 'wrong') throw new Error(loaded.faults.map(faultText).join('\n'))
  return loaded.rulebooks.all()
}

/** The text of an example file. */
export function cityText(city: string): string {
  return readFileSync(join(EXAMPLES, `${city}.yaml`), 'utf8')
}

/** A city's rulebook, with its text rewritten where a case is about another text. */
export function cityOf(city: string, rewrite: (text: string) => string = (text) => text): Rulebook {
  const read = readRulebook(`${city}.yaml`, rewrite(cityText(city)))
  if (read.outcome === 'wrong') throw new Error(read.faults.map(faultText).join('\n'))
  return read.rulebook
}

/** Asks the calculator of a rulebook, through the published schema. */
export function askOf(rulebook: Rulebook, fields: Record<string, unknown>): EstimateAnswer | NoPrice {
  const request = { company: rulebook.id, season: '2026-2027', use: 'residential', ...fields }
  return estimate(rulebook, estimateRequest.parse(request))
}

/** The answer of a question that has one. */
export function answerOf(rulebook: Rulebook, fields: Record<string, unknown>): EstimateAnswer {
  const answer = askOf(rulebook, fields)
  if (isRefused(answer)) throw new Error(`refused: ${answer.reason}`)
  return answer
}

/** The template that a company's file begins with. */
export function templateRulebook(): Rulebook {
  const read = readRulebook('template.yaml', readFileSync(join(EXAMPLES, '../../rulebook-template.yaml'), 'utf8'))
  if (read.outcome === 'wrong') throw new Error(read.faults.map(faultText).join('\n'))
  return read.rulebook
}
