import path from 'node:path'
import type { InvoiceFiles } from '../../application/ports/invoices'
import { type InvoicePolicy, invoicePolicy } from '../../domain/invoice/invoice'
import { companyFolder } from '../files/folders'
import { parsedYaml } from '../files/yamlFile'

/** Reads config/invoices.yaml of a project's folder; throws with what is wrong, at start. */
export function loadInvoicePolicy(projectDir: string): InvoicePolicy {
  const file = path.join(projectDir, 'config', 'invoices.yaml')
  // Failsafe: a tax number keeps its digits.
  return invoicePolicy.parse(nullsIn(parsedYaml(file, 'failsafe')))
}

/** The failsafe schema leaves `null` as text. */
function nullsIn(value: unknown): unknown {
  if (value === 'null') return null
  if (Array.isArray(value)) return value.map(nullsIn)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nullsIn(inner)]))
}

/** Keeps invoices below a folder, outside the web root: DATA_DIR/invoices/<company>/<number>.pdf. A file appears whole or not at all. */
export const invoiceFolder = (folder: string): InvoiceFiles => companyFolder(folder)
