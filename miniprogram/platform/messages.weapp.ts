import Taro from '@tarojs/taro'
import type { PlatformMessages } from './ports'

/** Older WeChat asks about three templates at a time. */
const MOST = 3

export const platformMessages: PlatformMessages = {
  offered: () => true,
  ask: ({ templateIds }) =>
    new Promise((resolve) => {
      Taro.requestSubscribeMessage({
        tmplIds: templateIds.slice(0, MOST),
        // Typed for Alipay, too, which has this call by another way.
        entityIds: [],
        // Each template's id is a name in the answer: accept, reject, ban or filter.
        success: (answer) => {
          const said = answer as unknown as Record<string, string>
          resolve(templateIds.filter((id) => said[id] === 'accept'))
        },
        fail: () => resolve('failed'),
      })
    }),
}
