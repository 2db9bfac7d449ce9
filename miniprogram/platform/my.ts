/** The part of Alipay's `my` that Taro does not map (formats.md 3.4, 3.6). */
export interface Alipay {
  getAuthCode(request: {
    scopes: 'auth_base'
    success: (answer: { authCode?: string }) => void
    fail: (error: unknown) => void
  }): void
  tradePay(request: {
    tradeNO: string
    success: (answer: { resultCode: string | number }) => void
    fail: (error: { error?: string | number; resultCode?: string | number }) => void
  }): void
  getSystemInfoSync(): { fontSizeSetting?: number }
  downloadFile(request: {
    url: string
    header: Record<string, string>
    success: (answer: { apFilePath?: string; tempFilePath?: string; filePath?: string }) => void
    fail: (error: unknown) => void
  }): void
  openDocument(request: {
    filePath: string
    fileType: 'pdf'
    success: () => void
    fail: (error: unknown) => void
  }): void
}

declare const my: Alipay

/** Alipay's own interface; only the *.alipay.ts files may use it. */
export function alipay(): Alipay {
  return my
}
