/** A reason that the server gives without a full stop, as a sentence; undefined when there is none. */
export function sentence(reason: string | null | undefined): string | undefined {
  return reason ? `${reason.replace(/[。.]$/, '')}。` : undefined
}
