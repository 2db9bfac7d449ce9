import { bankIn } from '../../../contract/channelWords'
import {
  type AccountMovement,
  type BankEntry,
  netOfCounterFee,
  signedEntryFen,
} from '../../domain/bankMatching/bankEntry'
import type { Contradiction } from '../../domain/bankMatching/statementDifferences'
import { baseNumber, DAYS_LATE, gapsAfterArrival, sentUnder, type Transit } from '../../domain/bankMatching/transit'
import { addDays } from '../../domain/calendar/civilDate'
import type { ChannelFile, ChannelFileDay } from '../../domain/reconciliation/channelFile'
import type { Mismatch } from '../../domain/reconciliation/mismatch'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { StatementReading } from '../ports/bankMatching'
import { ConcurrencyConflict, type Store } from '../ports/database'
import type { Ids } from '../ports/system'
import { numberedRows } from './entryNumbers'

type Read = Extract<StatementReading, { outcome: 'read' }>

/**
 * Keeps the movements of a statement in force, each once by its number (M3; see numberedRows). A further version corrects what nothing
 * was booked on; what it says otherwise of money that was booked already is told.
 */
export async function keepEntries(
  store: Pick<Store, 'bankMatching'>,
  day: ChannelFileDay,
  reading: Read,
  fileId: string,
  ids: Ids,
): Promise<Contradiction[]> {
  const { account } = reading
  const { company, channel: statement, date: statedOn } = day
  const contradictions: Contradiction[] = []
  const told = new Set<string>()
  for (const { row, known } of await numberedRows(store, day, reading)) {
    const { line, ...facts } = row
    if (!known) {
      const own = { id: ids.next(), company, account, statement, statedOn, line, fileId, arrivalId: null }
      const entry: BankEntry = { ...facts, ...own }
      if ((await store.bankMatching.insertEntry(entry)) === 'duplicate')
        throw new ConcurrencyConflict(`entry ${entry.bankReference}`)
      told.add(entry.id)
      continue
    }
    told.add(known.id)
    // Another statement that tells of the same movement corrects nothing of it.
    if (known.statement !== statement || known.statedOn !== statedOn) continue
    if (known.arrivalId === null) await store.bankMatching.changeEntry(known.id, { ...facts, line, fileId })
    else if (known.amountFen !== row.amountFen) {
      contradictions.push({ entry: known, nowFen: signedEntryFen(row), line })
    }
  }
  for (const entry of await store.bankMatching.entriesStated(company, statement, statedOn)) {
    if (told.has(entry.id)) continue
    if (!(await store.bankMatching.dropEntry(entry.id))) contradictions.push({ entry, nowFen: null, line: null })
  }
  return contradictions
}

/** Keeps what a statement in force says the account held before and after its day. */
export async function keepBalance(
  store: Pick<Store, 'accountBook'>,
  { company, channel: statement, date }: ChannelFileDay,
  { account, openingFen, closingFen }: Read,
  fileId: string,
): Promise<void> {
  await store.accountBook.keepBalance({ company, account, statement, date, fileId, openingFen, closingFen })
}

type File = Pick<ChannelFile, 'id' | 'company' | 'channel' | 'date'>

/** What every transit begins with. */
const begun = { arrivalId: null, overdueOn: null, missedIn: null } as const

async function keep(store: Pick<Store, 'bankMatching'>, transit: Transit): Promise<void> {
  if ((await store.bankMatching.insertTransit(transit)) === 'inserted') return
  const known = await store.bankMatching.transitBy(transit.company, transit.party, transit.reference)
  if (!known) return
  const { amountFen, netFen, sentOn, evidenceId } = transit
  // What has arrived stays as it arrived; else the newest file in force is right.
  if (known.arrivalId === null) {
    await store.bankMatching.changeTransit(known.id, { amountFen, netFen, sentOn, evidenceId })
    return
  }
  // Of what comes in parts the file tells the sum: what is still on its way is the rest.
  const sent = await store.bankMatching.sentBy(known.company, known.party, known.sentOn)
  const rest = sent.find((one) => one.arrivalId === null && baseNumber(one.reference) === known.reference)
  const restFen = amountFen - sentUnder(known.reference, sent) + (rest?.amountFen ?? 0)
  if (!rest || restFen <= 0) return
  const netRestFen = restFen === rest.amountFen ? rest.netFen : restFen
  await store.bankMatching.changeTransit(rest.id, { amountFen: restFen, netFen: netRestFen, evidenceId })
}

