import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/**
 * Encrypts personal data field by field (architecture.md, Decided now): AES-256-GCM, with the key's id in front, so
 * that keys can be changed while old fields stay readable. Form: `<key id>.<nonce>.<ciphertext and tag>`, base64url.
 * Throws when a field was changed or its key is not given.
 */
export function createSealing(keys: readonly Buffer[]) {
  const ring = new Map(keys.map((key) => [keyId(key), key]))
  const [newest] = keys
  if (!newest || keys.some((key) => key.length !== 32))
    throw new Error('field keys are 32 bytes each, the newest first')
  const newestId = keyId(newest)
  return {
    seal(plain: string): string {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', newest, nonce)
      const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `${newestId}.${nonce.toString('base64url')}.${sealed.toString('base64url')}`
    },
    open(field: string): string {
      const [id = '', nonce = '', body = ''] = field.split('.')
      const key = ring.get(id)
      if (!key) throw new Error(`no field key with id ${id}`)
      const sealed = Buffer.from(body, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      decipher.setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString('utf8')
    },
  }
}

/** Names a key without telling it. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('heatpay field key').update(key).digest('hex').slice(0, 8)
}
