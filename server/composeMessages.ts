import { loadWording } from './adapters/messages/loadWording'
import { createMessageConsents } from './application/messages/consents'
import { createOpenReminders, createRemindDue } from './application/messages/remindDue'
import { createSendMessage } from './application/messages/sendMessage'
import type { JobKind } from './application/ports'
import { createRefreshKeys } from './application/refreshKeys'
import { createReportShipping } from './application/reportShipping'
import type { JobWork } from './application/runJobs'
import type { Base } from './compose'
import type { Channels } from './composeChannels'

/** What goes out to platforms beside money: they have a job loop of their own, so that they hold up no payment. */
export const TELLING_JOBS = ['send-message', 'remind-due', 'report-shipping'] as const satisfies readonly JobKind[]

/** Messages to residents and reports to platforms, wired; and the keys of the channels kept fresh. */
export function composeMessages(base: Base, channels: Channels) {
  const ports = {
    ...base,
    channels,
    messengers: channels,
    shipping: channels,
    wording: loadWording(base.settings.projectDir),
  }
  const sendMessage = createSendMessage(ports)
  const remindDue = createRemindDue(ports)
  const reportShipping = createReportShipping(ports)
  const works = {
    'send-message': (job) => sendMessage(job.subject),
    'remind-due': (job) => remindDue(job.subject),
    'report-shipping': (job) => reportShipping(job.subject),
  } satisfies Record<(typeof TELLING_JOBS)[number], JobWork>
  return {
    works,
    messages: createMessageConsents(ports),
    refreshKeys: createRefreshKeys(ports),
    openReminders: createOpenReminders(ports),
  }
}
