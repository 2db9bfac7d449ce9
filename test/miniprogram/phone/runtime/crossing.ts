/**
 * Scripts and page live in two threads on a phone: what one sends reaches the other a little later, in order. Typing is
 * often faster than that.
 */
const LAG = 20

/** Does something on the other side of the threads. */
export function cross(work: () => void): void {
  setTimeout(work, LAG)
}
