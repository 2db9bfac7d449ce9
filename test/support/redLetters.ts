import path from 'node:path'
import type { InvoiceRequest } from '../../contract/resident'
import { rehearsalChannels } from '../../server/adapters/channels/rehearsal'
import { invoiceFolder } from '../../server/adapters/invoices/invoiceFolder'
import { createLocalInvoices } from '../../server/adapters/invoices/local'
import { createApprovals, propose } from '../../server/application/approvals/approvals'
import { executors } from '../../server/application/approvedActions/executors'
import { isRefusal, type Refusal, type RefusalCode } from '../../server/application/common/refusal'
import { createRunJobs, type JobWork } from '../../server/application/common/runJobs'
import { createInvoiceNumbers, createIssueInvoice } from '../../server/application/invoices/issueInvoice'
import { createRequestInvoice } from '../../server/application/invoices/requestInvoice'
import { createShowInvoice } from '../../server/application/invoices/showInvoices'
import type { ChannelDirectory, PaymentChannel } from '../../server/application/ports/channels'
import type { InvoiceProvider } from '../../server/application/ports/invoices'
import type { JobKind } from '../../server/application/ports/work'
import { createGiveRefund } from '../../server/application/refunds/giveRefund'
import type { Resident } from '../../server/domain/resident/resident'
import { examine, openThreeBills, pay } from './books'
import { checker, maker } from './desk'
import type { EmptyPlace } from './engines'
import { openPorts, type StoryPorts } from './ports'

export const PAYER: Resident = {
  id: 'R1',
  company: 'lanzhou',
  platform: 'wechat',
  payerKind: 'openid',
  payerValue: 'oR1',
  createdAt: 1,
}

const title: InvoiceRequest['title'] = { kind: 'personal', name: '张演示' }

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

export function must<T extends object>(outcome: T | Refusal<RefusalCode>): T {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

/** A payment of 1,116.63 yuan in Lanzhou that may be invoiced and given back, the jobs that do it, and a channel that refunds at once. */
export function redLetterStory(newPlace: () => Promise<EmptyPlace>) {
  let ports: StoryPorts
  let home: string
  let orderNo: string
  let provider: InvoiceProvider
  let refundedAtChannel: string[]
  const sql = (text: string, values: unknown[] = []) => ports.database.writer.query(text, values)

  beforeEach(async () => {
    ports = await openPorts(newPlace)
    home = (await openThreeBills(ports)).first
    orderNo = await pay(ports, { householdId: home, amountFen: 111_663 })
    provider = createLocalInvoices({
      numbers: createInvoiceNumbers(ports.database, invoiceFolder(path.join(ports.place.folder, 'invoices'))),
    })
    refundedAtChannel = []
  })
  afterEach(() => ports.remove())

  const files = () => invoiceFolder(path.join(ports.place.folder, 'invoices'))
  const request = () => createRequestInvoice(ports)(PAYER, { orderNo, title })
  const mine = () => createShowInvoice({ database: ports.database, files: files() }).list(PAYER)

  /** A channel that pays every refund at once, and remembers which. */
  function channels(): ChannelDirectory {
    const given = rehearsalChannels().get('lanzhou', 'wechat') as PaymentChannel
    const refund: PaymentChannel['refund'] = async ({ refundNo }) => {
      const [{ waiting }] = await sql(
        "SELECT COUNT(*) AS waiting FROM invoices WHERE kind = 'red' AND state <> 'issued'",
      )
      // Anyone who calls a channel before the red letter is issued is caught here, whatever comes of it later.
      expect(Number(waiting)).toBe(0)
      refundedAtChannel.push(refundNo)
      return { outcome: 'succeeded', channelRefundId: `5${refundNo}`, doneAt: ports.clock.now() }
    }
    return { get: () => ({ ...given, refund }), companiesWith: () => ['lanzhou'] }
  }

  const runJobs = () => {
    const issueInvoice = createIssueInvoice({ ...ports, provider, files: files() })
    const giveRefund = createGiveRefund({ ...ports, channels: channels(), log: quiet, publicUrl: 'http://127.0.0.1' })
    const work: Partial<Record<JobKind, JobWork>> = {
      'issue-invoice': (job) => issueInvoice(job.subject),
      'give-refund': (job) => giveRefund(job.subject),
    }
    const works = new Proxy({} as Record<JobKind, JobWork>, {
      get: (_, kind): JobWork => work[kind as JobKind] ?? (async () => null),
    })
    return createRunJobs({ ...ports, log: quiet, works })()
  }
  const runAllJobs = async () => {
    for (let round = 0; round < 5; round++) await runJobs()
  }

  /** One person proposes to give back so much, another approves it. */
  async function refund(amountFen: number, route: 'original' | 'next-season' = 'original') {
    const [payment] = await ports.database.read.payments.byOrder(orderNo)
    const proposal = {
      company: 'lanzhou',
      deed: 'refund',
      subject: payment?.id ?? '',
      summary: '退款',
      amountFen,
      payload: { paymentId: payment?.id ?? '', amountFen, route, reason: '多缴' },
      maker,
    } as const
    const approval = must(await ports.database.transaction((store) => propose(store, proposal, ports)))
    const decided = await createApprovals({ ...ports, executors }).approve(checker, approval.id, {
      payloadHash: approval.payloadHash,
    })
    if (isRefusal(decided)) await sql('DELETE FROM approvals')
    return decided
  }

  const soundly = async () => {
    const { checks } = await examine(ports)
    expect(checks.filter(({ broken }) => broken)).toEqual([])
  }
  const states = async () => (await mine()).map(({ kind, state, amountFen }) => `${kind} ${state} ${amountFen}`)

  return {
    sql,
    files,
    request,
    mine,
    runJobs,
    runAllJobs,
    refund,
    soundly,
    states,
    get ports() {
      return ports
    },
    /** The household that paid. */
    get home() {
      return home
    },
    get orderNo() {
      return orderNo
    },
    /** The numbers of the refunds that the channel was asked for. */
    get refundedAtChannel() {
      return refundedAtChannel
    },
    get provider() {
      return provider
    },
    set provider(other: InvoiceProvider) {
      provider = other
    },
  }
}
