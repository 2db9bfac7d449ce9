import { platformFont } from '../platform/font'
import { TYPE_SIZES, type TypeSize } from '../platform/typeSizes'
import { createStore, kept } from './kept'

const store = createStore<TypeSize>('standard')

/** 关怀版: every size on every page grows by one factor, colours get darker, amounts are said in words. */
export const typeSize = {
  use: store.use,
  /** At start: what was chosen before, else what the app or browser is set to. */
  begin() {
    const chosen = kept.get('type')
    store.set(TYPE_SIZES.find((size) => size === chosen) ?? platformFont.typeSize())
  },
  choose(size: TypeSize) {
    kept.set('type', size)
    store.set(size)
  },
}

/** The next larger size; after the largest the standard one again. */
export function nextSize(size: TypeSize): TypeSize {
  return TYPE_SIZES[(TYPE_SIZES.indexOf(size) + 1) % TYPE_SIZES.length] ?? 'standard'
}