/**
 * The file in force is the newest word: what it does not report any more goes, unless it has come. Gives what a changed file
 * says otherwise of money that is in our account already.
 */
async function settleWith(
  store: Pick<Store, 'bankMatching'>,
  { id, company, channel, date }: File,
  stated: ReadonlyMap<string, number>,
): Promise<Mismatch[]> {
  await store.bankMatching.dropOutdated(company, channel, date, id)
  return gapsAfterArrival(stated, await store.bankMatching.sentBy(company, channel, date))
}

/** Keeps what a fund-flow bill in force says the channel has sent to our account; see settleWith for what it gives. */
export async function keepRemittances(
  store: Pick<Store, 'bankMatching'>,
  file: File,
  movements: readonly AccountMovement[],
  ids: Ids,
): Promise<Mismatch[]> {
  const { company, channel, date } = file
  const stated = new Map<string, number>()
  for (const { kind, flowNo, businessNo, voucherNo, fen } of movements) {
    if (kind !== 'remittance') continue
    stated.set(flowNo, 0 - fen)
    await keep(store, {
      ...begun,
      id: ids.next(),
      company,
      party: channel,
      direction: 'credit',
      reference: flowNo,
      otherReference: businessNo === flowNo ? voucherNo : businessNo,
      bundle: '',
      amountFen: 0 - fen,
      netFen: 0 - fen,
      sentOn: date,
      evidenceId: file.id,
    })
  }
  return settleWith(store, file, stated)
}

/** A bank pays out what its counters took on a day, as one batch: whole, or less its fee; see settleWith for what it gives. */
export async function keepCollections(
  store: Pick<Store, 'bankMatching'>,
  file: File,
  amountFen: number,
  rulebook: Rulebook,
  ids: Ids,
): Promise<Mismatch[]> {
  const { company, channel, date } = file
  const reference = date.replaceAll('-', '')
  if (amountFen <= 0) return settleWith(store, file, new Map())
  const bank = bankIn(channel)
  await keep(store, {
    ...begun,
    id: ids.next(),
    company,
    party: channel,
    direction: 'credit',
    reference,
    otherReference: '',
    bundle: '',
    amountFen,
    netFen: bank === undefined ? amountFen : netOfCounterFee(rulebook, bank, amountFen),
    sentOn: date,
    evidenceId: file.id,
  })
  return settleWith(store, file, new Map([[reference, amountFen]]))
}

/** Refunds that our bank paid to cards leave the account, and those that came back enter it: the books have them already. */
export async function keepPayouts(
  store: Pick<Store, 'bankMatching'>,
  company: string,
  date: string,
  ids: Ids,
): Promise<void> {
  const from = addDays(date, -DAYS_LATE)
  for (const paid of await store.bankMatching.paidOut(company, from, date)) {
    const common = {
      ...begun,
      company,
      party: 'payout' as const,
      otherReference: '',
      bundle: paid.batchId ?? '',
      amountFen: paid.amountFen,
      netFen: paid.amountFen,
      evidenceId: paid.id,
    }
    const { paidOn, returnedOn, serial } = paid
    if (paidOn !== null)
      await keep(store, { ...common, id: ids.next(), direction: 'debit', reference: serial, sentOn: paidOn })
    if (returnedOn !== null) {
      const reference = `${serial}-R`
      await keep(store, { ...common, id: ids.next(), direction: 'credit', reference, sentOn: returnedOn })
    }
  }
}
