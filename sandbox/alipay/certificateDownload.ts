import { z } from 'zod'
import type { World } from '../world'
import { fail, type Outcome } from './answer'
import { bizContent, type Call } from './gateway'

const asked = z.object({ alipay_cert_sn: z.string().length(32) })

/** alipay.open.app.alipaycert.download: Alipay's certificate of that number, PEM text in base64; answered unsigned. */
export function downloadCertificate(world: World, call: Call): Outcome {
  const read = bizContent(call, asked)
  if ('ok' in read) return read
  const { platform, next } = world.keys.alipayCertificates
  const found = [platform, next()].find(({ sn }) => sn === read.value.alipay_cert_sn)
  if (!found) return fail('CERT_NOT_EXIST', '证书不存在')
  return { ok: true, unsigned: true, fields: { alipay_cert_content: Buffer.from(found.pem).toString('base64') } }
}
