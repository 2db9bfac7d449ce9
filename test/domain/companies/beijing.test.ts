import { answered, prepay, refusal, rulebookOf } from '../../support/estimate'

describe('Beijing', () => {
  test.each([
    ['district', 214_392],
    ['coal-direct', 147_395],
    ['coal-indirect', 169_727],
    ['clean', 267_990],
  ])('BJ1: a home of 89.33 m² heated by %s pays %i fen for the season', (heatSource, amountFen) => {
    expect(prepay('beijing', { heatSource, buildingArea: '89.33' })).toBe(amountFen)
  })

  test('BJ1, C9: the line shows area, price, rule and document', () => {
    expect(answered('beijing', { heatSource: 'coal-direct', buildingArea: '100' }).prepay.lines).toEqual([
      {
        label: '燃煤直供热费',
        formula: '100.00 m² × 16.50 元/m²',
        rule: 'BJ1',
        source: expect.stringContaining('北京日报'),
        amountFen: 165_000,
      },
    ])
  })

  test.each(['low-income', 'non-residential', 'public', 'office', 'hotel', 'commercial'])(
    'BJ1, C10: the notice prices no %s use, so it is refused',
    (use) => {
      expect(refusal('beijing', { use, heatSource: 'district', buildingArea: '100' })).toContain('没有公布')
    },
  )

  test('BJ1, C10: without a heat source the price is unknown; another company’s source has none', () => {
    expect(refusal('beijing', { buildingArea: '100' })).toContain('热源')
    expect(refusal('beijing', { heatSource: 'boiler', buildingArea: '100' })).toContain('锅炉')
  })

  test('BJ2: a metered household prepays the area fee; no settlement until a price is published', () => {
    const household = { heatSource: 'district', billing: 'metered', buildingArea: '100' }
    expect(prepay('beijing', household)).toBe(240_000)
    expect(refusal('beijing', { ...household, heat: { quantity: '1', unit: 'GJ' } })).toContain(
      '没有公布居民住宅的计量热价',
    )
  })

  test('BJ2, C5: with a broken meter no metered price is needed: it settles on the area fee', () => {
    const broken = answered('beijing', {
      heatSource: 'district',
      billing: 'metered',
      buildingArea: '100',
      heat: { quantity: '1', unit: 'GJ' },
      meterFaulty: true,
    })
    expect(broken.settlement).toEqual({ adjustmentFen: 0 })
  })

  test('C10: suspension, moving out are refused; no instalments are offered, no late fee runs', () => {
    const home = { heatSource: 'district', buildingArea: '100' }
    expect(refusal('beijing', { ...home, service: 'suspended' })).toContain('停热')
    expect(refusal('beijing', { ...home, movedOutOn: '2025-12-20' })).toContain('搬迁')
    expect(answered('beijing', { ...home, asOf: '2026-03-01' })).toMatchObject({
      instalments: { allowed: false },
      owed: { principalFen: 240_000, lateFeeFen: 0, totalFen: 240_000, creditFen: 0 },
    })
  })

  test('BJ3, BJ4, BJ5, BJ7: channels, user code, invoice delivery and notices are in the rulebook', () => {
    const { payment, userCode, invoices, notices, hotline } = rulebookOf('beijing')
    expect(payment).toMatchObject({ channels: ['wechat', 'alipay'], partnerBanks: 16 })
    expect(payment.banks.filter(({ online }) => online)).toHaveLength(2)
    expect(new RegExp(userCode.pattern).test('110105001234')).toBe(true)
    expect(new RegExp(userCode.pattern).test('11010500123')).toBe(false)
    expect(userCode.help).toMatch(/合同.*发票.*卡.*96069/)
    expect(invoices?.delivery).toEqual(['courier', 'staff', 'electronic'])
    expect(notices.map(({ rule }) => rule)).toContain('BJ7')
    expect(hotline).toBe('96069')
  })
})
