/** Work on files: it takes long and has a job loop of its own, so that it holds up no payment. */
export const FILE_JOBS = ['reconcile-file', 'fetch-files', 'fetch-day', 'look-into-inbox'] as const
export type FileJobKind = (typeof FILE_JOBS)[number]
