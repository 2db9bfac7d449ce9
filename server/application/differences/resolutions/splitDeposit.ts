import { formatYuan, sumFen } from '../../../../contract/money'
import type { Transit } from '../../../domain/bankMatching/transit'
import { nameOf, theirsOf, whoIsAsked } from '../../../domain/difference/facts'
import { excessNumber } from '../../../domain/payment/payment'
import { noonOf } from '../../../domain/reconciliation/row'
import { bookArrival } from '../../bankMatching/bookArrival'
import { applyToHousehold } from '../../booking/applyPayment'
import { type Refusal, refuse } from '../../common/refusal'
import { unexplainedMovement } from '../resolve/ownMovement'
import type { ResolutionOutcome, ResolutionRule } from '../resolve/resolution'

/** 补记并分给多户: one movement in our account pays the bills of several households (a landlord, an employer, a neighbour who paid for all). */
export const splitDeposit = {
  name: 'split-deposit',
  of: ['deposit'],
  fits: (_, { isBooked }) => !isBooked && 'last',
  amount: theirsOf,
  sentence: (item, facts) =>
    `${whoIsAsked(item)}，补记${nameOf(item, facts)} 收款 ${formatYuan(theirsOf(item))}，分别抵缴下列用户的账单`,
  needs: ['shares'],
  truth: null,
  /**
   * A payment a household, each under the bank's number with its place behind it, so that it is booked once (M3); together they are
   * the movement, to the fen, and it settles them. Refused: `books-changed`, `shares-needed`.
   */
  async run(store, { item, payload }, ports): Promise<ResolutionOutcome | Refusal<'books-changed' | 'shares-needed'>> {
    const shares = payload.shares ?? []
    if (shares.length < 2 || sumFen(shares.map(({ amountFen }) => amountFen)) !== theirsOf(item)) {
      return refuse('shares-needed', { amountFen: theirsOf(item) })
    }
    const entry = await unexplainedMovement(store, item)
    if (!entry) return refuse('books-changed')
    const { company, channel: source } = item
    const { bookedOn: paidOn } = entry
    const transits: Transit[] = []
    for (const [at, { householdId, amountFen }] of shares.entries()) {
      const transactionId = excessNumber(entry.bankReference, String(at + 1))
      const number = { company, source, transactionId, orderNo: null }
      const money = { ...number, householdId, amountFen, paidAt: noonOf(paidOn), paidOn }
      if ((await applyToHousehold(store, money, ports)) === 'already') return refuse('books-changed')
      const payment = await store.payments.byTransaction(company, source, transactionId)
      if (!payment) throw new Error(`payment ${transactionId} vanished within its own transaction`)
      const transit: Transit = {
        ...{ id: ports.ids.next(), company, party: source, direction: 'credit', reference: transactionId },
        ...{ otherReference: '', bundle: '', amountFen, netFen: amountFen, sentOn: paidOn, evidenceId: payment.id },
        ...{ arrivalId: null, overdueOn: null, missedIn: null },
      }
      if ((await store.bankMatching.insertTransit(transit)) === 'duplicate') return refuse('books-changed')
      transits.push(transit)
    }
    await bookArrival(store, company, { pass: 'deposit', entries: [entry], transits }, ports)
    return {}
  },
} satisfies ResolutionRule
