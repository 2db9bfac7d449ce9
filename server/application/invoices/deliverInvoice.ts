import { formatYuan } from '../../../contract/money'
import type { InvoiceLink } from '../../../contract/resident'
import type { Resident } from '../../domain/resident/resident'
import { isRefusal, type Refusal, refuse } from '../common/refusal'
import type { Database } from '../ports/database'
import type { InvoiceFiles } from '../ports/invoices'
import type { InvoiceLinks, Mailer } from '../ports/mail'
import type { Clock } from '../ports/system'
import { createShowInvoice } from './showInvoices'

/** A link opens its file so long: enough to open it in another program, too short to be passed around. */
const LINK_MS = 10 * 60_000

type Ports = {
  database: Database
  files: InvoiceFiles
  clock: Clock
  links: InvoiceLinks
  /** Left out where no mail server is set. */
  mailer?: Mailer
}

/** Ways in which an issued invoice reaches its resident, each as often as he asks: a short-lived link, and e-mail (BJ5). */
export function createDeliverInvoice({ database, files, clock, links, mailer }: Ports) {
  const show = createShowInvoice({ database, files })
  return {
    /** A link to the file, for programs that cannot log in; its own resident only. */
    async link(resident: Resident, id: string): Promise<InvoiceLink | Refusal<'invoice-not-ready' | 'not-found'>> {
      const found = await show.file(resident, id)
      if (isRefusal(found)) return found
      const expiresAt = clock.now() + LINK_MS
      return { path: `/api/invoice-files/${links.sign(id, expiresAt)}`, expiresAt }
    },

    /** What a link opens; expired, changed or guessed it is not found, as if it had never been. */
    async byLink(token: string): Promise<{ fileName: string; bytes: Buffer } | Refusal<'not-found'>> {
      const link = links.read(token)
      if (!link || link.expiresAt <= clock.now()) return refuse('not-found')
      const invoice = await database.read.invoices.byId(link.invoiceId)
      const bytes = invoice?.fileName ? await files.read(invoice.company, invoice.fileName) : undefined
      return invoice?.fileName && bytes ? { fileName: invoice.fileName, bytes } : refuse('not-found')
    },

    /** Sends the file to an address that is not kept. Refused: `email-off` where no mail server is set, `email-not-sent`. */
    async email(
      resident: Resident,
      id: string,
      to: string,
    ): Promise<{ sent: true } | Refusal<'email-not-sent' | 'email-off' | 'invoice-not-ready' | 'not-found'>> {
      const found = await show.file(resident, id)
      if (isRefusal(found)) return found
      const invoice = await show.one(resident, id)
      if (isRefusal(invoice)) return invoice
      if (!mailer) return refuse('email-off')
      const { number, amountFen } = invoice
      const text = `您好：附件是您申请的电子发票，号码 ${number ?? ''}，金额 ${formatYuan(amountFen)}。请核对后保存。\n本邮件由系统发出，请勿回复。`
      const file = { name: found.fileName, bytes: found.bytes }
      const outcome = await mailer.send({ to, subject: `电子发票 ${number ?? ''}`, text, file })
      if (outcome === 'sent') return { sent: true }
      return outcome === 'unknown'
        ? {
            ...refuse('email-not-sent'),
            reason: '邮件服务器没有回音，可能没有发出。请稍后看看邮箱，没有收到再试一次。',
          }
        : refuse('email-not-sent')
    },
  }
}
