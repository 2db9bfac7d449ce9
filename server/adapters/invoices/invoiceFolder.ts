import type { InvoiceFiles } from '../../application/ports/invoices'
import { companyFolder } from '../files/folders'

/** Keeps invoices below a folder, outside the web root: DATA_DIR/invoices/<company>/<number>.pdf. A file appears whole or not at all. */
export const invoiceFolder = (folder: string): InvoiceFiles => companyFolder(folder)
