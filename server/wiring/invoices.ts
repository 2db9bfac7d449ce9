import path from 'node:path'
import { invoiceFolder } from '../adapters/invoices/invoiceFolder'
import { createLocalInvoices } from '../adapters/invoices/local'
import { createNoInvoices } from '../adapters/invoices/off'
import { createInvoiceNumbers } from '../application/invoices/issueInvoice'
import type { InvoiceFiles, InvoiceProvider } from '../application/ports/invoices'
import type { Settings } from '../settings'
import type { Base } from './base'

/** Whether invoices can be asked for: simulated ones in sandbox mode only, and there is no other provider yet. */
export const invoicesOn = ({ mode }: Pick<Settings, 'mode'>): boolean => mode === 'sandbox'

/** Where issued invoices are kept. */
export const invoiceFilesOf = ({ dataDir }: Pick<Settings, 'dataDir'>): InvoiceFiles =>
  invoiceFolder(path.join(dataDir, 'invoices'))

/** Who issues invoices: the local provider in sandbox mode; in production nobody, who says so. */
export function invoiceProviderOf({ settings, database, rulebooks }: Base): InvoiceProvider {
  const local = createLocalInvoices({ numbers: createInvoiceNumbers(database, invoiceFilesOf(settings)) })
  return invoicesOn(settings) ? local : createNoInvoices({ rulebooks, simulated: local })
}
