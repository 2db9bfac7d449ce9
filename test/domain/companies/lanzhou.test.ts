import { answered, prepay, refusal, rulebookOf } from '../../support/estimate'

describe('Lanzhou', () => {
  test.each([
    ['residential', 'coal', 250_000],
    ['office', 'coal', 350_000],
    ['hotel', 'coal', 410_000],
    ['commercial', 'coal', 460_000],
    ['residential', 'gas', 250_000],
    ['office', 'gas', 390_000],
    ['hotel', 'gas', 460_000],
    ['commercial', 'gas', 535_000],
  ])('LZ1: %s of 100 m² heated by %s pays five monthly prices: %i fen', (use, heatSource, amountFen) => {
    expect(prepay('lanzhou', { use, heatSource, buildingArea: '100' })).toBe(amountFen)
  })

  test('LZ1, C9: the line shows the month’s price and the months', () => {
    expect(answered('lanzhou', { heatSource: 'coal', buildingArea: '89.33' }).prepay).toMatchObject({
      lines: [{ formula: '89.33 m² × 5.00 元/(月·m²) × 5 月', rule: 'LZ1' }],
      totalFen: 223_325,
    })
  })

  test('LZ1, C10: a home costs the same by either fuel, so it may be left out; an office’s may not', () => {
    expect(prepay('lanzhou', { buildingArea: '100' })).toBe(250_000)
    expect(refusal('lanzhou', { use: 'office', buildingArea: '100' })).toContain('热源')
    expect(refusal('lanzhou', { heatSource: 'district', buildingArea: '100' })).toContain('没有')
    expect(refusal('lanzhou', { use: 'public', heatSource: 'coal', buildingArea: '100' })).toContain('公建')
    expect(refusal('lanzhou', { heatSource: 'coal', usableArea: '75' })).toContain('建筑面积')
  })

  test('LZ2: the first part is half of the whole fee, rounded up to fen, the rest is due by Jan 1', () => {
    // 2233.25 ÷ 2 = 1116.625
    expect(answered('lanzhou', { heatSource: 'coal', buildingArea: '89.33' }).instalments).toEqual({
      allowed: true,
      minimumFirstFen: 111_663,
      balanceDueOn: '2026-01-01',
    })
  })

  test.each([
    ['residential', 'gas', 75_000, 142_290],
    ['office', 'coal', 105_000, 199_230],
    ['hotel', 'coal', 123_000, 233_370],
    ['commercial', 'coal', 138_000, 261_840],
  ])('LZ3: metered %s (%s), 100 m² and 30 GJ: base %i fen, energy %i fen', (use, heatSource, base, energy) => {
    const { metered } = answered('lanzhou', {
      use,
      heatSource,
      billing: 'metered',
      buildingArea: '100',
      heat: { quantity: '30', unit: 'GJ' },
    })
    expect(metered?.lines.map(({ amountFen }) => amountFen)).toEqual([base, energy])
    expect(metered?.lines[0]?.formula).toMatch(/ 元\/\(月·m²\) × 30% × 5 月$/)
  })

  test.each(['office', 'hotel', 'commercial'])('LZ3, C10: gas-fired %s has no metered price and is refused', (use) => {
    const household = { use, heatSource: 'gas', billing: 'metered', buildingArea: '100' }
    expect(refusal('lanzhou', household)).toContain('按热计量')
    expect(refusal('lanzhou', { ...household, heat: { quantity: '30', unit: 'GJ' } })).toContain('按热计量')
  })

  test('LZ3, C3: a meter in kWh or MWh is converted as the notice prints it, × 0.0036 and × 3.6', () => {
    const energy = (quantity: string, unit: string) =>
      answered('lanzhou', { billing: 'metered', buildingArea: '100', heat: { quantity, unit } }).metered?.lines[1]
    // 8333 × 0.0036 × 47.43 = 1422.843084
    expect(energy('8333', 'kWh')).toMatchObject({ formula: '8333 kWh × 0.0036 × 47.43 元/GJ', amountFen: 142_284 })
    expect(energy('10', 'MWh')).toMatchObject({ formula: '10 MWh × 3.6 × 47.43 元/GJ', amountFen: 170_748 })
  })

  test('LZ4: metered homes prepay the area fee in full, no instalments; settle both ways, no cap', () => {
    const at = (quantity: string) =>
      answered('lanzhou', { billing: 'metered', buildingArea: '100', heat: { quantity, unit: 'GJ' } })
    expect(at('30')).toMatchObject({
      prepay: { totalFen: 250_000 },
      instalments: { allowed: false },
      settlement: { adjustmentFen: -32_710 },
    })
    // 750 + 4743 = 5493: more than twice the area fee
    expect(at('100').settlement).toEqual({ adjustmentFen: 299_300 })
  })

  test('C8, LZ5: heat is not cut for debt, misuse is the household’s to pay, as the notices say', () => {
    const { notices, misuse, suspension } = rulebookOf('lanzhou')
    expect(notices.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['C8', 'LZ5']))
    expect(misuse?.rule).toBe('LZ5')
    expect(suspension).toBeUndefined()
  })

  test('C10: suspension and moving out have no rule here', () => {
    expect(refusal('lanzhou', { heatSource: 'coal', buildingArea: '100', service: 'suspended' })).toContain('停热')
    expect(refusal('lanzhou', { heatSource: 'coal', buildingArea: '100', movedOutOn: '2025-12-20' })).toContain('搬迁')
  })
})
