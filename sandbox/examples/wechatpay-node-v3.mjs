// 小程序下单和查询：node sandbox/examples/wechatpay-node-v3.mjs http://127.0.0.1:8081 ./data
// 这个库把 https://api.mch.weixin.qq.com 写死在代码里：换域名要换它的 HTTP 客户端。
import { readFileSync } from 'node:fs'
import WxPay from 'wechatpay-node-v3'

const [sandbox = 'http://127.0.0.1:8081', dataDir = './data'] = process.argv.slice(2)
const key = (name) => readFileSync(`${dataDir}/sandbox/keys/${name}`)
const { wechat } = JSON.parse(key('merchant.json').toString()).lanzhou

const here = (url) => url.replace('https://api.mch.weixin.qq.com', sandbox)
async function ask(method, url, headers, body) {
  const answer = await fetch(here(url), {
    method,
    headers: { 'user-agent': 'example', ...headers },
    body: body && JSON.stringify(body),
  })
  const data = await answer.json()
  return answer.ok ? { status: answer.status, data } : { status: answer.status, error: data, errRaw: data }
}
const pay = new (WxPay.default ?? WxPay)({
  appid: wechat.appid,
  mchid: wechat.mchid,
  serial_no: wechat.merchantSerial,
  publicKey: key('wechat-platform.crt'),
  privateKey: key('wechat-merchant.key'),
})
pay.createHttp({
  get: (url, headers) => ask('GET', url, headers),
  post: (url, params, headers) => ask('POST', url, headers, params),
})

// 登录码在正式环境来自 wx.login；沙箱代居民要一个。
const login = await fetch(`${sandbox}/sandbox/api/login-codes`, {
  method: 'POST',
  body: JSON.stringify({ platform: 'wechat', company: 'lanzhou', person: '张三' }),
})
const query = { appid: wechat.appid, secret: wechat.appSecret, js_code: (await login.json()).code }
const asked = new URLSearchParams({ ...query, grant_type: 'authorization_code' })
const { openid } = await (await fetch(`${sandbox}/sns/jscode2session?${asked}`)).json()

const orderNo = `DEMO${Date.now()}`
const made = await pay.transactions_jsapi({
  description: '采暖费',
  out_trade_no: orderNo,
  notify_url: 'http://127.0.0.1:8080/notify',
  amount: { total: 100, currency: 'CNY' },
  payer: { openid },
})
if (!made.data?.package) throw new Error(JSON.stringify(made))
await fetch(`${sandbox}/sandbox/api/pay`, {
  method: 'POST',
  body: JSON.stringify({ prepayId: made.data.package.replace('prepay_id=', '') }),
})
const paid = await pay.query({ out_trade_no: orderNo })
console.log(orderNo, paid.data.trade_state)
