import { createStore } from './kept'

/** Slow readers need a quarter of a second for each character, and four seconds to find where it is said. */
const MS_AT_LEAST = 4_000
const MS_A_CHARACTER = 250
const store = createStore('')
let last = 0

/** A short word on what has just happened; it goes away by itself when even a slow reader has read it. */
export const toast = {
  use: store.use,
  say(text: string) {
    const mine = ++last
    store.set(text)
    setTimeout(
      () => {
        if (mine === last) store.set('')
      },
      Math.max(MS_AT_LEAST, text.length * MS_A_CHARACTER),
    )
  },
}
