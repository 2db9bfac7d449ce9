import Taro from '@tarojs/taro'
import type { PlatformFiles } from './ports'

export const platformFiles: PlatformFiles = {
  async openPdf(url, token) {
    try {
      const bearer = await token
      if (!bearer) return false
      const file = await Taro.downloadFile({ url, header: { Authorization: `Bearer ${bearer}` } })
      if (file.statusCode !== 200) return false
      await Taro.openDocument({ filePath: file.tempFilePath, fileType: 'pdf', showMenu: true })
      return true
    } catch {
      return false
    }
  },
}
