import type { InvoiceProvider } from '../../application/ports/invoices'
import { invoicesOffText } from '../../domain/invoice/invoice'
import type { Rulebooks } from '../../domain/rulebook/rulebook'
import { isSimulated } from './local'

const NO_RED = '没有启用开票服务，红字发票暂不能开具。启用后请在“发票”中重新开具。'

/**
 * Stands where no provider is configured: nothing is issued, and anyone who waits for an invoice reads where to get one. What an
 * earlier version issued in production was simulated; such an invoice is taken back by a simulated red one, so that its refund
 * does not wait for ever. One that a real provider issued waits for that provider.
 */
export function createNoInvoices({
  rulebooks,
  simulated,
}: {
  rulebooks: Rulebooks
  simulated: Pick<InvoiceProvider, 'reverse'>
}): InvoiceProvider {
  return {
    name: 'off',
    issue: async ({ company }) => ({
      outcome: 'failed',
      reason: invoicesOffText({ hotline: rulebooks.get(company)?.hotline }),
    }),
    reverse: async (facts, blue) =>
      isSimulated(blue.number) ? simulated.reverse(facts, blue) : { outcome: 'failed', reason: NO_RED },
  }
}
