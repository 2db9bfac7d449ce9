import path from 'node:path'
import type { InvoiceRequest } from '../../contract/resident'
import { rehearsalChannels } from '../../server/adapters/channels/rehearsal'
import { invoiceFolder } from '../../server/adapters/invoices/folder'
import { loadInvoicePolicy } from '../../server/adapters/invoices/loadPolicy'
import { createLocalInvoices } from '../../server/adapters/invoices/local'
import { propose } from '../../server/application/approvals'
import type { ChannelDirectory, PaymentChannel } from '../../server/application/channelPort'
import { createApprovals } from '../../server/application/decideApprovals'
import { executors } from '../../server/application/executors'
import type { InvoiceProvider } from '../../server/application/invoicePort'
import { createInvoiceNumbers } from '../../server/application/invoices/invoiceNumbers'
import { createIssueInvoice } from '../../server/application/invoices/issueInvoice'
import { createListInvoices } from '../../server/application/invoices/listInvoices'
import { createProposeRedLetter } from '../../server/application/invoices/redLetter'
import { createRequestInvoice } from '../../server/application/invoices/requestInvoice'
import { createRetryInvoice } from '../../server/application/invoices/retryInvoice'
import { createShowInvoice } from '../../server/application/invoices/showInvoice'
import type { JobKind } from '../../server/application/ports'
import { createGiveRefund } from '../../server/application/refunds/giveRefund'
import { isRefusal, type Refusal } from '../../server/application/refusal'
import { createRunJobs, type JobWork } from '../../server/application/runJobs'
import type { Resident } from '../../server/domain/resident/resident'
import { examine, openThreeBills, pay } from '../support/books'
import { checker, maker } from '../support/desk'
import { onEachEngine } from '../support/engines'
import { readPdf } from '../support/pdfText'
import { openPorts, PROJECT, type StoryPorts } from '../support/ports'

const PAYER: Resident = {
  id: 'R1',
  company: 'lanzhou',
  platform: 'wechat',
  payerKind: 'openid',
  payerValue: 'oR1',
  createdAt: 1,
}
const title: InvoiceRequest['title'] = { kind: 'personal', name: '张演示' }
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

