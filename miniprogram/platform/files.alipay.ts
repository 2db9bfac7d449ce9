import { alipay } from './my'
import type { PlatformFiles } from './ports'

/** Alipay names the downloaded file by its base library: apFilePath (1.x), tempFilePath or filePath later. */
function download(url: string, token: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    alipay().downloadFile({
      url,
      header: { Authorization: `Bearer ${token}` },
      success: ({ apFilePath, tempFilePath, filePath }) => resolve(tempFilePath ?? apFilePath ?? filePath),
      fail: () => resolve(undefined),
    })
  })
}

export const platformFiles: PlatformFiles = {
  async openPdf(url, token) {
    const bearer = await token
    const filePath = bearer && (await download(url, bearer))
    if (!filePath) return false
    return new Promise((resolve) => {
      alipay().openDocument({ filePath, fileType: 'pdf', success: () => resolve(true), fail: () => resolve(false) })
    })
  },
}
