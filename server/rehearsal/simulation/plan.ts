import { type Channel, isChannel } from '../../../contract/channelWords'
import { fen } from '../../../contract/money'
import type { HeatSource } from '../../../contract/words'
import { accountOn } from '../../domain/account/account'
import type { Bill } from '../../domain/bill/bill'
import { billToOpen } from '../../domain/bill/openBill'
import { instalmentOffer } from '../../domain/billing/instalments'
import { type CivilDate, startOfDay } from '../../domain/calendar/civilDate'
import { seasonOf } from '../../domain/calendar/season'
import type { Household } from '../../domain/household/household'
import type { PaymentSource } from '../../domain/payment/payment'
import type { PlannedRefund } from '../../domain/reconciliation/channelEntry'
import type { NumberedRulebook } from '../../domain/rulebook/rulebook'
import { type Chance, chanceFrom } from './chance'
import { SIMULATED_CHANNELS } from './channelNumbers'

/** Where all simulated households live. */
const SIMULATED_ESTATE = '模拟小区'

const PERCENT = 100

/** What one simulated dwelling differs in from the others. */
export interface DwellingFacts {
  id: string
  userCode: string
  number: number
  heatSource: HeatSource | null
  /** Hundredths of a m². */
  area: number
  createdAt: number
}

/** A card-holding household that heats and is charged by area, as the rulebook's residential price wants it. */
export function dwelling(
  rulebook: NumberedRulebook,
  { id, userCode, number, heatSource, area, createdAt }: DwellingFacts,
): Household {
  const square = (hundredths: number) => (hundredths / PERCENT).toFixed(2)
  return {
    id,
    company: rulebook.id,
    userCode,
    owner: `模拟户${number}`,
    identityNumber: null,
    phone: null,
    bankCard: null,
    estate: SIMULATED_ESTATE,
    building: `${Math.floor((number - 1) / 60) + 1}号楼`,
    unit: `${Math.floor(((number - 1) % 60) / 20) + 1}单元`,
    room: `${Math.floor(((number - 1) % 20) / 2) + 1}0${((number - 1) % 2) + 1}`,
    use: 'residential',
    heatSource,
    billing: 'area',
    buildingArea: square(area),
    usableArea: square(Math.floor((area * 3) / 4)),
    storeys: 'multi',
    storeyHeight: '2.80',
    service: 'heating',
    cardHolder: true,
    movedOutOn: null,
    lowIncomeApprovedFor: null,
    creditFen: 0,
    version: 0,
    createdAt,
  }
}

/** Kinds of dwelling that the rulebook has a residential price for. */
export function pricedHeatSources(rulebook: NumberedRulebook, season: string): (HeatSource | null)[] {
  return [null, ...rulebook.heatSources].filter((heatSource) => {
    const sample = dwelling(rulebook, { id: '', userCode: '', number: 1, heatSource, area: 10_000, createdAt: 0 })
    return billToOpen(rulebook, sample, season).outcome === 'bill'
  })
}

/** A household, its season's bill, and what it pays of it on the simulated day. */
export interface PlannedPayment {
  household: Household
  bill: Bill
  source: PaymentSource
  /** Null at a bank's counter. */
  orderNo: string | null
  transactionId: string
  kind: 'whole' | 'part'
  amountFen: number
  paidAt: number
  /** How the channel names the payer: an openid, or a masked login. */
  payer: string
  refund: PlannedRefund | null
}

/** What a simulated day is made from: the same words give the same day. */
export interface SimulatedDay {
  rulebook: NumberedRulebook
  date: CivilDate
  seed: string
  /** Where money can come in: the company's channels and the banks at hand. */
  sources: { channels: readonly Channel[]; banks: readonly string[] }
}

const HOUR_MS = 3_600_000

/** People pay from six in the morning to ten at night; nothing comes near the day's cut. */
const OPENS_AT_HOUR = 6

const OPEN_HOURS = 15

/** The id of the n-th simulated household of a day, known before its user code is. */
export function householdIdOf({ rulebook, date, seed }: SimulatedDay, n: number): string {
  return chanceFrom('household', rulebook.id, date, seed, n).letters(26)
}

