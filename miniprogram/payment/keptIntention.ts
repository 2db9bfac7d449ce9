import { kept } from '../state/kept'
import type { Intention } from './intention'

const ENTRY = 'intention'

/** The one payment that is under way on this device. */
export const keptIntention = {
  get(): Intention | undefined {
    const text = kept.get(ENTRY)
    return text === undefined ? undefined : (JSON.parse(text) as Intention)
  },
  set(intention: Intention) {
    kept.set(ENTRY, JSON.stringify(intention))
  },
  /** Ends it when it is this order's: paid, closed or cancelled, so that the same amount can be meant anew. */
  endOf(orderNo: string) {
    if (keptIntention.get()?.order?.no === orderNo) kept.forget(ENTRY)
  },
  end() {
    kept.forget(ENTRY)
  },
}

/** A new key for a new wish; it only has to differ from this resident's other keys. */
export function newKey(): string {
  const part = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0')
  return `${Date.now().toString(36)}-${part()}${part()}`
}
