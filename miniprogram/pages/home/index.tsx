import { View } from '@tarojs/components'
export default function Home() {
  return <View className='page' style={{ '--k': '1.375' } as object}>hello</View>
}
