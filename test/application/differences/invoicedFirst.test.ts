import path from 'node:path'
import { problemOfRefusal } from '../../../server/adapters/http/problems'
import { invoiceFolder } from '../../../server/adapters/invoices/invoiceFolder'
import { createLocalInvoices } from '../../../server/adapters/invoices/local'
import { isRefusal } from '../../../server/application/common/refusal'
import { createInvoiceNumbers, createIssueInvoice } from '../../../server/application/invoices/issueInvoice'
import { createProposeRedLetter } from '../../../server/application/invoices/redLetter'
import { createRequestInvoice } from '../../../server/application/invoices/requestInvoice'
import type { Resident } from '../../../server/domain/resident/resident'
import { maker } from '../../support/desk'
import { paymentRow } from '../../support/differences'
import { COMPANY, DAY, type DifferenceStory, NEXT_DAY, NOON, onEachDifferenceStory } from '../../support/resolutions'

const PAYER: Resident = {
  id: 'R1',
  company: COMPANY,
  platform: 'wechat',
  payerKind: 'openid',
  payerValue: 'oR1',
  createdAt: 1,
}

/** Issues what was asked for: blue and red. */
function issuing({ ports }: DifferenceStory) {
  const issue = createIssueInvoice({
    ...ports,
    provider: createLocalInvoices({
      numbers: createInvoiceNumbers(ports.database, invoiceFolder(path.join(ports.place.folder, 'invoices'))),
    }),
    files: invoiceFolder(path.join(ports.place.folder, 'invoices')),
  })
  return async () => {
    for (const job of await ports.database.read.jobs.due(ports.clock.now(), 20, ['issue-invoice'])) {
      await issue(job.subject)
    }
  }
}

onEachDifferenceStory('a correction that would leave less than was invoiced', (story) => {
  test('says which invoice is to be taken back first, at approval too; then it goes through', async () => {
    const { ports, desk, paid, owed, read } = story()
    const issue = issuing(story())
    const { orderNo, transactionId } = await paid()
    ports.clock.set(NEXT_DAY)
    const less = [paymentRow({ key: transactionId, orderNo, amountFen: 223_000 }, DAY)]
    const [item] = await desk.reconcile(DAY, less)
    const id = item?.id ?? ''
    desk.channel.paid(transactionId, orderNo, 223_000, NOON)
    // Proposed while nothing was in the way; its payer asks for an invoice before it is approved.
    const proposed = await desk.propose(id, 'correct-amount')
    const asked = await createRequestInvoice(ports)(PAYER, { orderNo, title: { kind: 'personal', name: '张演示' } })
    if (isRefusal(asked)) throw new Error(asked.refused)
    expect(await desk.approve(proposed)).toEqual({ refused: 'invoice-first' })
    await issue()

    const again = await desk.approve(proposed)
    if (!isRefusal(again)) throw new Error('nothing was in the way')
    expect(problemOfRefusal(again)).toMatchObject({
      code: 'invoice-first',
      status: 409,
      detail:
        '这笔缴费已开发票 MN202600000001，金额 2,233.25 元，而更正后只剩 2,230.00 元。请先在“发票”中红冲这张发票，红字发票开出后再提交，或再批准已提交的申请。',
    })
    expect([await desk.entries(), await owed()]).toEqual([[], 0])
    expect(await read().differences.byId(id)).toMatchObject({ status: 'open' })

    const red = await createProposeRedLetter(ports)(COMPANY, maker, { id: asked.id, reason: '渠道实收较少' })
    expect(await desk.approve(red)).toMatchObject({ status: 'executed' })
    expect(await desk.approve(proposed)).toEqual({ refused: 'invoice-first' })
    await issue()
    expect(await desk.approve(proposed)).toMatchObject({ status: 'executed' })
    expect(await desk.entries()).toEqual(['payment-corrected receivable clearing:wechat 325'])
    expect(await owed()).toBe(325)
    expect(await desk.reconcile(DAY, less)).toEqual([])
  })

  test('is told to the maker: nobody is asked to check what cannot be done', async () => {
    const { ports, desk, paid, read } = story()
    const issue = issuing(story())
    const { orderNo, transactionId } = await paid()
    await createRequestInvoice(ports)(PAYER, { orderNo, title: { kind: 'personal', name: '张演示' } })
    ports.clock.set(NEXT_DAY)
    const [item] = await desk.reconcile(DAY, [])
    const id = item?.id ?? ''
    expect(await desk.propose(id, 'take-back-payment')).toEqual({ refused: 'invoice-first' })
    await issue()
    expect(await desk.propose(id, 'take-back-payment')).toMatchObject({
      refused: 'invoice-first',
      facts: { invoiceNo: 'MN202600000001', invoicedFen: 223_325, leftFen: 0 },
    })
    expect(await read().differences.proposalsOf(id)).toEqual([])
    // A refund that somebody gave at the channel's own desk is the same.
    desk.channel.refunded('OUTSIDE1', 500, NOON)
    const outside = paymentRow({ kind: 'refund', key: 'OUTSIDE1', orderNo, amountFen: 500 }, DAY)
    const items = await desk.reconcile(DAY, [
      paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY),
      outside,
    ])
    expect(await desk.propose(items[0]?.id ?? '', 'book-refund')).toMatchObject({
      refused: 'invoice-first',
      facts: { invoicedFen: 223_325, leftFen: 222_825 },
    })
  })

  test('a refund that gave back more than we booked waits for the red letter, too', async () => {
    const { ports, desk, paid, refunded } = story()
    const issue = issuing(story())
    const { orderNo, transactionId } = await paid()
    const refundNo = await refunded(transactionId, 10_000)
    await createRequestInvoice(ports)(PAYER, { orderNo, title: { kind: 'personal', name: '张演示' } })
    await issue()
    ports.clock.set(NEXT_DAY)
    const refund = { kind: 'refund', key: refundNo, orderNo, amountFen: 10_050 } as const
    const rows = [paymentRow({ key: transactionId, orderNo, amountFen: 223_325 }, DAY), paymentRow(refund, DAY)]
    const [item] = await desk.reconcile(DAY, rows)
    desk.channel.refunded(refundNo, 10_050, NOON)
    expect(await desk.propose(item?.id ?? '', 'correct-amount')).toMatchObject({
      refused: 'invoice-first',
      facts: { invoicedFen: 213_325, leftFen: 213_275 },
    })
    expect(await desk.entries()).toEqual([])
  })
})
