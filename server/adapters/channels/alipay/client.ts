import { AlipaySdk, type AlipaySdkConfig } from 'alipay-sdk'
import { parseJson } from '../wire'
import { certificatesOf } from './certificates'
import { boundedPool } from './http'
import type { AlipayKeys } from './keyring'
import type { AlipayOptions, AlipayTrust } from './options'
import { judgeAnswer } from './sign'

/** The gateway's own unsigned refusal: its content, for want of a signature, only ever means that nothing was done. */
export class UnsignedError extends Error {
  constructor(readonly content: unknown) {
    super('unsigned error_response')
  }
}

/** An answer that is not proved genuine, as it came; a certificate that we do not have yet may still prove it. */
export class UnverifiedAnswer extends Error {
  constructor(
    verdict: string,
    readonly raw: string,
    readonly responseKey: string,
    /** The certificate that the answer names and we do not know. */
    readonly unknownSn: string | undefined,
  ) {
    super(verdict)
  }
}

/** In certificate mode the SDK works out app_cert_sn and alipay_root_cert_sn, and sends them along (formats.md 3.1). */
function trustOf(trust: AlipayTrust): Partial<AlipaySdkConfig> {
  if (trust.mode === 'key') return { alipayPublicKey: trust.alipayPublicKey }
  const alipayCertificate = certificatesOf(trust.alipayCertificates).find(({ ca }) => !ca)
  return {
    appCertContent: trust.appCertificate,
    alipayPublicCertContent: alipayCertificate?.toString(),
    alipayRootCertContent: trust.rootCertificates,
  }
}

/**
 * alipay-sdk with our own verification of answers. The SDK's finds the signed text by searching for words, knows one
 * certificate only, fails on `error_response`, whose signature it looks for under another name, and throws a TypeError where
 * there is none.
 */
export class AlipayClient extends AlipaySdk {
  constructor(
    options: AlipayOptions,
    private readonly keys: AlipayKeys,
    timeoutMs: number,
  ) {
    super({
      appId: options.appId,
      privateKey: options.appPrivateKey,
      keyType: 'PKCS8',
      ...trustOf(options.trust),
      gateway: options.gateway,
      timeout: timeoutMs,
      camelcase: false,
      // Typed as a proxy's agent, but handed to undici as whatever dispatcher it is.
      proxyAgent: boundedPool(timeoutMs, options.heardDate) as unknown as AlipaySdkConfig['proxyAgent'],
    })
  }

  /** Called by exec with validateSign, with the text as it came. */
  override checkResponseSign(raw: string, responseKey: string): void {
    const { verdict, unknownSn } = judgeAnswer(raw, responseKey, this.keys)
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
    throw new UnverifiedAnswer(verdict, raw, responseKey, unknownSn)
  }
}
