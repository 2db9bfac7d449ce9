import { answered, prepay, refusal, rulebookOf } from '../../support/estimate'

const metered = (quantity: string, buildingArea = '100') =>
  answered('binzhou', { billing: 'metered', buildingArea, heat: { quantity, unit: 'kWh' } })

describe('Binzhou', () => {
  test('BZ1: residential 22 per m²; metered 6.6 per m² and 0.14 per kWh, by 滨价发〔2018〕97号', () => {
    expect(prepay('binzhou', { buildingArea: '89.33' })).toBe(196_526)
    expect(metered('10000').metered?.lines).toMatchObject([
      { formula: '100.00 m² × 6.60 元/m²', source: '滨价发〔2018〕97号', amountFen: 66_000 },
      { formula: '10000 kWh × 0.14 元/kWh', source: '滨价发〔2018〕97号', amountFen: 140_000 },
    ])
  })

  test('BZ2: the notice’s first example: area 2200, metered 2060, refund 140', () => {
    expect(metered('10000')).toMatchObject({
      prepay: { totalFen: 220_000 },
      metered: { totalFen: 206_000 },
      settlement: { adjustmentFen: -14_000 },
    })
  })

  test('BZ2: the notice’s second example: metered 2760, excess 560, top-up 220', () => {
    expect(metered('15000')).toMatchObject({
      metered: { totalFen: 276_000 },
      settlement: { adjustmentFen: 22_000 },
    })
  })

  test('BZ2: below the limit the whole excess is paid; the limit is rounded half up to fen', () => {
    expect(metered('11500').settlement?.adjustmentFen).toBe(7_000) // 660 + 1610 − 2200
    expect(metered('11000').settlement?.adjustmentFen).toBe(0) // 660 + 1540
    // 33.33 m²: area fee 733.26, a tenth is 73.326
    expect(metered('5000', '33.33').settlement?.adjustmentFen).toBe(7_333)
  })

  test('C5: a broken meter settles on the area fee', () => {
    const broken = answered('binzhou', {
      billing: 'metered',
      buildingArea: '100',
      heat: { quantity: '15000', unit: 'kWh' },
      meterFaulty: true,
    })
    expect(broken).toMatchObject({ metered: { totalFen: 220_000 }, settlement: { adjustmentFen: 0 } })
  })

  test('C10: other uses, suspension and moving out have no price or rule', () => {
    expect(refusal('binzhou', { use: 'commercial', buildingArea: '100' })).toContain('没有公布')
    expect(refusal('binzhou', { buildingArea: '100', service: 'suspended' })).toContain('停热')
    expect(refusal('binzhou', { buildingArea: '100', movedOutOn: '2025-12-20' })).toContain('搬迁')
    expect(refusal('binzhou', {})).toContain('建筑面积')
  })

  test('BZ5: card and identity number bind; four things must match; the bank card is checked first', () => {
    const { bindingProof, refunds, hotline } = rulebookOf('binzhou')
    expect(bindingProof).toBe('identity-number')
    expect(refunds).toMatchObject({
      mustMatch: ['owner', 'identity-number', 'bank-card', 'phone'],
      photos: ['identity-card', 'bank-card'],
      bankCardCheckedFirst: true,
    })
    expect(hotline).toBe('968111')
  })
})
