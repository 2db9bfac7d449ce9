import type { SettlementView } from '../../../contract/settlements'

/** Noon of the day on which the story plays (epoch ms). */
export const NOON = Date.UTC(2026, 10, 21, 4)

/** A settlement of 140.00 yuan in the household's favour, made public and nothing done about it yet (BZ2). */
export const scriptedSettlement = (): SettlementView => ({
  season: '2025-2026',
  publishedOn: '2026-05-21',
  publicityTo: '2026-05-30',
  reading: { startReading: '1000', endReading: '11000', quantity: '10000', unit: 'kWh', faulty: false },
  lines: [
    { label: '基本热费', formula: '100 m² × 6.60 元/m²', rule: 'BZ1', amountFen: 66_000 },
    { label: '计量热费', formula: '10000 kWh × 0.14 元/kWh', rule: 'BZ1', amountFen: 140_000 },
  ],
  prepaidFen: 220_000,
  meteredFen: 206_000,
  adjustmentFen: -14_000,
  formula: '2,060.00 元 − 2,200.00 元 = −140.00 元',
  rule: 'BZ2',
  payableFen: 14_000,
  topUp: null,
  meterTest: null,
  mayObject: { open: true, reason: null, from: '2026-05-21', to: '2026-05-30' },
  testFeeFen: 15_000,
  payoutBefore: '2026-07-10',
  mayApply: { open: true, reason: null, from: '2026-05-21', to: '2026-06-30' },
  objection: null,
  refunds: [],
  steps: [{ step: 'published', on: '2026-05-21', at: NOON - 1000, by: 'staff', note: null }],
})
