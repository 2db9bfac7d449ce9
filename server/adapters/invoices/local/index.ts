import type { InvoiceFacts, InvoiceNumbers, InvoiceProvider, IssueOutcome } from '../../../application/ports/invoices'
import { notoSansSC } from './fonts'
import { printInvoice } from './pdf'

const SPACE = 'MN'

const EXTENSION = 'pdf'

/** Whether an invoice number is of the simulated ones. */
export const isSimulated = (number: string): boolean => number.startsWith(SPACE)

/**
 * A provider that issues simulated invoices by itself: a PDF that says 模拟 all over, numbered in a space of its own
 * (MN, the year, eight digits), so that no number can be taken for a real one. Red ones are numbered in the same space.
 */
export function createLocalInvoices({ numbers }: { numbers: InvoiceNumbers }): InvoiceProvider {
  const typeface = notoSansSC()

  async function print(facts: InvoiceFacts, takesBack?: string): Promise<IssueOutcome> {
    const year = facts.issuedOn.slice(0, 4)
    const number = await numbers.take(facts, `invoice:${year}`, {
      write: (sequence) => `${SPACE}${year}${String(sequence).padStart(8, '0')}`,
      fileOf: (taken) => `${taken}.${EXTENSION}`,
    })
    const file = await printInvoice(facts, number, typeface, takesBack)
    return { outcome: 'issued', number, file, extension: EXTENSION }
  }

  return {
    name: 'local',
    issue: (facts) => print(facts),
    reverse: (facts, blue) => print(facts, blue.number),
  }
}
