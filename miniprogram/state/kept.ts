import Taro from '@tarojs/taro'

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
