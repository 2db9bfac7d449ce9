import { createHash } from 'node:crypto'
import { prepareSandbox } from '../../../sandbox/prepare'

// Prints what this process took for the sandbox's keys: node runTypescript.cjs prepareAndPrint.ts <DATA_DIR>.
const keys = prepareSandbox(process.argv[3] ?? '')

const prints = [keys.wechatPlatform, keys.wechatPubkey, keys.wechatMerchant, keys.alipayPlatform, keys.alipayApp].map(
  (pair) =>
    createHash('sha256')
      .update(pair.privateKey.export({ type: 'pkcs8', format: 'der' }))
      .digest('hex'),
)

console.log(JSON.stringify([prints, keys.wechatPlatform.serial, keys.wechatPubkey.id, keys.merchants]))
