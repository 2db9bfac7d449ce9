import Taro from '@tarojs/taro'
import { useSyncExternalStore } from 'react'

/** Text that stays on the device between visits. An empty or missing entry is undefined. */
export const kept = {
  get(key: string): string | undefined {
    const value: unknown = Taro.getStorageSync(`heatpay.${key}`)
    return typeof value === 'string' && value !== '' ? value : undefined
  },
  set(key: string, value: string) {
    Taro.setStorageSync(`heatpay.${key}`, value)
  },
  forget(key: string) {
    Taro.removeStorageSync(`heatpay.${key}`)
  },
}

export interface Store<T> {
  get(): T
  set(value: T): void
  /** The value inside a component, which is drawn again when it changes. */
  use(): T
}

/** One value that several pages share. */
export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  const get = () => value
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  return {
    get,
    set(next) {
      value = next
      for (const listener of [...listeners]) listener()
    },
    use: () => useSyncExternalStore(subscribe, get),
  }
}
