import { CHANNELS, type Channel } from '../../../contract/channelWords'
import { BILLINGS, type Billing, type HeatSource, USES, type Use } from '../../../contract/words'
import { billToOpen } from '../../domain/bill/openBill'
import type { ColumnName } from '../../domain/household/columns'
import { type Household, identityCheck } from '../../domain/household/household'
import type { NumberedRulebook } from '../../domain/rulebook/rulebook'
import { type Chance, type CodeSpace, chanceFrom } from '../simulation/chance'
import { dwelling } from '../simulation/plan'

/** How a household of a rehearsal pays its season. */
export type PaysHow = 'early' | 'late' | 'parts' | 'never'

/** So many of four pay by each way. */
const BY_WAY: Readonly<Record<Dweller['by'], number>> = { wechat: 2, alipay: 1, bank: 1 }

const WAYS = [...CHANNELS, 'bank' as const].flatMap((way) => Array.from({ length: BY_WAY[way] }, () => way))

/** An invented household of a rehearsal: what is registered of it, and how it behaves. */
export interface Dweller {
  /** Its row of the household file. */
  cells: Partial<Record<ColumnName, string>>
  userCode: string
  owner: string
  identityNumber: string
  phone: string
  bankCard: string
  estate: string
  use: Use
  billing: Billing
  pays: PaysHow
  by: Channel | 'bank'
  /** Draws that belong to it: days to pay, heat used. */
  chance: Chance
}

interface Kind {
  use: Use
  heatSource: HeatSource
  billing: Billing
}

const SURNAMES = ['张', '王', '李', '赵', '刘', '陈', '杨', '黄', '周', '吴'] as const

/** Where refunds are not paid online (BZ8). */
const ELSEWHERE = '演练新村'

/** Every kind of household that the rulebook bills in a season, or bills after a review. */
function kindsOf(rulebook: NumberedRulebook, season: string): Kind[] {
  const sample = (kind: Kind): Household => ({
    ...dwelling(rulebook, { id: '', userCode: '', number: 1, heatSource: kind.heatSource, area: 10_000, createdAt: 0 }),
    ...kind,
  })
  return USES.flatMap((use) =>
    rulebook.heatSources.flatMap((heatSource) => BILLINGS.map((billing) => ({ use, heatSource, billing }))),
  ).filter((kind) => {
    const worked = billToOpen(rulebook, sample(kind), season)
    return worked.outcome === 'bill' || worked.because === 'awaiting-review'
  })
}

/** A card number with a right check digit (Luhn). */
function cardNumber(begins: string, chance: Chance): string {
  const digits = begins + chance.digits(18 - begins.length)
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

function identityNumber(chance: Chance): string {
  const two = (least: number, most: number) => String(chance.between(least, most)).padStart(2, '0')
  const seventeen = `990000${chance.between(1950, 1999)}${two(1, 12)}${two(1, 28)}${chance.digits(3)}`
  return seventeen + identityCheck(seventeen)
}

/**
 * Makes the households of a rehearsal: mostly homes, each kind that the rulebook has a price for at least once where there
 * are enough of them, a quarter of them metered where it meters. The same seed gives the same people.
 */
export function inventHouseholds(
  rulebook: NumberedRulebook,
  season: string,
  { count, seed, codes }: { count: number; seed: string; codes: CodeSpace },
): Dweller[] {
  const kinds = kindsOf(rulebook, season)
  const estates = rulebook.refunds?.onlineEstates?.names.slice(0, 3) ?? ['演练家园', '演练嘉园']
  return Array.from({ length: count }, (_, n): Dweller => {
    const chance = chanceFrom('rehearsal', rulebook.id, season, seed, n)
    const kind = kinds[n] ?? usual(kinds, chance)
    const userCode = codes.at(Math.floor(codes.size / 3) + n)
    const area = chance.between(4_500, 14_000)
    const estate = chance.below(5) === 0 ? ELSEWHERE : (estates[chance.below(estates.length)] ?? ELSEWHERE)
    const person = {
      owner: `${chance.pick(SURNAMES)}演练${n + 1}`,
      identityNumber: identityNumber(chance),
      phone: `100${chance.digits(8)}`,
      bankCard: cardNumber(chance.below(4) === 0 ? '6222' : '6217', chance),
    }
    const registered = dwelling(rulebook, {
      id: '',
      userCode,
      number: n + 1,
      heatSource: kind.heatSource,
      area,
      createdAt: 0,
    })
    return {
      ...person,
      ...kind,
      userCode,
      estate,
      chance,
      pays: chance.pick(['early', 'early', 'early', 'early', 'early', 'late', 'late', 'parts', 'parts', 'never']),
      by: chance.pick([WAYS[0] ?? 'bank', ...WAYS.slice(1)]),
      cells: {
        ...person,
        ...kind,
        userCode,
        estate,
        building: registered.building,
        unit: registered.unit,
        room: registered.room,
        buildingArea: registered.buildingArea,
        usableArea: registered.usableArea ?? '',
        storeys: registered.storeys ?? '',
        storeyHeight: registered.storeyHeight ?? '',
      },
    }
  })
}

/** Homes, a third of them metered where the company meters. */
function usual(kinds: readonly Kind[], chance: Chance): Kind {
  const metered = chance.below(3) === 0
  const homes = kinds.filter(({ use }) => use === 'residential')
  const wanted = homes.filter(({ billing }) => billing === (metered ? 'metered' : 'area'))
  const from = wanted.length > 0 ? wanted : homes.length > 0 ? homes : kinds
  const kind = from[chance.below(from.length)]
  if (!kind) throw new Error('the rulebook has no price for anybody')
  return kind
}
