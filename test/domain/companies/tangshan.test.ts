import { answered, prepay, refusal, rulebookOf } from '../../support/estimate'

const HOME = { heatSource: 'district', buildingArea: '100.00', usableArea: '75.02' }
const PUBLIC = { use: 'public', buildingArea: '100', storeys: 'multi', storeyHeight: '2.9' }

describe('Tangshan', () => {
  test('TS1: residential is charged by usable area, 26 from the network and 27 from a boiler', () => {
    expect(prepay('tangshan', HOME)).toBe(195_052)
    expect(prepay('tangshan', { ...HOME, heatSource: 'boiler' })).toBe(202_554)
    expect(refusal('tangshan', { ...HOME, heatSource: undefined })).toContain('热源')
  })

  test('TS1: without a usable area it is building ÷ 1.333, to 0.01 m², as the bill shows', () => {
    const { prepay: sheet } = answered('tangshan', { heatSource: 'district', buildingArea: '89.33' })
    // 89.33 ÷ 1.333 = 67.0142…; 67.01 × 26
    expect(sheet.lines).toMatchObject([
      {
        label: '集中供热居民热费（使用面积 89.33 ÷ 1.333 = 67.01 m²）',
        formula: '67.01 m² × 26.00 元/m²',
        rule: 'TS1',
      },
    ])
    expect(sheet.totalFen).toBe(174_226)
    expect(refusal('tangshan', { heatSource: 'district' })).toContain('面积')
  })

  test.each([
    // storeys, height, converted m² of 100 m², fee in fen
    ['multi', '2.80', 320_000],
    ['multi', '3', 320_000],
    ['multi', '3.000', 320_000],
    ['multi', '3.01', 321_056], // 100 × 1.00333 = 100.33
    ['multi', '3.60', 383_936], // 100 × 1.1998 = 119.98
    ['single', '2.5', 640_000],
    ['single', '3.00', 640_000],
    ['single', '4.5', 799_840], // 100 × 2.4995 = 249.95
  ])('TS2: a public building of 100 m², %s storey, %s m high, pays %i fen', (storeys, storeyHeight, amountFen) => {
    expect(prepay('tangshan', { ...PUBLIC, storeys, storeyHeight })).toBe(amountFen)
  })

  test('TS2: the converted area is rounded half up to 0.01 m² before it is multiplied, and shown', () => {
    // 55.55 × 1.1998 = 66.648…89 → 66.65; × 32
    const { prepay: sheet } = answered('tangshan', { ...PUBLIC, buildingArea: '55.55', storeyHeight: '3.6' })
    expect(sheet.lines[0]).toMatchObject({
      label: '公建热费（折合建筑面积 55.55 × (0.60 × 0.333 + 1) = 66.65 m²）',
      formula: '66.65 m² × 32.00 元/m²',
      amountFen: 213_280,
    })
  })

  test('TS2, C10: a public building without storeys, height or area is refused: what is missing', () => {
    expect(refusal('tangshan', { ...PUBLIC, storeys: undefined })).toContain('单层')
    expect(refusal('tangshan', { ...PUBLIC, storeyHeight: undefined })).toContain('层高')
    expect(refusal('tangshan', { ...PUBLIC, storeyHeight: '0' })).toContain('层高')
    expect(refusal('tangshan', { ...PUBLIC, buildingArea: undefined, usableArea: '80' })).toContain('建筑面积')
  })

  test('TS3: two-part fees: homes 9.75 per building m², 0.11 per kWh; public 16 per m², 0.21', () => {
    const heat = { quantity: '10000', unit: 'kWh' }
    const home = answered('tangshan', { ...HOME, billing: 'metered', heat })
    expect(home.metered?.lines.map(({ amountFen }) => amountFen)).toEqual([97_500, 110_000])
    const office = answered('tangshan', { ...PUBLIC, storeyHeight: '3.6', billing: 'metered', heat })
    // 119.98 × 16 = 1919.68
    expect(office.metered?.lines.map(({ amountFen }) => amountFen)).toEqual([191_968, 210_000])
  })

  test('TS3, C10: the metered fee needs the building area, the prepayment only the usable one', () => {
    const home = { heatSource: 'district', usableArea: '75.02', billing: 'metered' }
    expect(prepay('tangshan', home)).toBe(195_052)
    expect(refusal('tangshan', { ...home, heat: { quantity: '1', unit: 'kWh' } })).toContain('建筑面积')
  })

  test('TS4: used more than the area fee: nothing more; used less: the difference comes back', () => {
    const more = answered('tangshan', { ...HOME, billing: 'metered', heat: { quantity: '10000', unit: 'kWh' } })
    expect([more.metered?.totalFen, more.settlement]).toEqual([207_500, { adjustmentFen: 0 }])
    // 975 + 88 = 1063; 1950.52 − 1063
    const less = answered('tangshan', { ...HOME, billing: 'metered', heat: { quantity: '800', unit: 'kWh' } })
    expect([less.metered?.totalFen, less.settlement]).toEqual([106_300, { adjustmentFen: -88_752 }])
  })

  test('TS4: a public building owes what was metered, both ways', () => {
    const of = (quantity: string) =>
      answered('tangshan', { ...PUBLIC, billing: 'metered', heat: { quantity, unit: 'kWh' } }).settlement?.adjustmentFen
    expect(of('10000')).toBe(50_000) // 1600 + 2100 − 3200
    expect(of('5000')).toBe(-55_000) // 1600 + 1050 − 3200
  })

  test.each([
    ['2025-11-14', 0, 'the day before'],
    ['2025-11-15', 1_612, '1 of 121 days'],
    ['2025-12-20', 58_032, '36 of 121 days'],
    ['2026-03-14', 193_440, '120 of 121 days'],
    ['2026-03-15', 195_052, 'all 121 days'],
    ['2026-03-16', 195_052, 'after the season'],
    ['2024-07-01', 0, 'long before'],
  ])('TS5: moved out by an agreement of %s, a fee of 1950.52 becomes %i fen (%s)', (movedOutOn, amountFen) => {
    const { prepay: sheet } = answered('tangshan', { ...HOME, movedOutOn })
    expect(sheet.totalFen).toBe(amountFen)
    expect(sheet.lines).toHaveLength(1)
  })

  test('TS5: the line shows fee, days heated and days of the season; a leap season has 122', () => {
    expect(answered('tangshan', { ...HOME, movedOutOn: '2025-12-20' }).prepay.lines[0]).toMatchObject({
      formula: '1950.52 元 × 36 天 ÷ 121 天',
      rule: 'TS5',
    })
    // 195052 × 36 ÷ 122 = 57556.3…
    expect(prepay('tangshan', { ...HOME, season: '2027-2028', movedOutOn: '2027-12-20' })).toBe(57_556)
  })

  test('TS5, C10: no rule says how a home that moved out in the season is settled on its meter', () => {
    const metered = { ...HOME, billing: 'metered', heat: { quantity: '800', unit: 'kWh' } }
    expect(prepay('tangshan', { ...HOME, billing: 'metered', movedOutOn: '2025-12-20' })).toBe(58_032)
    expect(refusal('tangshan', { ...metered, movedOutOn: '2025-12-20' })).toContain('搬迁')
    expect(answered('tangshan', { ...metered, movedOutOn: '2026-03-16' }).settlement).toEqual({
      adjustmentFen: -88_752,
    })
  })

  test('TS6: a home suspended for the season owes nothing, metered or not, and needs no area', () => {
    for (const billing of ['area', 'metered']) {
      const { prepay: sheet } = answered('tangshan', { heatSource: 'district', billing, service: 'suspended' })
      expect(sheet).toMatchObject({ totalFen: 0, lines: [{ rule: 'TS6', amountFen: 0 }] })
    }
    expect(refusal('tangshan', { use: 'hotel', service: 'suspended' })).toContain('停热只办理居民住宅')
    expect(refusal('tangshan', { heatSource: 'gas', service: 'suspended' })).toContain('燃气')
  })

  test('TS7: the ground for a reduction is in the rulebook, its amount is not', () => {
    expect(rulebookOf('tangshan').underTemperature).toMatchObject({
      belowCelsius: '16',
      measurementsPerMonth: 3,
      rule: 'TS7',
    })
  })
})
