import { createStore } from './store'

const SHOWN_FOR = 2_500
const store = createStore('')
let last = 0

/** A short word on what has just happened; it goes away by itself. */
export const toast = {
  use: store.use,
  say(text: string) {
    const mine = ++last
    store.set(text)
    setTimeout(() => {
      if (mine === last) store.set('')
    }, SHOWN_FOR)
  },
}
