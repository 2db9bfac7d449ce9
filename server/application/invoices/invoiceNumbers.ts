import type { InvoiceNumbers } from '../invoicePort'
import { type Database, Outrun } from '../ports'

/** Takes an invoice's number from its company's number space and keeps it on the invoice at once, so that a crash wastes none. */
export function createInvoiceNumbers(database: Database): InvoiceNumbers {
  return {
    take: ({ id, company }, space, write) =>
      database.transaction(async (store) => {
        const invoice = await store.invoices.byId(id)
        if (!invoice) throw new Error(`no invoice ${id}`)
        if (invoice.number !== null) return invoice.number
        const number = write(await store.sequences.next(company, space))
        // Whoever waited for the sequence while another numbered this very invoice gives his number back (M2).
        if ((await store.invoices.byId(id))?.number !== null) throw new Outrun(`invoice ${id}`)
        if (!(await store.invoices.change(id, ['asked'], { number }))) throw new Outrun(`invoice ${id}`)
        return number
      }),
  }
}
