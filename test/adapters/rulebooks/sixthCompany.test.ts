import { balanceDueOn } from '../../../server/domain/billing/instalments'
import { seasonDates } from '../../../server/domain/calendar/season'
import { answered, rulebookOf } from '../../support/estimate'

const HEAT = (quantity: string) => ({
  billing: 'metered',
  season: '2024-2025',
  buildingArea: '100',
  heat: { quantity, unit: 'MWh' },
})

describe('a sixth company, invented, is one YAML file and no code', () => {
  test('it charges by the month as Lanzhou does, with its own six months and a price that changed', () => {
    expect(answered('xueling', { season: '2024-2025', buildingArea: '100' }).prepay.lines[0]?.formula).toBe(
      '100.00 m² × 4.00 元/(月·m²) × 6 月',
    )
    expect(answered('xueling', { buildingArea: '100' }).prepay.totalFen).toBe(252_300)
    expect(seasonDates(rulebookOf('xueling'), '2025-2026')).toMatchObject({
      startsOn: '2025-10-20',
      endsOn: '2026-04-20',
      days: 183,
    })
  })

  test('it prints two lines as Baoji does, one of them by the month', () => {
    const { lines } = answered('xueling', { use: 'hotel', heatSource: 'district', buildingArea: '10' }).prepay
    expect(lines.map(({ amountFen }) => amountFen)).toEqual([36_000, 1_500])
  })

  test('it charges Baoji’s late fee from its own day, on what a part payment leaves', () => {
    const payments = [{ on: '2024-11-03', amountFen: 101_440 }]
    // 2400.00: Nov 1–3 14.40, then 1400.00 left: 2.80 a day
    expect(
      answered('xueling', { season: '2024-2025', buildingArea: '100', payments, asOf: '2024-11-05' }).owed,
    ).toMatchObject({
      principalFen: 140_000,
      lateFeeFen: 560,
    })
  })

  test('it caps a top-up as Binzhou does, and refunds whole', () => {
    expect(answered('xueling', HEAT('20')).settlement).toEqual({ adjustmentFen: 24_000 }) // 720 + 2400, a tenth of 2400
    expect(answered('xueling', HEAT('10')).settlement).toEqual({ adjustmentFen: -48_000 }) // 720 + 1200 − 2400
  })

  test('it takes instalments by consent, keeps a suspended home’s fee, pro-rates who moved out', () => {
    expect(balanceDueOn(rulebookOf('xueling'), '2025-2026')).toBe('2026-01-20')
    expect(answered('xueling', { ...HEAT('0'), service: 'suspended' }).prepay.totalFen).toBe(72_000)
    const moved = { season: '2025-2026', use: 'residential', buildingArea: '100', movedOutOn: '2026-01-19' }
    expect(answered('xueling', moved).prepay.totalFen).toBe(126_839) // 2523.00 × 92 ÷ 183
  })
})
