import { addDays } from '../../domain/calendar/civilDate'
import type { BillFile } from '../../domain/reconciliation/billFile'
import type { Rulebook } from '../../domain/rulebook/rulebook'
import type { AccountMovement } from '../../domain/settling/movement'
import { netOfCounterFee } from '../../domain/settling/ourAccounts'
import { DAYS_LATE, type Transit } from '../../domain/settling/transit'
import type { Ids, Store } from '../ports'

type File = Pick<BillFile, 'id' | 'company' | 'channel' | 'date'>

/** What every transit begins with. */
const begun = { arrivalId: null, overdueOn: null, missedIn: null } as const

async function keep(store: Store, transit: Transit): Promise<void> {
  if ((await store.settling.insertTransit(transit)) === 'inserted') return
  const known = await store.settling.transitBy(transit.company, transit.party, transit.reference)
  // What has arrived stays as it arrived; else the newest file in force is right.
  if (!known || known.arrivalId !== null) return
  const { amountFen, netFen, sentOn, evidenceId } = transit
  await store.settling.changeTransit(known.id, { amountFen, netFen, sentOn, evidenceId })
}

/** Keeps what a fund-flow bill in force says the channel has sent to our account; what an earlier version said goes. */
export async function keepRemittances(
  store: Store,
  file: File,
  movements: readonly AccountMovement[],
  ids: Ids,
): Promise<void> {
  const { company, channel, date } = file
  for (const { kind, flowNo, businessNo, voucherNo, fen } of movements) {
    if (kind !== 'remittance') continue
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
  await store.settling.dropOutdated(company, channel, date, file.id)
}

/** A bank hands over what its counters took on a day, as one batch: whole, or less its fee. */
export async function keepCollections(
  store: Store,
  file: File,
  amountFen: number,
  rulebook: Rulebook,
  ids: Ids,
): Promise<void> {
  const { company, channel, date } = file
  await store.settling.dropOutdated(company, channel, date, file.id)
  if (amountFen <= 0) return
  await keep(store, {
    ...begun,
    id: ids.next(),
    company,
    party: channel,
    direction: 'credit',
    reference: date.replaceAll('-', ''),
    otherReference: '',
    bundle: '',
    amountFen,
    netFen: netOfCounterFee(rulebook, channel.slice('bank:'.length), amountFen),
    sentOn: date,
    evidenceId: file.id,
  })
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
