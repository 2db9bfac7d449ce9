import { platformFont } from '../platform/font'
import { kept } from './kept'
import { createStore } from './store'

const store = createStore(false)

/** 关怀版: every size on every page grows by one factor, and colours get darker. */
export const largeType = {
  use: store.use,
  /** At start: what was chosen before, else what the app or browser is set to. */
  begin() {
    const chosen = kept.get('large')
    store.set(chosen === undefined ? platformFont.prefersLarge() : chosen === 'yes')
  },
  choose(large: boolean) {
    kept.set('large', large ? 'yes' : 'no')
    store.set(large)
  },
}
