import { sumFen } from '../../../contract/money'
import type { CivilDate } from '../calendar/civilDate'

/** One movement as one of the two sides has it: our book of the account, or the bank's statement of it. */
export interface BalanceLine {
  id: string
  /** The day from which its own side counts it. */
  on: CivilDate
  /** What the account gains by it, in fen. */
  fen: number
  /** What a reader is told of it. */
  what: string
  /** Lines of both sides that are the same money; null where nothing on the other side is known to be it. */
  group: string | null
}

/** A line that only one side has by the day of the reconciliation (未达账项). */
export type OpenItem = Omit<BalanceLine, 'group'>

/**
 * A 银行存款余额调节表: the book's balance and the bank's, what each does not have yet of the other, and what both come to then. All
 * amounts in fen; those of the items are positive. `differenceFen` is what nobody has explained: zero when both come to the same.
 */
export interface BalanceReconciliation {
  until: CivilDate
  bookFen: number
  bankFen: number
  /** 银行已收企业未收. */
  bankReceived: OpenItem[]
  /** 银行已付企业未付. */
  bankPaid: OpenItem[]
  /** 企业已收银行未收. */
  bookReceived: OpenItem[]
  /** 企业已付银行未付. */
  bookPaid: OpenItem[]
  adjustedBookFen: number
  adjustedBankFen: number
  differenceFen: number
}

const total = (items: readonly Pick<OpenItem, 'fen'>[]): number => sumFen(items.map(({ fen }) => fen))

/** Groups that come to the same on both sides by then; what is in no group stands alone. */
function settledGroups(books: readonly BalanceLine[], bank: readonly BalanceLine[]): Set<string> {
  const apart = new Map<string, number>()
  const add = ({ group, fen }: BalanceLine, sign: 1 | -1) => {
    if (group !== null) apart.set(group, (apart.get(group) ?? 0) + sign * fen)
  }
  for (const line of books) add(line, 1)
  for (const line of bank) add(line, -1)
  return new Set([...apart].filter(([, fen]) => fen === 0).map(([group]) => group))
}

function itemsOf(lines: readonly BalanceLine[]): { received: OpenItem[]; paid: OpenItem[] } {
  const items = lines
    .map(({ group: _, ...item }) => item)
    .sort((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1))
  return {
    received: items.filter(({ fen }) => fen > 0),
    paid: items.filter(({ fen }) => fen < 0).map((item) => ({ ...item, fen: 0 - item.fen })),
  }
}

/**
 * Reconciles the balance of an account in our book with the bank's at the end of a day. `books` and `bank` are the lines that the
 * balances have grown by since the two began with the same; later ones count for nothing. Where the bank's balance is not what its
 * lines come to (a statement is missing, or not whole), or the book's is not, that is the difference: it is shown, never hidden
 * among the items. Source: the trade's own form of the reconciliation (银行存款余额调节表).
 */
export function reconcileBalances(given: {
  until: CivilDate
  bookFen: number
  bankFen: number
  books: readonly BalanceLine[]
  bank: readonly BalanceLine[]
}): BalanceReconciliation {
  const { until, bookFen, bankFen } = given
  const byThen = (lines: readonly BalanceLine[]) => lines.filter(({ on, fen }) => on <= until && fen !== 0)
  const [books, bank] = [byThen(given.books), byThen(given.bank)]
  const settled = settledGroups(books, bank)
  const isOpen = ({ group }: BalanceLine) => group === null || !settled.has(group)
  const ofBank = itemsOf(bank.filter(isOpen))
  const ofBook = itemsOf(books.filter(isOpen))
  const adjustedBookFen = bookFen + total(ofBank.received) - total(ofBank.paid)
  const adjustedBankFen = bankFen + total(ofBook.received) - total(ofBook.paid)
  return {
    until,
    bookFen,
    bankFen,
    bankReceived: ofBank.received,
    bankPaid: ofBank.paid,
    bookReceived: ofBook.received,
    bookPaid: ofBook.paid,
    adjustedBookFen,
    adjustedBankFen,
    differenceFen: adjustedBookFen - adjustedBankFen,
  }
}
