/** The colour that goes with a status's word. */
export const STATUS_TONES = { proposed: 'open', approved: 'good', rejected: 'bad', executed: 'good' } as const
