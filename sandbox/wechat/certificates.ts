import { rfc3339 } from '../beijingTime'
import { randomText } from '../random'
import type { World } from '../world'
import type { Call, Outcome } from './endpoint'
import { seal } from './sign'

/** GET /v3/certificates: the platform certificate, sealed under the merchant's APIv3 key (formats.md 1.3). */
export function listCertificates(world: World, call: Call): Outcome {
  const { serial, certificate, validFrom, validTo } = world.keys.wechatPlatform
  const nonce = randomText(12)
  return {
    status: 200,
    body: {
      data: [
        {
          serial_no: serial,
          effective_time: rfc3339(validFrom),
          expire_time: rfc3339(validTo),
          encrypt_certificate: {
            algorithm: 'AEAD_AES_256_GCM',
            nonce,
            associated_data: 'certificate',
            ciphertext: seal(certificate, call.merchant.numbers.wechat.apiV3Key, nonce, 'certificate'),
          },
        },
      ],
    },
  }
}
