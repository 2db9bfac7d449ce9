/** Why something about the files of channels and banks was refused. */
export const FILE_REFUSALS = ['file-not-acceptable', 'no-such-channel', 'file-gone', 'future-day'] as const
