/** One e-mail with one file. */
export interface InvoiceMail {
  to: string
  subject: string
  text: string
  file: { name: string; bytes: Buffer }
}

/** Sends e-mails. `refused`: the server there will not have it; `unknown`: no answer came in time, and it may have gone all the same. */
export interface Mailer {
  send(mail: InvoiceMail): Promise<'sent' | 'refused' | 'unknown'>
}

/** Links that open one invoice's file for a short time to whoever holds them; nobody can make one, or change the one that he has. */
export interface InvoiceLinks {
  sign(invoiceId: string, expiresAt: number): string
  /** What a link opens, until when; undefined for what we did not sign. */
  read(token: string): { invoiceId: string; expiresAt: number } | undefined
}
