import { answered, prepay, refusal, rulebookOf } from '../../support/estimate'

const METERED = { billing: 'metered', buildingArea: '100' }

describe('Baoji', () => {
  test.each([
    ['residential', 204_000, 16_000],
    ['non-residential', 284_000, 16_000],
    ['low-income', 117_800, 16_000],
  ])('BO1: %s of 100 m² is printed as heat %i fen and station %i fen', (use, heat, station) => {
    const { prepay: sheet } = answered('baoji', { use, buildingArea: '100' })
    expect(sheet.lines.map(({ amountFen }) => amountFen)).toEqual([heat, station])
    expect(sheet.totalFen).toBe(heat + station)
  })

  test('BO1, C1: each printed line is rounded for itself, and the total is their sum', () => {
    // 11.78 × 60.11 = 708.0958, 1.6 × 60.11 = 96.176; 13.38 × 60.11 in one would be 804.27
    const { prepay: sheet } = answered('baoji', { use: 'low-income', buildingArea: '60.11' })
    expect(sheet.lines.map(({ amountFen }) => amountFen)).toEqual([70_810, 9_618])
    expect(sheet.totalFen).toBe(80_428)
  })

  test.each([
    ['residential', 66_000, 100_000, -54_000],
    ['non-residential', 90_000, 136_000, -74_000],
    ['low-income', 40_160, 67_000, -26_640],
  ])(
    'BO2, BO8: metered %s, 100 m² and 10000 kWh: base %i, energy %i, adjustment %i fen',
    (use, base, energy, adjustment) => {
      const answer = answered('baoji', { ...METERED, use, heat: { quantity: '10000', unit: 'kWh' } })
      expect(answer.metered?.lines.map(({ amountFen }) => amountFen)).toEqual([base, energy])
      expect(answer.settlement).toEqual({ adjustmentFen: adjustment })
    },
  )

  test('BO2: a base price of three decimals is not rounded before it is multiplied', () => {
    const { metered } = answered('baoji', {
      ...METERED,
      use: 'low-income',
      buildingArea: '60.11',
      heat: { quantity: '1', unit: 'kWh' },
    })
    // 60.11 × 1.004 × 4 = 241.40176; 0.067 → 0.07
    expect(metered?.lines).toMatchObject([
      { formula: '60.11 m² × 1.004 元/(月·m²) × 4 月', amountFen: 24_140 },
      { formula: '1 kWh × 0.067 元/kWh', amountFen: 7 },
    ])
  })

  test('BO8: more heat than the area fee is a top-up, without a cap', () => {
    const answer = answered('baoji', { ...METERED, heat: { quantity: '30000', unit: 'kWh' } })
    expect(answer.settlement).toEqual({ adjustmentFen: 146_000 }) // 660 + 3000 − 2200
  })

  test('BO7: suspended on a metered estate, the base fee × 4 × area; on an area estate, nothing', () => {
    expect(answered('baoji', { ...METERED, service: 'suspended' }).prepay).toMatchObject({
      lines: [{ formula: '100.00 m² × 1.65 元/(月·m²) × 4 月', rule: 'BO7', amountFen: 66_000 }],
      totalFen: 66_000,
    })
    expect(prepay('baoji', { ...METERED, use: 'non-residential', service: 'suspended' })).toBe(90_000)
    expect(prepay('baoji', { buildingArea: '100', service: 'suspended' })).toBe(0)
    expect(refusal('baoji', { billing: 'metered', service: 'suspended' })).toContain('建筑面积')
  })

  test('BO7: a suspended home’s meter that stood still settles to nothing; one that ran is refused', () => {
    const suspended = { ...METERED, service: 'suspended' }
    expect(answered('baoji', { ...suspended, heat: { quantity: '0', unit: 'kWh' } })).toMatchObject({
      metered: { totalFen: 66_000 },
      settlement: { adjustmentFen: 0 },
    })
    expect(refusal('baoji', { ...suspended, heat: { quantity: '5', unit: 'kWh' } })).toContain('停热')
  })

  test('BO5, BO7: a suspended household’s unpaid base fee runs a late fee; nothing owed runs none', () => {
    const asOf = '2025-12-10'
    expect(answered('baoji', { ...METERED, service: 'suspended', asOf }).owed?.lateFeeFen).toBe(1_320) // 660 × 2 ‰ × 10
    expect(answered('baoji', { service: 'suspended', asOf }).owed).toMatchObject({ totalFen: 0, lateFeeFen: 0 })
  })

  test('C7: the whole fee at once; C10: other uses, other sources and moving out are refused', () => {
    expect(answered('baoji', { buildingArea: '100' }).instalments).toEqual({ allowed: false })
    expect(refusal('baoji', { use: 'office', buildingArea: '100' })).toContain('没有公布')
    expect(refusal('baoji', { heatSource: 'gas', buildingArea: '100' })).toContain('燃气')
    expect(refusal('baoji', { buildingArea: '100', movedOutOn: '2025-12-20' })).toContain('搬迁')
  })

  test('BO3, BO4, BO9, BO10: card holders, review, changes in a hall, promises are in the rulebook', () => {
    const { payment, lowIncomeReview, changes, promises, hotline, season } = rulebookOf('baoji')
    expect(payment.cardHoldersOnly?.otherwise).toContain('小区管理方')
    expect(lowIncomeReview).toMatchObject({ uses: ['low-income'], rule: 'BO4' })
    expect(changes?.rule).toBe('BO9')
    expect(promises.map(({ within }) => within.replace(/内.*/, ''))).toEqual([
      '30 分钟',
      '2 小时',
      '6–8 小时',
      '12 小时',
      '24 小时',
    ])
    expect([hotline, season.promisedCelsius]).toEqual(['0917-2801112', '18'])
  })
})
