import { createHash } from 'node:crypto'
import { type EstimateRequest, estimateRequest } from '../../contract/estimates'
import { estimate } from '../../server/domain/billing/estimate'
import { isRefused } from '../../server/domain/tariff/area'
import { seeded } from './chance'
import { rulebookOf } from './estimate'

/** What each company is asked about: what it charges for, and some that it does not. */
const ASKED = {
  baoji: { uses: ['residential', 'residential', 'non-residential', 'low-income', 'office'], sources: ['district'] },
  beijing: {
    uses: ['residential', 'residential', 'residential', 'residential', 'residential', 'office'],
    sources: ['district', 'coal-direct', 'coal-indirect', 'clean'],
  },
  binzhou: {
    uses: ['residential', 'residential', 'residential', 'public'],
    sources: ['district', 'district', 'district', 'gas'],
  },
  lanzhou: { uses: ['residential', 'office', 'hotel', 'commercial', 'public'], sources: ['coal', 'gas'] },
  tangshan: { uses: ['residential', 'residential', 'public', 'hotel'], sources: ['district', 'boiler'] },
} as const

/** Questions to the fee calculator about five companies' households, the same from the same seed. */
export function plannedRequests(count: number, seed: number): EstimateRequest[] {
  const chance = seeded(seed)
  const one = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T
  const often = <T>(part: number, value: () => T): T | undefined => (chance() < part ? value() : undefined)
  const decimal = (from: number, to: number, decimals: number) => (from + chance() * (to - from)).toFixed(decimals)
  const companies = Object.keys(ASKED) as (keyof typeof ASKED)[]
  return Array.from({ length: count }, () => {
    const company = one(companies)
    const season = one(['2024-2025', '2025-2026', '2026-2027', '2027-2028'])
    const year = Number(season.slice(0, 4))
    const winter = () => one([`${year}-12-${10 + Math.floor(chance() * 20)}`, `${year + 1}-02-11`, `${year}-11-02`])
    const asked = {
      company,
      season,
      use: one<string>(ASKED[company].uses),
      heatSource: often<string>(0.85, () => one<string>(ASKED[company].sources)) || undefined,
      billing: one(['area', 'area', 'metered']),
      buildingArea: often(0.98, () => decimal(20, 300, 2)),
      usableArea: often(0.4, () => decimal(15, 250, 2)),
      storeys: often(0.92, () => one(['multi', 'single'])),
      storeyHeight: often(0.92, () => decimal(2.5, 6, 2)),
      service: one(chance() < 0.08 ? ['suspended'] : ['heating']),
      movedOutOn: often(0.04, winter),
      heat: often(0.7, () => {
        const unit = one(['kWh', 'MWh', 'GJ'])
        return { quantity: decimal(0, unit === 'kWh' ? 30000 : 60, 3), unit }
      }),
      meterFaulty: chance() < 0.05,
      payments: [winter(), winter()].flatMap(
        (on) => often(0.3, () => ({ on, amountFen: 1 + Math.floor(chance() * 300_000) })) ?? [],
      ),
      asOf: often(0.5, () => one([winter(), `${year + 1}-06-01`, `${year}-12-01`])),
    }
    return estimateRequest.parse(JSON.parse(JSON.stringify(asked)))
  })
}

/**
 * A question and its answer on one line: the main amounts in fen, and a digest of all that the answer says, with every
 * label, formula and source. A refusal is `-`: its words may change.
 */
export function answerLine(asked: EstimateRequest): string {
  const answer = estimate(rulebookOf(asked.company), asked)
  if (isRefused(answer)) return '-'
  const { prepay, metered, settlement, instalments, owed } = answer
  const said = JSON.stringify({ prepay, metered, settlement, instalments, owed })
  const digest = createHash('sha256').update(said).digest('hex').slice(0, 6)
  const amounts = [prepay.totalFen, metered?.totalFen, settlement?.adjustmentFen, owed?.lateFeeFen]
  return `${amounts.map((fen) => fen ?? '').join(',')} ${digest}`
}
