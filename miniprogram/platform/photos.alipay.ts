import type { PlatformPhotos } from './ports'

/** The part of Alipay's `my` that handles pictures: its names differ from WeChat's, and its paths change with its version. */
interface AlipayPhotos {
  chooseImage(request: {
    count: 1
    sizeType: ['compressed']
    success: (answer: { apFilePaths?: string[]; tempFilePaths?: string[] }) => void
    fail: (error: { error?: number | string }) => void
  }): void
  uploadFile(request: {
    url: string
    filePath: string
    fileName: 'photo'
    fileType: 'image'
    header: Record<string, string>
    formData: Record<string, string>
    success: (answer: { statusCode?: number | string; data?: string }) => void
    fail: (error: unknown) => void
  }): void
}

declare const my: AlipayPhotos

/** What my.chooseImage says when the person closed it. */
const CLOSED = /^11$/

export const platformPhotos: PlatformPhotos = {
  choose: () =>
    new Promise((resolve) => {
      my.chooseImage({
        count: 1,
        sizeType: ['compressed'],
        success: ({ apFilePaths, tempFilePaths }) => {
          const path = (tempFilePaths ?? apFilePaths)?.[0]
          resolve(path === undefined ? 'none' : { path, bytes: undefined, type: undefined })
        },
        fail: ({ error }) => resolve(CLOSED.test(String(error)) ? 'none' : 'failed'),
      })
    }),
  send: ({ url, headers, fields, photo }) =>
    new Promise((resolve, reject) => {
      my.uploadFile({
        url,
        filePath: photo.path,
        fileName: 'photo',
        fileType: 'image',
        header: headers,
        formData: fields,
        success: ({ statusCode, data }) => resolve({ status: Number(statusCode), body: data ?? '' }),
        fail: reject,
      })
    }),
}
