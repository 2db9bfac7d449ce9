import path from 'node:path'
import type { InvoiceRequest, InvoiceView } from '../../../contract/resident'
import { invoiceFolder } from '../../../server/adapters/invoices/invoiceFolder'
import { createLocalInvoices } from '../../../server/adapters/invoices/local'
import { isRefusal, type Refusal, type RefusalCode } from '../../../server/application/common/refusal'
import { createRunJobs, type JobWork } from '../../../server/application/common/runJobs'
import {
  createInvoiceFacts,
  createInvoiceNumbers,
  createIssueInvoice,
} from '../../../server/application/invoices/issueInvoice'
import { createRequestInvoice } from '../../../server/application/invoices/requestInvoice'
import { createSavedTitles } from '../../../server/application/invoices/savedTitles'
import { createShowInvoice } from '../../../server/application/invoices/showInvoices'
import type { InvoiceProvider } from '../../../server/application/ports/invoices'
import type { JobKind } from '../../../server/application/ports/work'
import { executeRefund } from '../../../server/application/refunds/executeRefund'
import type { Approval } from '../../../server/domain/approval/approval'
import type { Invoice } from '../../../server/domain/invoice/invoice'
import type { Resident } from '../../../server/domain/resident/resident'
import type { NumberedRulebook } from '../../../server/domain/rulebook/rulebook'
import { examine, openThreeBills, pay } from '../../support/books'
import { onEachEngine } from '../../support/engines'
import { readPdf } from '../../support/pdfText'
import { openPorts, type StoryPorts } from '../../support/ports'

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

const company = { kind: 'company', name: '演示公司', taxNumber: '91440300708461136T' } as const