function must<T extends object>(outcome: T | Refusal): T {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

onEachEngine('a refund of a payment that was invoiced', (newPlace) => {
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
    provider = createLocalInvoices({ numbers: createInvoiceNumbers(ports.database) })
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
      // Whoever calls a channel before the red letter is issued is caught here, whatever comes of it later.
      expect(Number(waiting)).toBe(0)
      refundedAtChannel.push(refundNo)
      return { outcome: 'succeeded', channelRefundId: `5${refundNo}`, doneAt: ports.clock.now() }
    }
    return { get: () => ({ ...given, refund }), companiesWith: () => ['lanzhou'] }
  }

  const runJobs = () => {
    const policy = loadInvoicePolicy(PROJECT)
    const issueInvoice = createIssueInvoice({ ...ports, policy, provider, files: files() })
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

  test('the red letter comes first, then the money, then an invoice of what is left; the books hold at every step', async () => {
    must(await request())
    await runJobs()
    expect(await refund(40_000)).toMatchObject({ status: 'executed' })

    // The red letter is asked for, and nothing has moved: the refund waits.
    expect(await states()).toEqual(['red asked -111663', 'blue issued 111663'])
    expect(refundedAtChannel).toEqual([])
    await soundly()

    await runJobs()
    expect(await states()).toEqual(['blue asked 71663', 'red issued -111663', 'blue reversed 111663'])
    await soundly()

    await runAllJobs()
    expect(refundedAtChannel).toHaveLength(1)
    expect((await mine()).map(({ number }) => number)).toEqual(['MN202600000003', 'MN202600000002', 'MN202600000001'])
    expect(await states()).toEqual(['blue issued 71663', 'red issued -111663', 'blue reversed 111663'])
    await soundly()
  })

  test('the red letter is negative throughout and names the invoice that it takes back; the old one can still be read', async () => {
    must(await request())
    await runJobs()
    must(await refund(40_000))
    await runAllJobs()
    const [, red, blue] = await mine()
    const show = createShowInvoice({ database: ports.database, files: files() })
    const text = readPdf(must(await show.file(PAYER, red?.id ?? '')).bytes).texts.join('')
    for (const shown of ['红字', '-1116.63', '（负数）壹仟壹佰壹拾陆元陆角叁分', '被红冲蓝字发票号码：MN202600000001'])
      expect(text).toContain(shown)
    expect(text).not.toContain('¥1116.63')
    expect(must(await show.file(PAYER, blue?.id ?? '')).fileName).toBe('MN202600000001.pdf')
  })

  test('all of it given back: the invoice is reversed, and none is issued anew; asked for again there is none', async () => {
    must(await request())
    await runJobs()
    must(await refund(111_663))
    await runAllJobs()
    expect(await states()).toEqual(['red issued -111663', 'blue reversed 111663'])
    expect(await request()).toMatchObject({ refused: 'order-not-paid' })
    await soundly()
  })

  test('kept for the next season the credit, too, waits for the red letter', async () => {
    must(await request())
    await runJobs()
    must(await refund(40_000, 'next-season'))
    expect((await ports.database.read.households.byId(home))?.creditFen).toBe(0)
    await soundly()
    await runAllJobs()
    expect((await ports.database.read.households.byId(home))?.creditFen).toBe(40_000)
    await soundly()
  })

  test('a second refund waits until the first one’s invoices are done; then it takes the new one back', async () => {
    must(await request())
    await runJobs()
    must(await refund(40_000))
    expect(await refund(10_000)).toEqual({ refused: 'invoice-first' })
    await runAllJobs()
    must(await refund(10_000))
    ports.clock.set('2026-11-22')
    await runAllJobs()
    expect(await states()).toEqual([
      'blue issued 61663',
      'red issued -71663',
      'blue reversed 71663',
      'red issued -111663',
      'blue reversed 111663',
    ])
    expect(refundedAtChannel).toHaveLength(2)
    await soundly()
  })

  test('while the invoice is being issued a refund is refused, and nothing changes', async () => {
    must(await request())
    expect(await refund(1)).toEqual({ refused: 'invoice-first' })
    expect((await ports.database.read.payments.byOrder(orderNo))[0]?.refundedFen).toBe(0)
    await soundly()
  })

  test('M2: two refunds approved at once have one red letter', async () => {
    must(await request())
    await runJobs()
    const both = await Promise.allSettled([refund(60_000), refund(60_000)])
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0)
    expect((await mine()).filter(({ kind }) => kind === 'red')).toHaveLength(1)
    await runAllJobs()
    expect(refundedAtChannel).toHaveLength(1)
    await soundly()
  })

  test('a red letter that fails holds the money back; tried again from the desk it lets it go', async () => {
    must(await request())
    await runJobs()
    const working = provider
    provider = { ...working, reverse: async () => ({ outcome: 'failed', reason: '税务平台未受理红字确认单' }) }
    must(await refund(40_000))
    await runAllJobs()
    expect(refundedAtChannel).toEqual([])
    await soundly()
    const list = createListInvoices(ports)
    const failed = await list({ company: 'lanzhou', state: 'failed' }, 0, 20)
    expect(failed).toMatchObject({
      total: 1,
      counts: { asked: 0, issued: 1, failed: 1, reversed: 0 },
      rows: [
        {
          kind: 'red',
          canRetry: true,
          reason: '税务平台未受理红字确认单',
          titleName: '张**',
          household: { userCode: '6201000001' },
          reverses: { number: 'MN202600000001' },
        },
      ],
    })
    provider = working
    ports.clock.set('2026-11-22')
    const retry = createRetryInvoice(ports)
    const id = failed.rows[0]?.id ?? ''
    expect(await retry('baoji', maker, id)).toEqual({ refused: 'not-found' })
    must(await retry('lanzhou', maker, id))
    expect(await retry('lanzhou', maker, id)).toEqual({ refused: 'already-resolved' })
    await runAllJobs()
    expect(refundedAtChannel).toHaveLength(1)
    expect(await list({ company: 'lanzhou', q: '62010' }, 0, 20)).toMatchObject({ total: 3 })
    expect(await list({ company: 'lanzhou', q: 'MN2026' }, 0, 20)).toMatchObject({ total: 3 })
    expect(await list({ company: 'lanzhou', kind: 'blue', from: '2026-11-23' }, 0, 20)).toMatchObject({ total: 0 })
    await soundly()
  })

  test('a power cut between the red letter and its record: tried again it keeps its number, and the money goes once', async () => {
    must(await request())
    await runJobs()
    must(await refund(40_000))
    const working = provider
    let cuts = 1
    provider = {
      ...working,
      async reverse(facts, blue) {
        const issued = await working.reverse(facts, blue)
        if (cuts-- > 0) throw new Error('power cut')
        return issued
      },
    }
    await runAllJobs()
    expect(await states()).toEqual(['red asked -111663', 'blue issued 111663'])
    await soundly()
    ports.clock.set('2026-11-22')
    await runAllJobs()
    expect((await mine()).map(({ number }) => number)).toEqual(['MN202600000003', 'MN202600000002', 'MN202600000001'])
    expect(refundedAtChannel).toHaveLength(1)
  })

  test('taken back for its own sake, by two people: nothing is issued anew until the payer asks; then over what is left', async () => {
    const asked = must(await request())
    const propose = createProposeRedLetter(ports)
    const wish = { id: asked.id, reason: '渠道侧已退款' }
    expect(await propose('lanzhou', maker, wish)).toEqual({ refused: 'invoice-first' })
    await runJobs()
    expect(await propose('baoji', maker, wish)).toEqual({ refused: 'not-found' })
    const proposed = must(await propose('lanzhou', maker, wish))
    expect(proposed.summary).toBe('红冲发票 MN202600000001，金额 1,116.63 元，原因：渠道侧已退款')
    const approve = (who: typeof checker) =>
      createApprovals({ ...ports, executors }).approve(who, proposed.id, { payloadHash: proposed.payloadHash })
    expect(await approve(maker)).toEqual({ refused: 'maker-is-checker' })
    must(await approve(checker))
    await soundly()
    expect(await propose('lanzhou', maker, wish)).toEqual({ refused: 'invoice-first' })
    await runAllJobs()
    expect(await states()).toEqual(['red issued -111663', 'blue reversed 111663'])
    expect(refundedAtChannel).toEqual([])
    await soundly()
    // Nothing stands in the way of a refund now, and what is left can be invoiced.
    must(await refund(40_000))
    expect(must(await request())).toMatchObject({ kind: 'blue', state: 'asked', amountFen: 71_663 })
    await runAllJobs()
    expect(await states()).toEqual(['blue issued 71663', 'red issued -111663', 'blue reversed 111663'])
    await soundly()
  })

  describe('whoever breaks the order behind its back is found', () => {
    beforeEach(async () => {
      must(await request())
      await runJobs()
      must(await refund(40_000))
    })
    const broken = async () => (await examine(ports)).checks.flatMap(({ name, broken }) => (broken ? [name] : []))

    test('money that goes back before the red letter', async () => {
      await sql('UPDATE refunds SET called_at = 1')
      expect(await broken()).toEqual(['red-letter-first'])
    })

    test('an invoice called reversed without its red letter, and one that its red letter left standing', async () => {
      await sql("UPDATE invoices SET state = 'reversed' WHERE kind = 'blue'")
      expect(await broken()).toEqual(['red-letter'])
      await sql("UPDATE invoices SET state = 'issued' WHERE kind = 'blue'")
      await sql("UPDATE invoices SET state = 'issued', number = 'X', file_name = 'X' WHERE kind = 'red'")
      expect(await broken()).toEqual(['red-letter'])
    })

    test('a red letter of another amount', async () => {
      await sql("UPDATE invoices SET amount_fen = -1 WHERE kind = 'red'")
      expect(await broken()).toEqual(['red-letter'])
    })

    test('a red letter taken away: then more is invoiced than is left', async () => {
      await sql("DELETE FROM invoices WHERE kind = 'red'")
      expect(await broken()).toEqual(['invoiced-within-paid'])
    })

    test('a new invoice of more than is left', async () => {
      await runAllJobs()
      await sql("UPDATE invoices SET amount_fen = 71664 WHERE kind = 'blue' AND nth = 2")
      expect(await broken()).toEqual(['invoiced-within-paid'])
    })
  })
})
