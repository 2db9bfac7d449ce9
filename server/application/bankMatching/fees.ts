import type { AccountMovement } from '../../domain/bankMatching/bankEntry'
import { type ChannelFees, createAccountFees, feeFenOf, type NamedFee, netFeeOf } from '../../domain/bankMatching/fees'
import { channelFee } from '../../domain/ledger/rulesOfDifferences'
import { type ChannelFile, type ChannelFileDay, fileInForce } from '../../domain/reconciliation/channelFile'
import { judgePair } from '../../domain/reconciliation/judge'
import type { Mismatch } from '../../domain/reconciliation/mismatch'
import { transfersOf } from '../common/post'
import type { ChannelFileArchive, ChannelFileReader } from '../ports/channelFiles'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Clock, Ids } from '../ports/system'
import type { BooksAtHand } from '../runs/matchBooks'

/** Gathers what a fund-flow bill tells beside payments and refunds, while it is read and matched. */
export interface AccountReading {
  move(movement: AccountMovement): void
  /** Judges a pair as always, but takes a line that is short by a plausible fee for a net one. */
  judge: typeof judgePair
  readonly movements: readonly AccountMovement[]
  /** By how much net lines are short of what was paid, refunds' the other way round: what makes them gross again. */
  readonly netFen: number
  /** What is to be looked at besides payments and refunds: fees that differ from the trade bill's, and unknown movements. */
  differences(books: Pick<BooksAtHand, 'isTaken'>, named: readonly NamedFee[]): Mismatch[]
}

/** An empty reading, to be fed while a fund-flow bill is read and matched with our payments and refunds. */
export function createAccountReading(): AccountReading {
  const movements: AccountMovement[] = []
  const fees = createAccountFees()
  const paired = new Set<string>()
  let netFen = 0
  return {
    move(movement) {
      const { kind, businessNo, fen, line } = movement
      if (kind === 'fee') fees.add(businessNo, 0 - fen, line)
      // Fees are a line for each payment: all of a day's are not kept.
      else movements.push(movement)
    },
    judge(pair, date) {
      const { ours, theirs } = pair
      if (theirs.channelNo !== null) paired.add(theirs.channelNo)
      const difference = judgePair(pair, date)
      const fee = difference?.kind === 'amount' ? netFeeOf(ours, theirs) : undefined
      if (fee === undefined) return difference
      fees.add(theirs.channelNo ?? '', fee, theirs.line)
      netFen += fee
      return judgePair({ ...pair, theirs: { ...theirs, amountFen: ours.amountFen } }, date)
    },
    movements,
    get netFen() {
      return netFen
    },
    differences(books, named) {
      const isShown = ({ rowKind, key, channelNo }: NamedFee) => books.isTaken(rowKind, key) || paired.has(channelNo)
      const unknown = movements.filter(({ kind }) => kind === 'other').map(unknownMovement)
      return [...(named.length > 0 ? fees.differences(named, isShown) : []), ...unknown]
    },
  }
}

function unknownMovement({ type, flowNo, fen, line }: AccountMovement): Mismatch {
  return {
    kind: 'channel-only',
    subKind: 'movement',
    rowKind: fen >= 0 ? 'payment' : 'refund',
    key: flowNo,
    orderNo: null,
    channelNo: flowNo,
    ourFen: null,
    theirFen: fen,
    reason: `第 ${line} 行：资金账单中的“${type}”，我方没有与之对应的事项`,
    seen: { ours: null, theirs: null },
  }
}

/**
 * What the day's trade bill in force says that each payment and refund cost, for comparing the fund flow with it; empty when
 * there is none yet, or it names no fees.
 */
export async function namedFees(
  read: Pick<Store, 'channelFiles'>,
  day: ChannelFileDay,
  reader: ChannelFileReader,
  archive: Pick<ChannelFileArchive, 'pathOf'>,
): Promise<NamedFee[]> {
  const file = fileInForce(await read.channelFiles.ofDay({ ...day, bill: 'trade' }))
  if (!file) return []
  const named: NamedFee[] = []
  const reading = await reader.read(archive.pathOf(file.path), day.date, (row) => {
    const { kind: rowKind, key, orderNo, channelNo, fee } = row.keep()
    if (!fee || fee.milliFen === 0 || channelNo === null) return
    const feeFen = feeFenOf(Math.abs(fee.milliFen))
    named.push({ rowKind, key, orderNo, channelNo, feeFen: rowKind === 'payment' ? feeFen : 0 - feeFen })
  })
  return reading.outcome === 'read' ? named : []
}

/**
 * Posts what a day's file in force says the channel has kept (`channel-fee`, docs/money.md): once for the day, and of a
 * further version only the difference. `milliFen` is the file's own sum, in thousandths of a fen. The trade bill, which
 * names each fee, goes before the fund flow, whose net lines name none. True when something was posted.
 */
export async function postFees(
  store: Pick<Store, 'bankMatching' | 'ledger'>,
  file: Pick<ChannelFile, 'id' | 'company' | 'channel' | 'date' | 'bill'>,
  milliFen: number,
  { clock, ids }: { clock: Clock; ids: Ids },
): Promise<boolean> {
  const { company, channel, date, bill } = file
  if (bill === 'statement') return false
  const before = await store.bankMatching.feesOf(company, channel, date)
  if (before?.fileId === file.id || (bill === 'fundflow' && before?.bill === 'trade')) return false
  const now: ChannelFees = {
    id: before?.id ?? ids.next(),
    company,
    channel,
    date,
    fileId: file.id,
    bill,
    milliFen,
    feeFen: feeFenOf(milliFen),
    revision: (before?.revision ?? 0) + 1,
  }
  const kept = before
    ? await store.bankMatching.changeFees(before, now)
    : (await store.bankMatching.insertFees(now)) === 'inserted'
  if (!kept) throw new ConcurrencyConflict(`channel fees of ${date}`)
  const postings = channelFee({ source: channel, feeFen: now.feeFen - (before?.feeFen ?? 0) })
  await store.ledger.insert(
    transfersOf(
      {
        company,
        postingKey: `channel-fee:${company}:${channel}:${date}:${now.revision}`,
        event: 'channel-fee',
        effectiveOn: date,
        evidenceKind: 'file',
        evidenceId: file.id,
        postings,
      },
      { clock, ids },
    ),
  )
  return postings.length > 0
}
