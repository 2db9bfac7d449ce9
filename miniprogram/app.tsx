import { useLaunch } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { typeSize } from './state/typeSize'
import './app.scss'
import './platform/look'

export default function App({ children }: { children?: ReactNode }) {
  useLaunch(() => typeSize.begin())
  return children
}
