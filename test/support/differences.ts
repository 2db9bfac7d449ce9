import type { Resolution } from '../../contract/differenceWords'
import { fen } from '../../contract/money'
import { loadAccounts } from '../../server/adapters/accounts/loadAccounts'
import { createApprovals } from '../../server/application/approvals/approvals'
import { executors, rejections } from '../../server/application/approvedActions/executors'
import { createClosings } from '../../server/application/closing/closing'
import { isRefusal, type Refusal, type RefusalCode } from '../../server/application/common/refusal'
import { createDifferences } from '../../server/application/differences'
import type { PaymentChannel, QueryOutcome, RefundInput, RefundOutcome } from '../../server/application/ports/channels'
import { matchBooks } from '../../server/application/runs/matchBooks'
import { createRecordRun } from '../../server/application/runs/recordRun'
import type { Approval } from '../../server/domain/approval/approval'
import { addDays } from '../../server/domain/calendar/civilDate'
import type { PaymentSource } from '../../server/domain/payment/payment'
import type { ChannelFileDay } from '../../server/domain/reconciliation/channelFile'
import { rowInHand } from '../../server/domain/reconciliation/judge'
import { type ChannelRow, signedFen } from '../../server/domain/reconciliation/row'
import type { Difference } from '../../server/domain/reconciliation/run'
import { checker, maker } from './desk'
import { PROJECT, type StoryPorts } from './ports'

let rows = 0

/** A payment of a channel's file, at noon of a day. */
export function paymentRow(given: Partial<ChannelRow> & { key: string; amountFen: number }, date: string): ChannelRow {
  return {
    kind: 'payment',
    state: 'settled',
    otherKey: given.orderNo ?? '',
    orderNo: null,
    channelNo: given.key,
    at: Date.parse(`${date}T12:00:00+08:00`),
    foreignMerchant: false,
    line: ++rows,
    ...given,
  }
}

/** A channel that says what a story tells it to say; it knows nothing else. */
function scriptedChannel() {
  const payments = new Map<string, QueryOutcome>()
  const refunds = new Map<string, RefundOutcome>()
  const asked: string[] = []
  const given: RefundInput[] = []
  const channel = {
    name: 'wechat',
    async queryTransaction(transactionId: string): Promise<QueryOutcome> {
      asked.push(transactionId)
      return payments.get(transactionId) ?? { outcome: 'not-found' }
    },
    async refund(input: RefundInput): Promise<RefundOutcome> {
      given.push(input)
      return { outcome: 'succeeded', channelRefundId: `C${input.refundNo}` }
    },
    async queryRefund({ refundNo }: { refundNo: string }): Promise<RefundOutcome> {
      asked.push(refundNo)
      return refunds.get(refundNo) ?? { outcome: 'not-found' }
    },
  }
  return {
    asked,
    /** The refunds that it was asked to give; it gives each. */
    given,
    payments,
    refunds,
    directory: {
      get: (_: string, name: string) => (name === 'wechat' ? (channel as unknown as PaymentChannel) : undefined),
      companiesWith: () => [],
    },
    /** The channel took a payment. */
    paid(transactionId: string, orderNo: string, amountFen: number, paidAt: number): void {
      const payment = { orderNo, transactionId, amountFen: fen(amountFen), paidAt, payer: undefined }
      payments.set(transactionId, { outcome: 'paid', payment, refundedFen: undefined })
    },
    /** The channel gave money back. */
    refunded(refundNo: string, amountFen: number, doneAt: number): void {
      refunds.set(refundNo, {
        outcome: 'succeeded',
        channelRefundId: `C${refundNo}`,
        refundedFen: fen(amountFen),
        doneAt,
      })
    },
  }
}

/** The desk of a story: differences come from real matching, two people resolve them, a channel answers as scripted. */
export function openDifferenceDesk(ports: StoryPorts, company = 'lanzhou') {
  const channel = scriptedChannel()
  const given = { ...ports, channels: channel.directory, chart: loadAccounts(PROJECT) }
  const differences = createDifferences(given)
  const approvals = createApprovals({ ...ports, executors, rejections, recheckApproved: differences.recheckApproved })
  const closings = createClosings(given)
  const recordRun = createRecordRun(ports)
  const told = new Set<string>()

  const propose = (
    id: string,
    resolution: Resolution,
    userCode?: string,
    remindOn?: string,
  ): Promise<Approval | Refusal<RefusalCode>> =>
    differences.propose(company, maker, { id, resolution, reason: '已与渠道核对', userCode, remindOn })

  return {
    channel,
    differences,
    approvals,
    closings,
    /** Compares a day with what a file would show; gives the open items of that day. */
    async reconcile(
      date: string,
      theirs: readonly ChannelRow[],
      source: PaymentSource = 'wechat',
    ): Promise<Difference[]> {
      const day: ChannelFileDay = { company, channel: source, bill: 'trade', date }
      const books = await matchBooks(ports.database.read, day, async (visit) => {
        for (const row of theirs) visit(rowInHand(row, date))
        return true
      })
      if (!books) throw new Error('rows can be matched')
      const result = {
        matched: books.exact,
        differences: books.differences,
        ourTotalFen: books.ourTotalFen,
        theirTotalFen: theirs.reduce((sum, row) => sum + signedFen(row), 0),
        status: books.differences.length === 0 ? ('balanced' as const) : ('differences' as const),
        reason: null,
      }
      const around = [addDays(date, -1), addDays(date, 1)]
      const kept = await recordRun({ day, fileId: null, books, result, actor: 'li' }, around)
      if (kept === 'closed') throw new Error('closed')
      const items = await ports.database.read.reconciliation.itemsOf(day)
      return items.filter(({ status }) => status === 'open')
    },
    propose,
    async approve(proposed: Approval | Refusal<RefusalCode>): Promise<Approval | Refusal<RefusalCode>> {
      if (isRefusal(proposed)) return proposed
      return approvals.approve(checker, proposed.id, { payloadHash: proposed.payloadHash, comment: '同意' })
    },
    /** Rejects what was proposed about a difference. */
    async reject(id: string): Promise<void> {
      const waiting = (await ports.database.read.differences.openProposals(company, [id])).get(id) ?? ''
      const rejected = await approvals.reject(checker, waiting, '换一种处理')
      if (isRefusal(rejected)) throw new Error(JSON.stringify(rejected))
    },
    /** Proposed by one, approved by another; fails when it is refused. */
    async resolve(...asked: Parameters<typeof propose>): Promise<Approval> {
      const done = await this.approve(await propose(...asked))
      if (isRefusal(done)) throw new Error(JSON.stringify(done))
      return done
    },
    /** The entries that were made since this was asked last, as `event debit credit fen`, in alphabetical order. */
    async entries(): Promise<string[]> {
      const found: { id: string; text: string }[] = await ports.database.writer.query(
        "SELECT id, CONCAT(event, ' ', debit_account, ' ', credit_account, ' ', amount_fen) AS text FROM transfers WHERE company = ? AND event <> 'bill-opened'",
        [company],
      )
      const fresh = found.filter(({ id }) => !told.has(id))
      for (const { id } of fresh) told.add(id)
      return fresh.map(({ text }) => text).sort()
    },
  }
}
export type DifferenceDesk = ReturnType<typeof openDifferenceDesk>
