import type { InvoiceView } from '../../../contract/resident'
import type { Invoice } from '../../domain/invoice/invoice'
import type { Resident } from '../../domain/resident/resident'
import type { InvoiceFiles } from '../invoicePort'
import type { Database } from '../ports'
import { type Refusal, refuse } from '../refusal'
import { invoiceView, wasIssued } from '../views/invoice'

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
    async one(resident: Resident, id: string): Promise<InvoiceView | Refusal> {
      const invoice = await own(resident, id)
      return invoice ? invoiceView(invoice) : refuse('not-found')
    },
    /** The file itself, once it is issued. */
    async file(resident: Resident, id: string): Promise<{ fileName: string; bytes: Buffer } | Refusal> {
      const invoice = await own(resident, id)
      if (!invoice) return refuse('not-found')
      if (!wasIssued(invoice) || invoice.fileName === null) return refuse('invoice-not-ready')
      const bytes = await files.read(invoice.company, invoice.fileName)
      return bytes ? { fileName: invoice.fileName, bytes } : refuse('invoice-not-ready')
    },
  }
}
