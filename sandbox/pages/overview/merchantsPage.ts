import type { World } from '../../world'
import { html } from '../html'
import { framed } from './frame'

/** The merchants with their numbers, and a form for one's own. */
export function merchantsPage(world: World, query: URLSearchParams) {
  const rows = world.companies.flatMap(({ id, name }) => {
    const numbers = world.keys.merchants[id]
    return numbers ? [{ id, name, ...numbers }] : []
  })
  return framed(
    world,
    'merchants',
    query,
    html`<h2>商户</h2><p class="hint">密钥和 APIv3 密钥在 DATA_DIR/sandbox/keys/ 里。接口清单见 <a href="openapi.json">openapi.json</a>。</p>
<div class="scroll stack"><table><thead><tr><th>商户</th><th>微信 appid</th><th>微信商户号</th><th>证书序列号</th><th>支付宝 AppID</th><th>支付宝卖家号</th></tr></thead><tbody>
${rows.map(
  ({ id, name, wechat, alipay }) => html`<tr><td data-label="商户" class="wrap">${name}（${id}）</td>
<td data-label="微信 appid" class="mono">${wechat.appid}</td><td data-label="微信商户号" class="mono">${wechat.mchid}</td>
<td data-label="证书序列号" class="mono">${wechat.merchantSerial}</td><td data-label="支付宝 AppID" class="mono">${alipay.appId}</td>
<td data-label="支付宝卖家号" class="mono">${alipay.sellerId}</td></tr>`,
)}</tbody></table></div>
<h2>登记自有商户</h2><div class="card"><p>已有自己的商户号和密钥？登记号码和公钥，程序不必改动，只要把域名换成沙箱的地址。不填的由沙箱给出。</p>
<form method="post" action="act/merchant" class="fields">
<label>标识（小写英文）<input name="id" required pattern="[a-z][a-z0-9-]*"></label><label>名称<input name="name" required maxlength="60"></label>
<label>微信 appid<input name="appid"></label><label>微信商户号<input name="mchid" inputmode="numeric"></label>
<label>APIv3 密钥<input name="apiV3Key" autocomplete="off"></label><label>商户证书序列号<input name="merchantSerial"></label>
<label>商户 API 公钥（PEM）<textarea name="merchantPublicKey" rows="3"></textarea></label>
<label>支付宝 AppID<input name="appId" inputmode="numeric"></label><label>支付宝卖家号<input name="sellerId" inputmode="numeric"></label>
<label>应用公钥（PEM）<textarea name="appPublicKey" rows="3"></textarea></label>
<button class="main">登记</button></form></div>`,
  )
}
