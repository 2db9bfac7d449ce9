import type { Refund } from '../../domain/payment/refund'
import type { Job } from '../ports'

/** The unique key of the job that gives a refund (M3). */
export const refundJobKey = (refundNo: string) => `refund:${refundNo}`

/** The job that is stored with a refund and sees it to its end at the channel. */
export function refundJob(refund: Refund): Pick<Job, 'key' | 'company' | 'kind' | 'subject' | 'dueAt'> {
  return {
    key: refundJobKey(refund.refundNo),
    company: refund.company,
    kind: 'give-refund',
    subject: refund.refundNo,
    dueAt: refund.requestedAt,
  }
}
