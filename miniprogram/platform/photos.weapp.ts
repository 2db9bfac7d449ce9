import Taro from '@tarojs/taro'
import type { PlatformPhotos } from './ports'

const TIMEOUT = 60_000

export const platformPhotos: PlatformPhotos = {
  // With callbacks: Taro hands this call on as it is, and older base libraries promise nothing.
  choose: () =>
    new Promise((resolve) => {
      Taro.chooseMedia({
        count: 1,
        mediaType: ['image'],
        sizeType: ['compressed'],
        success: ({ tempFiles: [file] }) =>
          resolve(file ? { path: file.tempFilePath, bytes: file.size, type: undefined } : 'none'),
        fail: ({ errMsg }) => resolve(/cancel/.test(errMsg) ? 'none' : 'failed'),
      })
    }),
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
