import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EstimateRequest } from '../../../contract/estimates'
import { answerLine, plannedRequests } from '../../support/goldenEstimates'

const FILE = join(__dirname, '../../fixtures/estimates/five-companies.txt')

/**
 * Answers as they were before a fee was lines that compose: one line each, in the order of the questions. GOLDEN=write keeps them
 * anew; what was corrected since is listed below instead, so that nothing else may change.
 */
const COUNT = 5000

const SEED = 20_261_115

/** What differs from the kept answers, and why: each a reading of a notice that was wrong. */
const CORRECTIONS: { why: string; holds(asked: EstimateRequest, was: string, is: string): boolean }[] = [
  {
    why: 'TS6: suspension is for residential homes only',
    holds: ({ company, use, service }, _was, is) =>
      company === 'tangshan' && use !== 'residential' && service === 'suspended' && is === '-',
  },
  {
    why: 'LZ1: 礼堂 is named with 商业; the words of the line change, no amount does',
    holds: ({ company, use }, was, is) =>
      company === 'lanzhou' && use === 'commercial' && was.split(' ')[0] === is.split(' ')[0],
  },
]

describe('what five companies answer to 5 000 questions', () => {
  const asked = plannedRequests(COUNT, SEED)
  const found = asked.map(answerLine)

  test('is what it was: amounts, lines, formulas and sources', () => {
    if (process.env.GOLDEN === 'write') writeFileSync(FILE, `${found.join('\n')}\n`)
    const kept = readFileSync(FILE, 'utf8').trimEnd().split('\n')
    const differences = found.flatMap((line, index) =>
      line === kept[index] ? [] : [{ asked: asked[index] as EstimateRequest, was: kept[index] ?? '', is: line }],
    )
    const corrected = differences.map(({ asked, was, is }) => CORRECTIONS.find((one) => one.holds(asked, was, is))?.why)
    expect(differences.filter((_, index) => corrected[index] === undefined)).toEqual([])
    expect([...new Set(corrected)].sort()).toEqual(CORRECTIONS.map(({ why }) => why).sort())
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
