import fc from 'fast-check'
import { estimateAnswer, estimateRequest } from '../../../contract/estimates'
import {
  BILLINGS,
  HEAT_SOURCES,
  HEAT_UNITS,
  type HeatSource,
  SERVICES,
  type Service,
  STOREYS,
  USES,
  type Use,
} from '../../../contract/words'
import { estimate } from '../../../server/domain/billing/estimate'
import { answered, refusal, rulebookOf } from '../../support/estimate'

describe('the fee calculator', () => {
  test('C4: a metered household prepays the area fee; owed is about that, not the settlement', () => {
    const home = { billing: 'metered', buildingArea: '100', heat: { quantity: '30', unit: 'GJ' }, asOf: '2026-05-01' }
    const answer = answered('lanzhou', home)
    expect(answer.prepay.totalFen).toBe(250_000)
    expect(answer.owed?.principalFen).toBe(250_000)
  })

  test('metered and settlement are null without heat, or charged by area; owed without a day', () => {
    expect(answered('lanzhou', { billing: 'metered', buildingArea: '100', meterFaulty: true })).toMatchObject({
      metered: null,
      settlement: null,
      owed: null,
    })
    const byArea = answered('lanzhou', { buildingArea: '100', heat: { quantity: '30', unit: 'GJ' } })
    expect([byArea.metered, byArea.settlement]).toEqual([null, null])
    expect(answered('lanzhou', { buildingArea: '100', payments: [{ on: '2025-12-01', amountFen: 5 }] }).owed).toBeNull()
  })

  test('fields that a price does not need are left aside', () => {
    const odd = { heatSource: 'coal', buildingArea: '100', usableArea: '1', storeys: 'single', storeyHeight: '9' }
    expect(answered('lanzhou', odd)).toEqual(answered('lanzhou', { heatSource: 'coal', buildingArea: '100' }))
  })

  test('C5: a broken meter settles on what was prepaid, whatever it shows, refund-only or not', () => {
    const home = { heatSource: 'district', usableArea: '75.02', billing: 'metered', meterFaulty: true }
    const broken = answered('tangshan', { ...home, heat: { quantity: '800', unit: 'kWh' } })
    expect(broken.metered).toEqual(broken.prepay)
    expect(broken.settlement).toEqual({ adjustmentFen: 0 })
  })

  test('C10: amounts that no account could hold are refused, not rounded', () => {
    const huge = { storeys: 'multi', storeyHeight: '999999999999', buildingArea: '99999999.99', use: 'public' }
    expect(refusal('tangshan', huge)).toContain('过大')
    const heat = { quantity: '999999999999', unit: 'MWh' }
    expect(refusal('lanzhou', { billing: 'metered', buildingArea: '99999999.99', heat })).toContain('过大')
    const most = Number.MAX_SAFE_INTEGER
    const payments = [1, 2].map(() => ({ on: '2025-12-01', amountFen: most }))
    expect(refusal('baoji', { buildingArea: '100', payments, asOf: '2025-12-01' })).toContain('过大')
  })

  test('whatever is asked is answered in the published shape or refused; totals are sums of lines', () => {
    const decimal = fc.oneof(
      fc.constantFrom('0', '3', '3.000001', '999999999999', '0.000001'),
      fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value.toFixed(3)),
    )
    const area = fc.oneof(
      fc.constantFrom('0.01', '99999999.99'),
      fc.integer({ min: 1, max: 100_000 }).map((hundredths) => (hundredths / 100).toFixed(2)),
    )
    const day = fc.constantFrom(
      '0001-01-01',
      '2025-11-14',
      '2025-11-15',
      '2025-12-20',
      '2026-03-15',
      '2026-07-01',
      '9999-12-31',
    )
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 })
    const mostly = <T>(usual: T, rest: readonly T[]) =>
      fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rest) })
    const request = fc.record({
      company: fc.constantFrom('beijing', 'tangshan', 'lanzhou', 'baoji', 'binzhou', 'xueling'),
      season: fc.constantFrom('2025-2026', '2027-2028', '0000-0001', '9998-9999'),
      use: mostly<Use>('residential', USES),
      heatSource: mostly<HeatSource | undefined>(undefined, ['district', ...HEAT_SOURCES]),
      billing: fc.constantFrom(...BILLINGS),
      buildingArea: maybe(area),
      usableArea: maybe(area),
      storeys: maybe(fc.constantFrom(...STOREYS)),
      storeyHeight: maybe(decimal),
      service: mostly<Service>('heating', SERVICES),
      movedOutOn: mostly<string | undefined>(undefined, ['2025-11-14', '2025-12-20', '2026-03-16']),
      heat: maybe(fc.record({ quantity: decimal, unit: fc.constantFrom(...HEAT_UNITS) })),
      meterFaulty: fc.boolean(),
      payments: fc.array(fc.record({ on: day, amountFen: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) }), {
        maxLength: 3,
      }),
      asOf: maybe(day),
    })
    let answers = 0
    fc.assert(
      fc.property(request, (fields) => {
        const asked = estimateRequest.parse(JSON.parse(JSON.stringify(fields)))
        const answer = estimate(rulebookOf(asked.company), asked)
        if ('refused' in answer) {
          expect(answer.reason).not.toBe('')
          return
        }
        answers += 1
        expect(estimateAnswer.parse(answer)).toEqual(answer)
        for (const sheet of [answer.prepay, ...(answer.metered ? [answer.metered] : [])]) {
          expect(sheet.totalFen).toBe(sheet.lines.reduce((sum, line) => sum + line.amountFen, 0))
          for (const line of sheet.lines) expect([line.label, line.formula, line.rule, line.source]).not.toContain('')
        }
        if (answer.owed) {
          const paid = asked.payments
            .filter(({ on }) => on <= (asked.asOf ?? ''))
            .reduce((sum, { amountFen }) => sum + amountFen, 0)
          expect(answer.owed.creditFen).toBeLessThanOrEqual(paid)
          expect(Math.min(answer.owed.totalFen, answer.owed.creditFen)).toBe(0)
        }
      }),
      { numRuns: 2000 },
    )
    expect(answers).toBeGreaterThan(300)
  })
})
