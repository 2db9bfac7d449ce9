import { formatYuan } from '../../../../contract/money'
import { nameOf, theirsOf } from '../../../domain/difference/facts'
import { paymentCorrected } from '../../../domain/ledger/rulesOfDifferences'
import { excessNumber } from '../../../domain/payment/payment'
import { bookCounterRow } from '../../booking/importBankPayments'
import { transfersOf } from '../../common/post'
import { isRefusal, refuse } from '../../common/refusal'
import { correctedPayer } from '../facts'
import { followPayer } from '../resolve/correctedPayer'
import { takeFrom } from '../resolve/correctPayment'
import type { ResolutionRule } from '../resolve/resolution'
import { bankRow } from '../resolve/truth'

/** What our tables hold. */
const MAX_NUMBER = 64

/** 按银行更正的用户号改记: what is still with the wrong household moves to the one that its bank has corrected it to. */
export const movePayment = {
  name: 'move-payment',
  of: ['transaction'],
  fits: (item, { payer }) => item.kind === 'payer' && payer !== null && payer.leftFen > 0,
  amount: theirsOf,
  sentence(item, facts) {
    const [from, to] = [item.seen?.ours?.payerCode, item.seen?.theirs?.userCode]
    const moved = formatYuan(facts.payer?.leftFen ?? theirsOf(item))
    const where = facts.payer?.isKnown === false ? '系统中没有这个用户号，转入待查款项' : '抵缴其账单'
    return `以银行改送的文件为准，${nameOf(item, facts)} 的 ${moved} 从用户号 ${from} 改记到用户号 ${to}，${where}；原用户的欠费相应恢复`
  },
  needs: [],
  truth: { ofBank: bankRow },
  async takes(store, item) {
    const corrected = await correctedPayer(store, item)
    return corrected && { payment: corrected.payment, amountFen: corrected.leftFen }
  },
  /**
   * The bank has corrected whose payment it is, and its file stands: what is left of it is taken from where it was booked and booked
   * again for the household of the corrected code, as of the day on which it was paid, so that no late fee comes of the bank's mistake;
   * where nobody has that code, it waits in suspense (M7). The bank has one row for both: the first counts with all of it. Refused:
   * `books-changed`, `resolution-does-not-fit`, `invoice-first`, `suspense-first`, `not-refundable`.
   */
  async run(store, at, ports) {
    const { item, payload, resolutionId } = at
    const corrected = await correctedPayer(store, item)
    const { truth } = payload
    if (!corrected || corrected.leftFen === 0 || truth?.says !== 'file-row') return refuse('books-changed')
    const told = await followPayer(store, at)
    if (isRefusal(told)) return told
    const { payment, leftFen } = corrected
    const { company, source, householdId, paidAt, paidOn, filedOn } = payment
    const traceNo = excessNumber(told.transactionId, resolutionId.slice(-8))
    if (traceNo.length > MAX_NUMBER) return refuse('resolution-does-not-fit')
    const from = await takeFrom(store, { payment, shortFen: leftFen, by: resolutionId }, ports)
    if (isRefusal(from)) return from
    if (!(await store.refunds.reserve(payment.id, leftFen, 'payment-corrected'))) return refuse('books-changed')
    await store.ledger.insert(
      transfersOf(
        {
          company,
          postingKey: `payment-corrected:${resolutionId}`,
          event: 'payment-corrected',
          effectiveOn: paidOn,
          evidenceKind: 'difference',
          evidenceId: resolutionId,
          postings: paymentCorrected({ source, householdId, ...from }),
        },
        ports,
      ),
    )
    const row = { userCode: truth.userCode ?? '', traceNo, amountFen: leftFen, paidOn, paidAt }
    await bookCounterRow(store, company, source, filedOn ? { ...row, filedOn } : row, ports)
    const booked = await store.payments.byTransaction(company, source, traceNo)
    if (!booked) throw new Error(`payment ${traceNo} vanished within its own transaction`)
    await store.differences.correctPayment(booked.id, -leftFen)
    if (!(await store.payments.replace(payment.id, booked.id))) return refuse('books-changed')
    return { paymentId: payment.id, takenBackFen: leftFen }
  },
} satisfies ResolutionRule
