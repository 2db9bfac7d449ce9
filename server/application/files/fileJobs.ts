/** Work on files that somebody waits for: it takes long and has a job loop of its own, so that it holds up no payment. */
export const ASKED_FILE_JOBS = ['reconcile-file', 'fetch-files'] as const
/** Work on files that goes on by itself; a bank whose folder answers slowly holds up nobody who waits. */
export const LOOKING_JOBS = ['fetch-day', 'look-into-inbox', 'raise-overdue'] as const
export type FileJobKind = (typeof ASKED_FILE_JOBS)[number] | (typeof LOOKING_JOBS)[number]
