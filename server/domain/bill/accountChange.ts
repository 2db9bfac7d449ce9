import { formatYuan, sumFen } from '../../../contract/money'
import { type Bill, outstandingFen } from './bill'

/** What a household owes and has, bill by bill, in fen. */
export interface AccountState {
  creditFen: number
  bills: { id: string; season: string; kind: Bill['kind']; chargedFen: number; owedFen: number }[]
}

/** How an action changes a household's account, in fen; only bills that change. `null` stands for a bill that was not there. */
export interface AccountChange {
  creditFromFen: number
  creditToFen: number
  bills: {
    season: string
    kind: Bill['kind']
    fromFen: number | null
    toFen: number
    owedFromFen: number
    owedToFen: number
  }[]
}

/** A household's account as it stands. Takes its credit in fen and its bills. */
export function accountState(creditFen: number, bills: readonly Bill[]): AccountState {
  return {
    creditFen,
    bills: bills.map((bill) => {
      const owedFen = outstandingFen(bill)
      return { id: bill.id, season: bill.season, kind: bill.kind, chargedFen: owedFen + bill.appliedFen, owedFen }
    }),
  }
}

/** What changed from one state of an account to the next. */
export function accountChange(before: AccountState, after: AccountState): AccountChange {
  const known = new Map(before.bills.map((bill) => [bill.id, bill]))
  const bills = after.bills.flatMap(({ id, season, kind, chargedFen, owedFen }) => {
    const was = known.get(id)
    if (was && was.chargedFen === chargedFen && was.owedFen === owedFen) return []
    const owedFromFen = was?.owedFen ?? 0
    return [{ season, kind, fromFen: was?.chargedFen ?? null, toFen: chargedFen, owedFromFen, owedToFen: owedFen }]
  })
  return {
    creditFromFen: before.creditFen,
    creditToFen: after.creditFen,
    bills: bills.sort((one, other) => `${one.season} ${one.kind}`.localeCompare(`${other.season} ${other.kind}`)),
  }
}

/** The money that an effect moves, in fen: what bills charge more or less. */
export function movedFen({ bills }: AccountChange): number {
  return sumFen(bills.map(({ fromFen, toFen }) => Math.abs(toFen - (fromFen ?? 0))))
}

/** An effect as the second person reads it: what each bill was and will be, and the credit that arises. */
export function accountChangeText({ bills, creditFromFen, creditToFen }: AccountChange): string {
  const said = bills.map(({ season, kind, fromFen, toFen, owedFromFen, owedToFen }) => {
    const bill = `${season} 采暖季${kind === 'season' ? '' : '补费'}账单`
    if (fromFen === null) return `开出${bill} ${formatYuan(toFen)}，待缴 ${formatYuan(owedToFen)}`
    const charged =
      fromFen === toFen
        ? `${bill} ${formatYuan(toFen)} 不变`
        : `${bill}由 ${formatYuan(fromFen)} 改为 ${formatYuan(toFen)}`
    return owedFromFen === owedToFen
      ? charged
      : `${charged}，待缴由 ${formatYuan(owedFromFen)} 变为 ${formatYuan(owedToFen)}`
  })
  if (creditFromFen !== creditToFen) {
    said.push(
      creditToFen > creditFromFen
        ? `转入预存款 ${formatYuan(creditToFen - creditFromFen)}，预存款共 ${formatYuan(creditToFen)}`
        : `预存款抵缴 ${formatYuan(creditFromFen - creditToFen)}，余 ${formatYuan(creditToFen)}`,
    )
  }
  return said.length === 0 ? '账单和预存款不变' : said.join('；')
}
