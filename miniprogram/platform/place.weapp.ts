import Taro from '@tarojs/taro'
import type { PlatformPlace } from './ports'

export const platformPlace: PlatformPlace = { launchQuery: () => Taro.getLaunchOptionsSync().query ?? {} }
