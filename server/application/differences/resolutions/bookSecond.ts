import { formatYuan } from '../../../../contract/money'
import { nameOf, theirsOf } from '../../../domain/difference/facts'
import { MAX_OF_NUMBER, numberAtBank, numberOfFurther } from '../../../domain/reconciliation/row'
import { bookCounterRow } from '../../booking/importBankPayments'
import { refuse } from '../../common/refusal'
import { isSecondOfNumber } from '../facts'
import type { ResolutionRule } from '../resolve/resolution'
import { bankRow } from '../resolve/truth'

/** What our tables hold. */
const MAX_NUMBER = 64

/** 银行确认属实，另记一笔: a bank has used one number for two payments, and has said so in writing. */
export const bookSecond = {
  name: 'book-second',
  of: ['transaction'],
  fits: (item, { secondOfNumber }) => item.kind === 'duplicate-row' && secondOfNumber,
  amount: theirsOf,
  sentence: (item, facts) =>
    `银行已书面确认${nameOf(item, facts)} 的第二行属实，另记收款 ${formatYuan(theirsOf(item))}`,
  needs: ['evidence'],
  truth: { ofBank: bankRow },
  /**
   * The bank has confirmed that the second row of a number is a payment of its own: it is booked as one, under the number of its
   * day, by which the same row is found again in every later reading (bookedNumbers). Once only: the number is unique (M3), and a
   * difference that was opened again books nothing more. Refused: `books-changed`, `resolution-does-not-fit`.
   */
  async run(store, { item, payload, before }, ports) {
    const { company, channel } = item
    const { truth } = payload
    if (truth?.says !== 'file-row' || payload.evidence === null) return refuse('resolution-does-not-fit')
    if (before.some(({ resolution }) => resolution === 'book-second')) return refuse('books-changed')
    if (!(await isSecondOfNumber(store, item))) return refuse('books-changed')
    const { userCode, amountFen, paidOn } = truth
    const atBank = { traceNo: numberAtBank(item.key, paidOn), paidOn }
    for (let nth = 1; nth <= MAX_OF_NUMBER; nth++) {
      const traceNo = numberOfFurther(atBank, nth)
      if (traceNo.length > MAX_NUMBER) break
      if (await store.payments.byTransaction(company, channel, traceNo)) continue
      const row = { userCode: userCode ?? '', traceNo, amountFen, paidOn, paidAt: item.seen?.theirs?.at }
      if ((await bookCounterRow(store, company, channel, row, ports)) === 'already') return refuse('books-changed')
      const payment = await store.payments.byTransaction(company, channel, traceNo)
      if (!payment) throw new Error(`payment ${traceNo} vanished within its own transaction`)
      return { paymentId: payment.id }
    }
    return refuse('resolution-does-not-fit')
  },
} satisfies ResolutionRule
