import type { DeskInvoice, DeskInvoicesAnswer } from '../../../contract/consoleInvoices'
import type { InvoiceView } from '../../../contract/resident'
import { addDays, startOfDay } from '../../domain/calendar/civilDate'
import { maskOwner } from '../../domain/household/household'
import type { Invoice } from '../../domain/invoice/invoice'
import { INVOICES_OFF_FOR_STAFF } from '../../domain/invoice/invoice'
import type { Resident } from '../../domain/resident/resident'
import type { Staff } from '../../domain/staff/staff'
import { visibleTo } from '../common/clerk'
import { type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { InvoiceFiles } from '../ports/invoices'
import type { Clock, Ids } from '../ports/system'

/** Whether there is a number and a file; a reversed invoice keeps both. A number is taken before the invoice is issued. */
export const wasIssued = ({ state }: Pick<Invoice, 'state'>) => state === 'issued' || state === 'reversed'

/** An invoice as its owner sees it. */
export function invoiceView(invoice: Invoice): InvoiceView {
  const { id, orderNo, kind, state, number, titleKind, titleName, amountFen, askedAt, issuedAt, reason } = invoice
  return {
    id,
    orderNo,
    kind,
    state,
    number: wasIssued(invoice) ? number : null,
    titleKind,
    titleName,
    document: invoice.document ?? 'ordinary',
    amountFen,
    askedAt,
    issuedAt,
    reason,
  }
}

export interface InvoiceQuery {
  company: string
  kind?: Invoice['kind']
  state?: Invoice['state']
  q?: string
  /** Civil days on which it was asked for, both included. */
  from?: string
  to?: string
}

/** A company's invoices as the finance desk sees them: each with the one that it takes back, or that takes it back. */
export function createListInvoices({ database, invoicesOn = true }: { database: Database; invoicesOn?: boolean }) {
  const { read } = database
  return async function listInvoices(query: InvoiceQuery, offset: number, limit: number): Promise<DeskInvoicesAnswer> {
    const { from, to, ...filter } = query
    const days = {
      from: from === undefined ? undefined : startOfDay(from),
      to: to === undefined ? undefined : startOfDay(addDays(to, 1)),
    }
    const { rows, total } = await read.invoices.page({ ...filter, ...days }, offset, limit)
    const blues = await read.invoices.byIds(rows.flatMap(({ reverses }) => reverses ?? []))
    const reds = await read.invoices.redsOf(rows.filter(({ kind }) => kind === 'blue').map(({ id }) => id))
    const households = await read.households.byIds([...new Set(rows.map(({ householdId }) => householdId))])
    const blueOf = new Map(blues.map((blue) => [blue.id, blue]))
    const redOf = new Map(reds.map((red) => [red.reverses, red]))
    const userCodes = new Map(households.map(({ id, userCode }) => [id, userCode]))
    const view = (invoice: Invoice): DeskInvoice => {
      const userCode = userCodes.get(invoice.householdId)
      return {
        id: invoice.id,
        company: invoice.company,
        kind: invoice.kind,
        state: invoice.state,
        number: numberOf(invoice),
        orderNo: invoice.orderNo,
        household: userCode === undefined ? null : { id: invoice.householdId, userCode },
        titleKind: invoice.titleKind,
        titleName: invoice.titleKind === 'personal' ? maskOwner(invoice.titleName) : invoice.titleName,
        taxNumber: invoice.taxNumber,
        amountFen: invoice.amountFen,
        askedAt: invoice.askedAt,
        issuedAt: invoice.issuedAt,
        reason: invoice.reason,
        reverses: linkTo(blueOf.get(invoice.reverses ?? '')),
        refundNo: invoice.refundNo,
        reversedBy: linkTo(redOf.get(invoice.id)),
        canRetry: invoice.state === 'failed' && (invoicesOn || invoice.kind === 'red'),
      }
    }
    const off = invoicesOn ? null : INVOICES_OFF_FOR_STAFF
    return { rows: rows.map(view), total, counts: await read.invoices.counts(query.company), off }
  }
}

const numberOf = (invoice: Invoice) => (wasIssued(invoice) ? invoice.number : null)

const linkTo = (invoice: Invoice | undefined) => (invoice ? { id: invoice.id, number: numberOf(invoice) } : null)

/** Opens any invoice's file of a company for its staff; who opened which is in the audit log, since a title names people. */
export function createOpenInvoice(ports: { database: Database; files: InvoiceFiles; clock: Clock; ids: Ids }) {
  const { database, files, clock, ids } = ports
  return async function openInvoice(
    viewer: Pick<Staff, 'company' | 'loginName'>,
    id: string,
  ): Promise<{ fileName: string; bytes: Buffer } | Refusal<'invoice-not-ready' | 'not-found'>> {
    const invoice = visibleTo(viewer, await database.read.invoices.byId(id))
    if ('refused' in invoice) return invoice
    if (!wasIssued(invoice) || invoice.fileName === null) return refuse('invoice-not-ready')
    const bytes = await files.read(invoice.company, invoice.fileName)
    if (!bytes) return refuse('invoice-not-ready')
    const { company, number } = invoice
    await database.transaction((store) =>
      store.audit.append({
        ...{ id: ids.next(), company, at: clock.now(), actor: viewer.loginName },
        ...{ deed: 'open-invoice', subject: id, detail: { number } },
      }),
    )
    return { fileName: invoice.fileName, bytes }
  }
}

/** A resident's invoices. Another's is not found, as if it did not exist (faults.md, API and identity). */
export function createShowInvoice({ database, files }: { database: Database; files: InvoiceFiles }) {
  async function own(resident: Resident, id: string): Promise<Invoice | undefined> {
    const invoice = await database.read.invoices.byId(id)
    return invoice?.residentId === resident.id ? invoice : undefined
  }
  return {
    /** The newest first. */
    async list(resident: Resident): Promise<InvoiceView[]> {
      return (await database.read.invoices.byResident(resident.id)).map(invoiceView)
    },
    async one(resident: Resident, id: string): Promise<InvoiceView | Refusal<'not-found'>> {
      const invoice = await own(resident, id)
      return invoice ? invoiceView(invoice) : refuse('not-found')
    },
    /** The file itself, once it is issued. */
    async file(
      resident: Resident,
      id: string,
    ): Promise<{ fileName: string; bytes: Buffer } | Refusal<'invoice-not-ready' | 'not-found'>> {
      const invoice = await own(resident, id)
      if (!invoice) return refuse('not-found')
      if (!wasIssued(invoice) || invoice.fileName === null) return refuse('invoice-not-ready')
      const bytes = await files.read(invoice.company, invoice.fileName)
      return bytes ? { fileName: invoice.fileName, bytes } : refuse('invoice-not-ready')
    },
  }
}
