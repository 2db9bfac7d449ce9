import { createHmac, timingSafeEqual } from 'node:crypto'
import type { InvoiceLinks } from '../../application/ports/mail'

const PURPOSE = 'heatpay:invoice-link'

/** Links signed with HMAC-SHA-256 under a key of their own, which is made of the installation's secret and is good for nothing else. */
export function createInvoiceLinks(secret: string): InvoiceLinks {
  const key = createHmac('sha256', secret).update(PURPOSE).digest()
  const signatureOf = (said: string): Buffer => createHmac('sha256', key).update(said).digest()
  return {
    sign(invoiceId, expiresAt) {
      const said = `${invoiceId}.${expiresAt.toString(36)}`
      return `${said}.${signatureOf(said).toString('base64url')}`
    },
    read(token) {
      const [, said, invoiceId, until, signature] =
        /^(([0-9A-Za-z]{1,26})\.([0-9a-z]{1,11}))\.([\w-]{43})$/.exec(token) ?? []
      if (!said || !invoiceId || !until || !signature) return undefined
      const given = Buffer.from(signature, 'base64url')
      const ours = signatureOf(said)
      if (given.length !== ours.length || !timingSafeEqual(given, ours)) return undefined
      return { invoiceId, expiresAt: Number.parseInt(until, 36) }
    },
  }
}
