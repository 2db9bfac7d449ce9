import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answerLine, plannedRequests } from '../../support/goldenEstimates'

const FILE = join(__dirname, '../../fixtures/estimates/five-companies.txt')

/** Kept answers: one line each, in the order of the questions. GOLDEN=write keeps them anew; look at what changed. */
const COUNT = 5000

const SEED = 20_261_115

describe('what five companies answer to 5 000 questions', () => {
  const asked = plannedRequests(COUNT, SEED)
  const found = asked.map(answerLine)

  test('is what it was: amounts, lines, formulas and sources', () => {
    if (process.env.GOLDEN === 'write') writeFileSync(FILE, `${found.join('\n')}\n`)
    const kept = readFileSync(FILE, 'utf8').trimEnd().split('\n')
    const differences = found.flatMap((line, index) =>
      line === kept[index] ? [] : [{ asked: asked[index], was: kept[index], is: line }],
    )
    expect(differences).toEqual([])
    expect(kept).toHaveLength(COUNT)
  })

  test('covers each company with answers and with refusals', () => {
    for (const company of ['baoji', 'beijing', 'binzhou', 'lanzhou', 'tangshan']) {
      const own = found.filter((_, index) => asked[index]?.company === company)
      expect(own.filter((line) => line !== '-').length).toBeGreaterThan(300)
      expect(own.filter((line) => line === '-').length).toBeGreaterThan(100)
    }
  })
})
