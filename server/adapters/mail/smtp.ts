import { createTransport } from 'nodemailer'
import type { Mailer } from '../../application/ports/mail'

const TIMEOUT_MS = 10_000

/** What the server there said no to: 5xx is for good, 4xx for now (RFC 5321, 4.2.1). */
const isNo = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'responseCode' in error && Number(error.responseCode) >= 400

/**
 * Sends by a mail server, named by its address (`smtps://user:password@mail.example.com`), as one sender; bounded in time. An error before
 * the server's answer to the message is unknown: it may have gone.
 */
export function createMailer({ server, from }: { server: string; from: string }): Mailer {
  const transport = createTransport(server, {
    from,
    // Node's own resolver and files are not for a stranger's address to name.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ to, subject, text, file }) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<'unknown'>((resolve) => {
        timer = setTimeout(() => resolve('unknown'), TIMEOUT_MS)
      })
      const attachments = [{ filename: file.name, content: file.bytes, contentType: 'application/pdf' }]
      const sent = transport.sendMail({ to: { name: '', address: to }, subject, text, attachments }).then(
        ({ accepted }) => (accepted.length === 1 ? ('sent' as const) : ('refused' as const)),
        (error: unknown) => (isNo(error) ? ('refused' as const) : ('unknown' as const)),
      )
      return Promise.race([sent, late]).finally(() => clearTimeout(timer))
    },
  }
}
