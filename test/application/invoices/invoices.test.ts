import path from 'node:path'
import type { InvoiceRequest, InvoiceView } from '../../../contract/resident'
import { createLocalInvoices } from '../../../server/adapters/invoices/local'
import { invoiceFolder, loadInvoicePolicy } from '../../../server/adapters/invoices/policy'
import { isRefusal, type Refusal, type RefusalCode } from '../../../server/application/common/refusal'
import { createRunJobs, type JobWork } from '../../../server/application/common/runJobs'
import { createInvoiceNumbers, createIssueInvoice } from '../../../server/application/invoices/issueInvoice'
import { createRequestInvoice } from '../../../server/application/invoices/requestInvoice'
import { createShowInvoice } from '../../../server/application/invoices/showInvoices'
import type { InvoiceProvider } from '../../../server/application/ports/invoices'
import type { JobKind } from '../../../server/application/ports/work'
import type { Resident } from '../../../server/domain/resident/resident'
import { examine, openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { readPdf } from '../../support/pdfText'
import { openPorts, PROJECT, type StoryPorts } from '../../support/ports'

const resident = (id: string, company = 'lanzhou'): Resident => ({
  id,
  company,
  platform: 'wechat',
  payerKind: 'openid',
  payerValue: `o${id}`,
  createdAt: 1,
})

const PAYER = resident('R1')

const personal: InvoiceRequest['title'] = { kind: 'personal', name: '张演示' }

const company: InvoiceRequest['title'] = { kind: 'company', name: '演示公司', taxNumber: '91440300708461136T' }

const must = (outcome: InvoiceView | Refusal<RefusalCode>): InvoiceView => {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

onEachEngine('an invoice', (newPlace) => {
  let ports: StoryPorts
  let homes: Awaited<ReturnType<typeof openThreeBills>>
  let provider: InvoiceProvider
  beforeEach(async () => {
    ports = await openPorts(newPlace)
    homes = await openThreeBills(ports)
    provider = createLocalInvoices({
      numbers: createInvoiceNumbers(ports.database, invoiceFolder(path.join(ports.place.folder, 'invoices'))),
    })
  })
  afterEach(() => ports.remove())

  const verbs = () => {
    const files = invoiceFolder(path.join(ports.place.folder, 'invoices'))
    const policy = loadInvoicePolicy(PROJECT)
    const issueInvoice = createIssueInvoice({ ...ports, policy, provider, files })
    return {
      request: createRequestInvoice(ports),
      show: createShowInvoice({ database: ports.database, files }),
      issueInvoice,
      /** The job is what issues it in the running server. */
      runJobs: createRunJobs({
        ...ports,
        log: { info: () => undefined, warn: () => undefined, error: () => undefined },
        // Other kinds of work wait for nobody here.
        works: new Proxy({} as Record<JobKind, JobWork>, {
          get: (_, kind): JobWork => (kind === 'issue-invoice' ? (job) => issueInvoice(job.subject) : async () => null),
        }),
      }),
    }
  }

  test('asked for after the payment, issued by a job, shown and downloaded by its owner only', async () => {
    const { request, show, runJobs } = verbs()
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    const asked = must(await request(PAYER, { orderNo, title: personal }))
    expect(asked).toMatchObject({ state: 'asked', number: null, titleName: '张演示', amountFen: 111_663 })
    expect(await show.file(PAYER, asked.id)).toEqual({ refused: 'invoice-not-ready' })

    await runJobs()
    expect(await show.one(PAYER, asked.id)).toMatchObject({
      state: 'issued',
      number: 'MN202600000001',
      issuedAt: ports.clock.now(),
    })
    expect(await show.list(PAYER)).toHaveLength(1)
    const file = await show.file(PAYER, asked.id)
    if (isRefusal(file)) throw new Error(file.refused)
    expect(file.fileName).toBe('MN202600000001.pdf')
    const text = readPdf(file.bytes).texts.join('')
    for (const shown of ['MN202600000001', '张演示', '壹仟壹佰壹拾陆元陆角叁分', '演示家园***3单元', '免税'])
      expect(text).toContain(shown)

    const stranger = resident('R2')
    expect(await show.one(stranger, asked.id)).toEqual({ refused: 'not-found' })
    expect(await show.file(stranger, asked.id)).toEqual({ refused: 'not-found' })
    expect(await show.list(stranger)).toEqual([])
    expect((await examine(ports)).outcome).toBe('sound')
  })

  test('the title is sealed where it is kept', async () => {
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    must(await verbs().request(PAYER, { orderNo, title: personal }))
    const [row] = await ports.database.writer.query('SELECT title_name FROM invoices')
    expect(row.title_name).not.toContain('张')
  })

  test('of an order that is not paid, not his, or not there, there is none', async () => {
    const { request } = verbs()
    const wrong = await pay(ports, { householdId: homes.second, amountFen: 250_000, saysFen: 249_999 })
    expect(await request(PAYER, { orderNo: wrong, title: personal })).toEqual({ refused: 'order-not-paid' })
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    expect(await request(resident('R2'), { orderNo, title: personal })).toEqual({ refused: 'not-found' })
    expect(await request(resident('R1', 'baoji'), { orderNo, title: personal })).toEqual({ refused: 'not-found' })
    expect(await request(PAYER, { orderNo: 'HP000000', title: personal })).toEqual({ refused: 'not-found' })
  })

  test('is over what was paid and not refunded: all of it, the rest, or none', async () => {
    const { request } = verbs()
    const partly = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    const wholly = await pay(ports, { householdId: homes.first, amountFen: 111_662 })
    await ports.database.writer.query('UPDATE payments SET refunded_fen = 10000 WHERE order_no = ?', [partly])
    await ports.database.writer.query('UPDATE payments SET refunded_fen = amount_fen WHERE order_no = ?', [wholly])
    expect(must(await request(PAYER, { orderNo: partly, title: personal })).amountFen).toBe(101_663)
    expect(await request(PAYER, { orderNo: wholly, title: personal })).toMatchObject({ refused: 'order-not-paid' })
  })

  test('a tax number whose check digit is wrong is refused; an old one is taken', async () => {
    const { request } = verbs()
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    const wrong = { ...company, taxNumber: '914403007084611361' }
    expect(await request(PAYER, { orderNo, title: wrong })).toEqual({ refused: 'bad-tax-number' })
    const old = must(await request(PAYER, { orderNo, title: { ...company, taxNumber: '440300708461136' } }))
    expect(old).toMatchObject({ titleKind: 'company', titleName: '演示公司' })
  })

  test('asked for again it is the same; with another title it is refused', async () => {
    const { request, runJobs } = verbs()
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    const asked = must(await request(PAYER, { orderNo, title: company }))
    await runJobs()
    expect(must(await request(PAYER, { orderNo, title: company }))).toMatchObject({ id: asked.id, state: 'issued' })
    expect(await request(PAYER, { orderNo, title: personal })).toEqual({ refused: 'already-invoiced' })
  })

  test('M2: asked for ten times at once there is one, with one number', async () => {
    const { request, runJobs } = verbs()
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    const asked = await Promise.all(Array.from({ length: 10 }, () => request(PAYER, { orderNo, title: personal })))
    expect(new Set(asked.map((one) => must(one).id)).size).toBe(1)
    await runJobs()
    const rows = await ports.database.writer.query('SELECT number FROM invoices')
    expect(rows).toEqual([{ number: 'MN202600000001' }])
  })

  test('two invoices issued at once have two numbers, without a gap', async () => {
    const { request, issueInvoice } = verbs()
    const ids = await Promise.all(
      [homes.first, homes.second].map(async (householdId) => {
        const orderNo = await pay(ports, { householdId, amountFen: 10_000 })
        return must(await request(PAYER, { orderNo, title: personal })).id
      }),
    )
    await Promise.all([...ids, ...ids].map((id) => issueInvoice(id)))
    const rows: { number: string }[] = await ports.database.writer.query('SELECT number FROM invoices ORDER BY number')
    expect(rows.map(({ number }) => number)).toEqual(['MN202600000001', 'MN202600000002'])
  })

  test('a provider that breaks down after the number was taken: tried again, the number stays', async () => {
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    const real = provider
    let breakdowns = 1
    provider = {
      name: 'breaking',
      async issue(facts) {
        const issued = await real.issue(facts)
        if (breakdowns-- > 0) throw new Error('power cut')
        return issued
      },
      reverse: real.reverse,
    }
    const { request, show, runJobs } = verbs()
    const asked = must(await request(PAYER, { orderNo, title: personal }))
    await runJobs()
    expect(await show.one(PAYER, asked.id)).toMatchObject({ state: 'asked', number: null })
    ports.clock.set('2026-11-22')
    await runJobs()
    expect(await show.one(PAYER, asked.id)).toMatchObject({ state: 'issued', number: 'MN202600000001' })
  })

  test('without a tax policy it fails with a reason; asked for anew, by another title, it comes', async () => {
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 111_663 })
    const { request, show, runJobs } = verbs()
    const files = invoiceFolder(path.join(ports.place.folder, 'invoices'))
    const policy = { ...loadInvoicePolicy(PROJECT), rules: [] }
    const asked = must(await request(PAYER, { orderNo, title: personal }))
    await createIssueInvoice({ ...ports, policy, provider, files })(asked.id)
    expect(await show.one(PAYER, asked.id)).toMatchObject({
      state: 'failed',
      number: null,
      reason: expect.stringContaining('税收政策'),
    })
    ports.clock.set('2026-11-22')
    expect(must(await request(PAYER, { orderNo, title: company }))).toMatchObject({
      id: asked.id,
      state: 'asked',
      reason: null,
    })
    await runJobs()
    expect(await show.one(PAYER, asked.id)).toMatchObject({ state: 'issued', titleName: '演示公司' })
  })
})