function sourceOf(chance: Chance, { channels, banks }: SimulatedDay['sources']): PaymentSource {
  const weights: [PaymentSource, number][] = [
    ...channels.map((channel): [PaymentSource, number] => [channel, SIMULATED_CHANNELS[channel].share]),
    ...banks.map((bank): [PaymentSource, number] => [`bank:${bank}`, 15 / banks.length]),
  ]
  let drawn = chance.below(weights.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [source, weight] of weights) {
    drawn -= weight
    if (drawn < 0) return source
  }
  throw new Error('a simulated day needs a channel or a bank')
}

function transactionIdOf(chance: Chance, source: PaymentSource, compact: string, n: number): string {
  if (isChannel(source)) return SIMULATED_CHANNELS[source].transactionId(chance, compact)
  return `BK${compact.slice(2)}${chance.digits(6)}${String(n).padStart(6, '0')}`
}

/** Two payments of a hundred at a channel are refunded, wholly or in part; small days have one, too. */
function refundOf(
  chance: Chance,
  payment: { source: PaymentSource; amountFen: number; paidAt: number },
  compact: string,
  n: number,
): PlannedRefund | null {
  if (!isChannel(payment.source) || n % 50 !== 7) return null
  const whole = chance.below(10) < 3
  return {
    refundNo: `RF${compact.slice(2)}${chance.letters(10)}`,
    channelRefundId: SIMULATED_CHANNELS[payment.source].refundId(chance, compact),
    amountFen: whole ? payment.amountFen : chance.between(1, payment.amountFen),
    at: payment.paidAt + chance.between(60, 3_000) * 1000,
  }
}

/**
 * Makes the n-th payment of a simulated day from its own chance, so that a day of more payments begins with those of a
 * smaller one. The bill is the rulebook's; what is paid is what is owed that day, or a part where the rulebook allows it.
 */
export function planPayment(
  day: SimulatedDay,
  n: number,
  userCode: string,
  heatSources: readonly [HeatSource | null, ...(HeatSource | null)[]],
): PlannedPayment {
  const { rulebook, date, seed } = day
  const chance = chanceFrom('payment', rulebook.id, date, seed, n)
  const compact = date.replaceAll('-', '')
  const morning = startOfDay(date) + (OPENS_AT_HOUR - 1) * HOUR_MS
  const season = seasonOf(rulebook, date).name
  const household = dwelling(rulebook, {
    id: householdIdOf(day, n),
    userCode,
    number: n + 1,
    heatSource: chance.pick(heatSources),
    area: chance.between(3_500, 16_000),
    createdAt: morning,
  })
  const worked = billToOpen(rulebook, household, season)
  if (worked.outcome !== 'bill') throw new Error(`a simulated household has no price: ${worked.reason}`)
  const bill: Bill = {
    id: chance.letters(26),
    company: rulebook.id,
    householdId: household.id,
    season,
    kind: 'season',
    lines: worked.lines,
    billedFen: worked.billedFen,
    appliedFen: 0,
    lateFeePaidFen: 0,
    reversedFen: 0,
    rulebookVersion: worked.rulebookVersion,
    dueOn: worked.dueOn,
    openedAt: morning,
  }
  const source = sourceOf(chance, day.sources)
  const counter = !isChannel(source)
  const owedFen = accountOn(() => rulebook, [bill], [], date).owedFen
  const offer = instalmentOffer(rulebook, season, household.billing, bill.billedFen)
  const inParts =
    !counter && offer.allowed && date <= offer.balanceDueOn && owedFen === bill.billedFen && chance.below(5) === 0
  const amountFen = inParts && offer.allowed ? chance.between(offer.minimumFirstFen, owedFen) : owedFen
  const paidAt = startOfDay(date) + OPENS_AT_HOUR * HOUR_MS + chance.below(OPEN_HOURS * 3600) * 1000
  return {
    household,
    bill,
    source,
    orderNo: counter ? null : `HP${compact.slice(2)}${chance.letters(10)}`,
    transactionId: transactionIdOf(chance, source, compact, n),
    kind: amountFen < owedFen ? 'part' : 'whole',
    amountFen: fen(amountFen),
    paidAt,
    payer: isChannel(source) ? SIMULATED_CHANNELS[source].payer(chance) : `oSim${chance.letters(24)}`,
    refund: refundOf(chance, { source, amountFen, paidAt }, compact, n),
  }
}
