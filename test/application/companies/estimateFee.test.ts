import { estimateRequest, gasEstimateRequest } from '../../../contract/estimates'
import { createEstimateFee } from '../../../server/application/companies/companies'
import { rulebooks } from '../../support/estimate'

const { estimateFee, estimateGasFee } = createEstimateFee({ rulebooks })

const asked = (company: string, use: string) =>
  estimateRequest.parse({ company, season: '2025-2026', use, heatSource: 'coal', buildingArea: '89.33' })

describe('the fee calculator’s verbs', () => {
  test('estimate a household of a known company', async () => {
    expect(await estimateFee(asked('lanzhou', 'residential'))).toMatchObject({
      outcome: 'estimated',
      answer: { prepay: { totalFen: 223_325 }, metered: null, settlement: null, owed: null },
    })
  })

  test('C10: tell apart what has no price and a company nobody knows', async () => {
    expect(await estimateFee(asked('lanzhou', 'public'))).toEqual({
      outcome: 'no-price',
      reason: expect.stringContaining('公建'),
    })
    expect(await estimateFee(asked('atlantis', 'residential'))).toEqual({ outcome: 'unknown-company' })
  })

  test('LZ6: estimate gas where the company has tiers', async () => {
    const gas = (company: string) =>
      estimateGasFee(gasEstimateRequest.parse({ company, home: 'ordinary', cubicMetres: '500' }))
    expect(await gas('lanzhou')).toMatchObject({ outcome: 'estimated', answer: { totalFen: 90_780 } })
    expect(await gas('beijing')).toMatchObject({ outcome: 'no-price' })
    expect(await gas('atlantis')).toEqual({ outcome: 'unknown-company' })
  })
})
