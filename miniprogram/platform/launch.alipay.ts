import Taro from '@tarojs/taro'
import type { PlatformLaunch } from './ports'

export const platformLaunch: PlatformLaunch = { launchQuery: () => Taro.getLaunchOptionsSync().query ?? {} }
