import { createCipheriv, type KeyObject, sign, verify } from 'node:crypto'

/** The sandbox's own WeChat Pay v3 signing (formats.md 1.2, 1.3, 1.5, 1.8). It shares nothing with the server's, on purpose. */

/** Joins lines, each with its LF, the last one too. */
function lines(...parts: string[]): Buffer {
  return Buffer.from(parts.map((part) => `${part}\n`).join(''), 'utf8')
}

/** What a merchant signs for a request: method, path with query as sent, seconds, nonce, raw body. */
export function requestText(method: string, target: string, timestamp: string, nonce: string, body: Buffer): Buffer {
  return Buffer.concat([lines(method, target, timestamp, nonce), body, Buffer.from('\n')])
}

/** What the platform signs for an answer or a notification: seconds, nonce, raw body. */
export function answerText(timestamp: string, nonce: string, body: Buffer): Buffer {
  return Buffer.concat([lines(timestamp, nonce), body, Buffer.from('\n')])
}

/** What a merchant signs for wx.requestPayment; appId is signed though it is not passed. */
export function payText(appId: string, timeStamp: string, nonceStr: string, packageText: string): Buffer {
  return lines(appId, timeStamp, nonceStr, packageText)
}

/** RSASSA-PKCS1-v1_5 with SHA-256, base64. */
export function rsaSign(text: Buffer, key: KeyObject): string {
  return sign('sha256', text, key).toString('base64')
}

export function rsaVerify(text: Buffer, signature: string, key: KeyObject): boolean {
  return verify('sha256', text, key, Buffer.from(signature, 'base64'))
}

/** AES-256-GCM under the APIv3 key; base64 of the cipher text with its 16-byte tag behind. */
export function seal(plaintext: string, apiV3Key: string, nonce: string, associatedData: string): string {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key, 'utf8'), Buffer.from(nonce, 'utf8'), {
    authTagLength: 16,
  })
  cipher.setAAD(Buffer.from(associatedData, 'utf8'))
  return Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}
