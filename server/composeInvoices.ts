import { createLocalInvoices } from './adapters/invoices/local'
import { createNoInvoices } from './adapters/invoices/off'
import type { InvoiceProvider } from './application/invoicePort'
import { createInvoiceNumbers } from './application/invoices/invoiceNumbers'
import type { Base } from './compose'
import type { Settings } from './settings'

/** Whether invoices can be asked for: simulated ones in sandbox mode only, and there is no other provider yet. */
export const invoicesOn = ({ mode }: Pick<Settings, 'mode'>): boolean => mode === 'sandbox'

/** Who issues invoices: the local provider in sandbox mode; in production nobody, who says so. */
export function invoiceProviderOf({ settings, database, rulebooks }: Base): InvoiceProvider {
  const local = createLocalInvoices({ numbers: createInvoiceNumbers(database) })
  return invoicesOn(settings) ? local : createNoInvoices({ rulebooks, simulated: local })
}
