import Taro from '@tarojs/taro'
import type { PlatformPhotos } from './photoPorts'

const TIMEOUT = 60_000

export const platformPhotos: PlatformPhotos = {
  choose: () =>
    Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'] }).then(
      ({ tempFiles }) => {
        const file = tempFiles[0]
        return file ? { path: file.tempFilePath, bytes: file.size, type: undefined } : 'none'
      },
      ({ errMsg }: { errMsg?: string }) => (/cancel/.test(errMsg ?? '') ? 'none' : 'failed'),
    ),
  async send({ url, headers, fields, photo }) {
    const answer = await Taro.uploadFile({
      url,
      filePath: photo.path,
      name: 'photo',
      header: headers,
      formData: fields,
      timeout: TIMEOUT,
    })
    return { status: answer.statusCode, body: answer.data }
  },
}
