import type { FileSource } from '../../../contract/fileWords'
import type { AccountMovement } from '../../domain/bankMatching/bankEntry'
import { type ChannelFileDay, fileInForce } from '../../domain/reconciliation/channelFile'
import type { NamedOwner, Proof } from '../../domain/reconciliation/fileOwner'
import type { ChannelRow, CounterRow } from '../../domain/reconciliation/row'
import type { ChannelFileArchive, ChannelFileReader, ChannelFileTotals } from '../ports/channelFiles'
import type { Store } from '../ports/database'
import type { MatchedBooks } from './matchBooks'

/** So many numbers are looked up at once; a file in which none of so many of each kind is ours is not ours. */
const AT_ONCE = 500

/** A file whose owner is to be known before anything of it is posted. */
export interface FileInQuestion {
  day: ChannelFileDay
  source: FileSource
  owner: NamedOwner
  totals: ChannelFileTotals
}

/** What is known without a look at the rows: the channel was asked for our merchant's file, the file names us, or it holds nothing. */
function knownBefore({ source, owner, totals }: FileInQuestion, movements: number): Proof | undefined {
  if (source === 'channel') return 'asked-for'
  if (owner.is === 'ours') return 'named'
  return totals.rows + movements === 0 && !totals.feeMilliFen ? 'nothing-to-post' : undefined
}

/**
 * Proves whose a channel's file is, by what was asked for, what it names, or numbers of ours in its rows: a payment or refund of
 * our books, whatever its day, an order of ours, or a number of the day's trade bill in force, which was proven before.
 */
export async function proveChannelFile(
  read: Pick<Store, 'channelFiles' | 'differences' | 'orders' | 'refunds'>,
  file: FileInQuestion,
  seen: { books: MatchedBooks; movements: readonly AccountMovement[] },
  { reader, archive }: { reader: ChannelFileReader; archive: Pick<ChannelFileArchive, 'pathOf'> },
): Promise<Proof> {
  const { books, movements } = seen
  const before = knownBefore(file, movements.length)
  if (before) return before
  if (books.exact > 0 || Object.values(books.matched).some((count) => count > 0)) return 'own-numbers'
  const rows: ChannelRow[] = []
  for (const { seen } of books.differences) {
    if (!seen?.theirs || seen.theirs.foreignMerchant) continue
    if (seen.ours) return 'own-numbers'
    rows.push(seen.theirs)
  }
  const { day } = file
  const own =
    (await isInBooks(read, day, rows, movements)) || (await isInTradeBill(read, day, rows, { reader, archive }))
  return own ? 'own-numbers' : 'unproven'
}

async function isInBooks(
  { differences, orders, refunds }: Pick<Store, 'differences' | 'orders' | 'refunds'>,
  { company, channel }: ChannelFileDay,
  rows: readonly ChannelRow[],
  movements: readonly AccountMovement[],
): Promise<boolean> {
  const payments = rows.filter(({ kind }) => kind === 'payment').map(({ key }) => key)
  // What a refund or a fee is about bears the payment's number.
  const numbers = [...payments, ...movements.map(({ businessNo }) => businessNo)].slice(0, AT_ONCE)
  if ((await differences.paymentsOf(company, channel, numbers)).size > 0) return true
  for (const { kind, key, orderNo } of rows.slice(0, AT_ONCE)) {
    if (orderNo !== null && (await orders.byNo(orderNo))?.company === company) return true
    if (kind === 'refund' && (await refunds.byNo(key))?.company === company) return true
  }
  return false
}

async function isInTradeBill(
  read: Pick<Store, 'channelFiles'>,
  day: ChannelFileDay,
  rows: readonly ChannelRow[],
  { reader, archive }: { reader: ChannelFileReader; archive: Pick<ChannelFileArchive, 'pathOf'> },
): Promise<boolean> {
  if (day.bill !== 'fundflow' || rows.length === 0) return false
  const trade = fileInForce(await read.channelFiles.ofDay({ ...day, bill: 'trade' }))
  if (!trade) return false
  const wanted = new Set(rows.flatMap(({ channelNo }) => channelNo ?? []))
  let found = false
  const reading = await reader.read(archive.pathOf(trade.path), day.date, (row) => {
    if (found) return
    const { channelNo, foreignMerchant } = row.keep()
    found = channelNo !== null && !foreignMerchant && wanted.has(channelNo)
  })
  return found && reading.outcome === 'read'
}

/** The same of a bank's file: a user code of a household of ours, or a number under which the bank's payment is booked. */
export async function proveBankFile(
  { households, differences }: Pick<Store, 'households' | 'differences'>,
  file: FileInQuestion,
  rows: readonly CounterRow[],
): Promise<Proof> {
  const before = knownBefore(file, 0)
  if (before) return before
  const { company, channel } = file.day
  const numbers = rows.slice(0, AT_ONCE).map(({ traceNo, reverses }) => reverses ?? traceNo)
  if ((await differences.paymentsOf(company, channel, numbers)).size > 0) return 'own-numbers'
  for (const userCode of new Set(rows.map((row) => row.userCode))) {
    if (await households.byUserCode(company, userCode)) return 'own-numbers'
  }
  return 'unproven'
}