const must = (outcome: InvoiceView | Refusal<RefusalCode>): InvoiceView => {
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

const withoutRules = (rulebook: NumberedRulebook | undefined) => rulebook && { ...rulebook, taxRules: [] }

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
    const issueInvoice = createIssueInvoice({ ...ports, provider, files })
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
    for (const shown of ['MN202600000001', '张演示', '壹仟壹佰壹拾陆圆陆角叁分', '演示家园***3单元', '免税'])
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
    const unruled = { ...ports.rulebooks, get: (id: string) => withoutRules(ports.rulebooks.get(id)) }
    const asked = must(await request(PAYER, { orderNo, title: personal }))
    await createIssueInvoice({ ...ports, rulebooks: unruled, provider, files })(asked.id)
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

  describe('several payments of a season on one invoice', () => {
    const paid = async (fens: readonly number[]) => {
      const orders: string[] = []
      for (const amountFen of fens) orders.push(await pay(ports, { householdId: homes.first, amountFen }))
      return orders
    }
    const blues = async () =>
      (await ports.database.read.invoices.byResident(PAYER.id)).map(
        ({ kind, state, amountFen }) => `${kind} ${state} ${amountFen}`,
      )
    const partsOf = async (id: string) =>
      (await ports.database.read.invoices.parts(id)).map((part) => part.amountFen).sort((a, b) => a - b)
    const soundly = async () => {
      expect((await examine(ports)).checks.filter(({ broken }) => broken)).toEqual([])
    }

    test('those named, or all of the season that are on none yet; the same asked again is the same', async () => {
      const [first = '', second = '', third = '', fourth = ''] = await paid([10_000, 20_000, 30_000, 40_000])
      const { request, runJobs } = verbs()
      const named = must(await request(PAYER, { orderNo: first, together: [third], title: personal }))
      expect(await partsOf(named.id)).toEqual([10_000, 30_000])
      expect(must(await request(PAYER, { orderNo: third, together: [first], title: personal })).id).toBe(named.id)
      for (const orderNo of [first, third])
        expect(await request(PAYER, { orderNo, title: personal })).toMatchObject({ refused: 'already-invoiced' })
      expect(await request(PAYER, { orderNo: second, together: [third], title: personal })).toMatchObject({
        refused: 'already-invoiced',
      })
      const season = must(await request(PAYER, { orderNo: second, together: 'season', title: company }))
      expect(await partsOf(season.id)).toEqual([20_000, 40_000])
      expect(must(await request(PAYER, { orderNo: fourth, together: 'season', title: company })).id).toBe(season.id)
      await runJobs()
      expect((await blues()).sort()).toEqual(['blue issued 40000', 'blue issued 60000'])
      await soundly()
    })

    test('not what somebody else paid, nor what is of another household', async () => {
      const [first = ''] = await paid([10_000])
      const others = await pay(ports, { householdId: homes.first, amountFen: 5_000, residentId: 'R2' })
      const elsewhere = await pay(ports, { householdId: homes.second, amountFen: 5_000 })
      const { request } = verbs()
      const ask = (together: string[] | 'season') => request(PAYER, { orderNo: first, together, title: personal })
      expect(await ask([others])).toMatchObject({ refused: 'not-found' })
      expect(await ask([elsewhere])).toMatchObject({ refused: 'not-one-season' })
      expect(must(await ask('season')).amountFen).toBe(10_000)
      await soundly()
    })

    test('a refund of one of them takes all of it back, and what is left of each is invoiced again', async () => {
      const [first = '', second = ''] = await paid([10_000, 20_000])
      const { request, runJobs } = verbs()
      const asked = must(await request(PAYER, { orderNo: first, together: [second], title: personal }))
      await runJobs()
      const [payment] = await ports.database.read.payments.byOrder(second)
      const payload = { paymentId: payment?.id, amountFen: 500, route: 'original', reason: '多缴' }
      await ports.database.transaction(async (store) => {
        expect(await executeRefund(store, { company: 'lanzhou', payload } as unknown as Approval, ports)).toBe('done')
      })
      await soundly()
      await runJobs()
      await runJobs()
      expect(await blues()).toEqual(['blue issued 29500', 'red issued -30000', 'blue reversed 30000'])
      const again = await ports.database.read.invoices.byOrder(second)
      expect(await partsOf(again?.id ?? '')).toEqual([10_000, 19_500])
      expect(await partsOf(asked.id)).toEqual([10_000, 20_000])
      await soundly()
    })
  })

  describe('a special invoice', () => {
    const special = { ...company, address: '演示路 1 号', phone: '0931-1234567', bank: '演示银行 6217' } as const

    test('is for companies, of taxed heat: its buyer is kept sealed, and goes onto it', async () => {
      const orderNo = await pay(ports, { householdId: homes.first, amountFen: 10_900 })
      const { request } = verbs()
      // Heat for homes is exempt, and a person deducts nothing (formats.md 6.2).
      expect(await request(PAYER, { orderNo, title: special, document: 'special' })).toMatchObject({
        refused: 'no-special-invoice',
      })
      await ports.database.writer.query("UPDATE households SET `use` = 'office' WHERE id = ?", [homes.first])
      expect(await request(PAYER, { orderNo, title: personal, document: 'special' })).toMatchObject({
        refused: 'no-special-invoice',
      })
      const asked = must(await request(PAYER, { orderNo, title: special, document: 'special' }))
      expect(asked).toMatchObject({ document: 'special', amountFen: 10_900 })
      expect(await request(PAYER, { orderNo, title: special })).toMatchObject({ refused: 'already-invoiced' })
      const [{ buyer }] = await ports.database.writer.query('SELECT buyer FROM invoices')
      expect(String(buyer)).not.toContain('演示')
      const facts = await createInvoiceFacts(ports)((await ports.database.read.invoices.byId(asked.id)) as Invoice)
      expect(facts).toMatchObject({
        document: 'special',
        buyer: { taxNumber: company.taxNumber, address: '演示路 1 号', phone: '0931-1234567', bank: '演示银行 6217' },
        seller: { drawer: '演示开票员' },
        goods: { category: '供热', name: '采暖费', unit: '季' },
        tax: { kind: 'taxed', rate: '9%', netFen: 10_000, taxFen: 900 },
      })
    })
  })

  test('used titles are kept sealed, ten at most, and forgotten by their owner only', async () => {
    const { request } = verbs()
    const titles = createSavedTitles(ports)
    for (let at = 0; at < 12; at++) {
      const orderNo = await pay(ports, { householdId: homes.second, amountFen: 100 })
      ports.clock.set(`2026-11-${22 + Math.floor(at / 2)}`)
      must(await request(PAYER, { orderNo, title: { kind: 'personal', name: `张演示${at % 11}` } }))
    }
    const saved = await titles.list(PAYER)
    expect(saved).toHaveLength(10)
    expect(saved.map(({ name }) => name)).toContain('张演示0')
    expect(saved.map(({ name }) => name)).not.toContain('张演示1')
    const kept = await ports.database.writer.query('SELECT name FROM invoice_titles')
    expect(JSON.stringify(kept)).not.toContain('演示')
    const [first] = saved
    expect(await titles.forget(resident('R2'), first?.id ?? '')).toEqual({ refused: 'not-found' })
    expect(await titles.forget(PAYER, first?.id ?? '')).toBe('done')
    expect(await titles.list(PAYER)).toHaveLength(9)
    expect(await titles.list(resident('R2'))).toEqual([])
  })

  test('real invoices need a real seller and a tax code: without, none is taken in', async () => {
    const orderNo = await pay(ports, { householdId: homes.first, amountFen: 10_000 })
    const ask = (changed: (rulebook: NumberedRulebook) => NumberedRulebook) => {
      const get = (id: string) => {
        const rulebook = ports.rulebooks.get(id)
        return rulebook && changed(rulebook)
      }
      const real = createRequestInvoice({ ...ports, rulebooks: { ...ports.rulebooks, get }, realInvoices: true })
      return real(PAYER, { orderNo, title: personal })
    }
    const seller = { taxNumber: '91330106673959654P', province: '甘肃', test: false } as const
    const coded = (rulebook: NumberedRulebook) =>
      rulebook.taxRules.map((rule) => ({ ...rule, taxCode: '1'.repeat(19) }))
    const lacking = [
      (rulebook: NumberedRulebook) => rulebook,
      (rulebook: NumberedRulebook) => ({ ...rulebook, seller }),
      (rulebook: NumberedRulebook) => ({ ...rulebook, taxRules: coded(rulebook) }),
      (rulebook: NumberedRulebook) => ({ ...rulebook, seller, taxRules: [] }),
      (rulebook: NumberedRulebook) => ({ ...rulebook, seller: undefined, taxRules: coded(rulebook) }),
    ]
    for (const changed of lacking) expect(await ask(changed)).toMatchObject({ refused: 'invoices-off' })
    expect(must(await ask((rulebook) => ({ ...rulebook, seller, taxRules: coded(rulebook) })))).toMatchObject({
      state: 'asked',
    })
  })
})
