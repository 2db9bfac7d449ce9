// 扫码付款和查询：node sandbox/examples/alipay-sdk.mjs http://127.0.0.1:8081 ./data
import { readFileSync } from 'node:fs'
import { AlipaySdk } from 'alipay-sdk'

const [sandbox = 'http://127.0.0.1:8081', dataDir = './data'] = process.argv.slice(2)
const key = (name) => readFileSync(`${dataDir}/sandbox/keys/${name}`, 'utf8')
const { alipay } = JSON.parse(key('merchant.json')).lanzhou

const sdk = new AlipaySdk({
  appId: alipay.appId,
  privateKey: key('alipay-app.key'),
  keyType: 'PKCS8',
  alipayPublicKey: key('alipay-platform.pub'),
  gateway: `${sandbox}/gateway.do`, // 正式环境：https://openapi.alipay.com/gateway.do
})
const exec = (method, bizContent) => sdk.exec(method, { bizContent }, { validateSign: true })
const outTradeNo = `DEMO${Date.now()}`
const { qrCode } = await exec('alipay.trade.precreate', { outTradeNo, totalAmount: '1.00', subject: '采暖费' })
// 正式环境里由居民扫码；沙箱里代他扫。
await fetch(`${sandbox}/sandbox/api/pay`, { method: 'POST', body: JSON.stringify({ codeUrl: qrCode }) })
const paid = await exec('alipay.trade.query', { outTradeNo })
console.log(outTradeNo, paid.tradeStatus)
