/** A place in a rulebook where its parts do not fit together, and why. */
export interface Incoherence {
  path: (string | number)[]
  reason: string
}
