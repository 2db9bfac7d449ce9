import { bankIn } from '../../../contract/channelWords'
import { addDays } from '../../domain/calendar/civilDate'
import type { BillFile } from '../../domain/reconciliation/billFile'
import type { Difference } from '../../domain/reconciliation/difference'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import { gapsAfterArrival, sentUnder } from '../../domain/settling/gap'
import type { AccountMovement } from '../../domain/settling/movement'
import { netOfCounterFee } from '../../domain/settling/ourAccounts'
import { baseNumber, DAYS_LATE, type Transit } from '../../domain/settling/transit'
import type { Ids, Store } from '../ports'

type File = Pick<BillFile, 'id' | 'company' | 'channel' | 'date'>

/** What every transit begins with. */
const begun = { arrivalId: null, overdueOn: null, missedIn: null } as const

async function keep(store: Store, transit: Transit): Promise<void> {
  if ((await store.settling.insertTransit(transit)) === 'inserted') return
  const known = await store.settling.transitBy(transit.company, transit.party, transit.reference)
  if (!known) return
  const { amountFen, netFen, sentOn, evidenceId } = transit
  // What has arrived stays as it arrived; else the newest file in force is right.
  if (known.arrivalId === null) {
    await store.settling.changeTransit(known.id, { amountFen, netFen, sentOn, evidenceId })
    return
  }
  // Of what comes in parts the file tells the sum: what is still on its way is the rest.
  const sent = await store.settling.sentBy(known.company, known.party, known.sentOn)
  const rest = sent.find((one) => one.arrivalId === null && baseNumber(one.reference) === known.reference)
  const restFen = amountFen - sentUnder(known.reference, sent) + (rest?.amountFen ?? 0)
  if (!rest || restFen <= 0) return
  const netRestFen = restFen === rest.amountFen ? rest.netFen : restFen
  await store.settling.changeTransit(rest.id, { amountFen: restFen, netFen: netRestFen, evidenceId })
}

/**
 * The file in force is the newest word: what it does not tell of any more goes, unless it has come. Gives what a changed file
 * says otherwise of money that is in our account already.
 */
async function settleWith(
  store: Store,
  { id, company, channel, date }: File,
  stated: ReadonlyMap<string, number>,
): Promise<Difference[]> {
  await store.settling.dropOutdated(company, channel, date, id)
  return gapsAfterArrival(stated, await store.settling.sentBy(company, channel, date))
}

/** Keeps what a fund-flow bill in force says the channel has sent to our account; see settleWith for what it gives. */
export async function keepRemittances(
  store: Store,
  file: File,
  movements: readonly AccountMovement[],
  ids: Ids,
): Promise<Difference[]> {
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

/** A bank hands over what its counters took on a day, as one batch: whole, or less its fee; see settleWith for what it gives. */
export async function keepCollections(
  store: Store,
  file: File,
  amountFen: number,
  rulebook: Rulebook,
  ids: Ids,
): Promise<Difference[]> {
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
export async function keepPayouts(store: Store, company: string, date: string, ids: Ids): Promise<void> {
  const from = addDays(date, -DAYS_LATE)
  for (const paid of await store.settling.paidOut(company, from, date)) {
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
