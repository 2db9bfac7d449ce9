// Native 下单，由“居民”扫码付款，再查询：node sandbox/examples/wechatpay-axios-plugin.mjs http://127.0.0.1:8081 ./data
import { readFileSync } from 'node:fs'
import { Wechatpay } from 'wechatpay-axios-plugin'

const [sandbox = 'http://127.0.0.1:8081', dataDir = './data'] = process.argv.slice(2)
const key = (name) => readFileSync(`${dataDir}/sandbox/keys/${name}`, 'utf8')
const { wechat } = JSON.parse(key('merchant.json')).lanzhou

const { client } = new Wechatpay({
  mchid: wechat.mchid,
  serial: wechat.merchantSerial,
  privateKey: key('wechat-merchant.key'),
  certs: { [key('wechat-platform.serial').trim()]: key('wechat-platform.crt') },
  baseURL: sandbox, // 正式环境：https://api.mch.weixin.qq.com/
})
const orderNo = `DEMO${Date.now()}`
const { data } = await client.v3.post('/v3/pay/transactions/native', {
  appid: wechat.appid,
  mchid: wechat.mchid,
  description: '采暖费',
  out_trade_no: orderNo,
  notify_url: 'http://127.0.0.1:8080/notify',
  amount: { total: 100, currency: 'CNY' },
})
// 正式环境里由居民扫码；沙箱里代他扫。
await fetch(`${sandbox}/sandbox/api/pay`, { method: 'POST', body: JSON.stringify({ codeUrl: data.code_url }) })
const paid = await client.v3.get(`/v3/pay/transactions/out-trade-no/${orderNo}`, { params: { mchid: wechat.mchid } })
console.log(orderNo, paid.data.trade_state)
