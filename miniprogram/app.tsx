import { useLaunch } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { largeType } from './state/kept'
import './app.scss'
import './platform/look'

export default function App({ children }: { children?: ReactNode }) {
  useLaunch(() => largeType.begin())
  return children
}
