import { createPublicKey, type KeyObject } from 'node:crypto'
import { AlipaySdk, type AlipaySdkConfig } from 'alipay-sdk'
import { parseJson } from '../json'
import { boundedPool } from './http'
import type { AlipayOptions } from './options'
import { judgeAnswer } from './sign'

/** The gateway's own unsigned refusal: its content, for want of a signature, only ever means that nothing was done. */
export class UnsignedError extends Error {
  constructor(readonly content: unknown) {
    super('unsigned error_response')
  }
}

/** An answer whose signature does not fit what it says. */
export class UnverifiedAnswer extends Error {}

/**
 * alipay-sdk with our own verification of answers. The SDK's finds the signed text by searching for words, fails on
 * `error_response`, whose signature it looks for under another name, and throws a TypeError where there is none.
 */
export class AlipayClient extends AlipaySdk {
  readonly key: KeyObject

  constructor(options: AlipayOptions, timeoutMs: number) {
    super({
      appId: options.appId,
      privateKey: options.appPrivateKey,
      keyType: 'PKCS8',
      alipayPublicKey: options.alipayPublicKey,
      gateway: options.gateway,
      timeout: timeoutMs,
      camelcase: false,
      // Typed as a proxy's agent, but handed to undici as whatever dispatcher it is.
      proxyAgent: boundedPool(timeoutMs) as unknown as AlipaySdkConfig['proxyAgent'],
    })
    this.key = createPublicKey(options.alipayPublicKey)
  }

  /** Called by exec with validateSign, with the text as it came. */
  override checkResponseSign(raw: string, responseKey: string): void {
    const verdict = judgeAnswer(raw, responseKey, this.key)
    if (verdict === 'genuine') return
    const document = parseJson(raw)
    if (
      verdict === 'unsigned-error' &&
      typeof document === 'object' &&
      document !== null &&
      'error_response' in document
    ) {
      throw new UnsignedError(document.error_response)
    }
    throw new UnverifiedAnswer(verdict)
  }
}
