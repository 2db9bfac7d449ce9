import { CHANNELS, type Channel } from '../../../contract/channelWords'
import { civilDate } from '../../../contract/estimates'
import { sumFen } from '../../../contract/money'
import { dayEnd, dayOf, dayStart } from '../../beijingTime'
import { fileRows } from '../../channelFiles/file'
import { numbersAt } from '../../keys/merchants'
import { type Merchant, merchantOf, type World } from '../../world'
import { amountText, BRANDS, type Html, html } from '../html'
import { framed } from './frame'

const KINDS: Record<Channel, readonly (readonly [string, string])[]> = {
  wechat: [
    ['trade', '交易账单 csv.gz'],
    ['fundflow', '资金账单 csv.gz'],
  ],
  alipay: [
    ['trade', '业务账单 zip'],
    ['fundflow', '账务账单 zip'],
  ],
}

/** A day's bills and bank file for people: what is in them, and the files themselves. */
export function filesPage(world: World, query: URLSearchParams) {
  const company = merchantOf(world, query.get('company') ?? '') ?? merchantOf(world, world.companies[0]?.id ?? '')
  const asked = query.get('date') ?? ''
  const day = civilDate.safeParse(asked).success ? asked : dayOf(world.clock.now())
  if (!company) return framed(world, 'bills', query, html`<div class="card empty">没有公司。</div>`)
  const options = world.companies.map(
    ({ id, name }) => html`<option value="${id}"${id === company.id ? { html: ' selected' } : ''}>${name}</option>`,
  )
  return framed(
    world,
    'bills',
    query,
    html`<h2>账单</h2><div class="card"><form method="get" action="bills" class="fields"><label>公司<select name="company">${options}</select></label>
<label>日期<input type="date" name="date" value="${day}"></label><button>查看</button></form></div>
<div class="scroll stack"><table><thead><tr><th>渠道</th><th class="amount">支付</th><th class="amount">金额（元）</th><th class="amount">退款</th><th class="amount">退款金额（元）</th><th>文件</th></tr></thead>
<tbody>${CHANNELS.map((channel) => channelRow(world, company, channel, day))}${bankRow(world, company, day)}</tbody></table></div>
<p class="hint">商户接口按渠道的规矩：微信次日 10:00 起，支付宝次日 09:00 起；银行文件当日结束后。这里可提前看。</p>
<h2>合作银行柜台缴费</h2><div class="card"><form method="post" action="act/bank" class="fields">
<label>公司<select name="company">${options}</select></label>
<label>用户卡号<input name="userCode" autocomplete="off" required></label>
<label>金额（元）<input class="short" name="yuan" inputmode="decimal" required></label>
<label>日期<input type="date" name="on" value="${day}"></label><button class="main">登记缴费</button></form></div>`,
  )
}

function channelRow(world: World, { id, numbers }: Merchant, channel: Channel, day: string): Html {
  const { merchant } = numbersAt(numbers, channel)
  const totals = { payments: 0, paid: 0, refunds: 0, refunded: 0 }
  for (const { order, refund } of fileRows(world.store, channel, merchant, {
    from: dayStart(day),
    until: dayEnd(day),
  })) {
    totals[refund ? 'refunds' : 'payments'] += 1
    totals[refund ? 'refunded' : 'paid'] += refund ? refund.amountFen : (order.paidFen ?? order.amountFen)
  }
  const links = KINDS[channel].map(
    ([kind, name]) => html`<a href="bill-file?company=${id}&channel=${channel}&kind=${kind}&date=${day}">${name}</a> `,
  )
  return html`<tr><td data-label="渠道">${BRANDS[channel].name}</td><td class="amount" data-label="支付">${totals.payments}</td><td class="amount" data-label="金额（元）">${amountText(totals.paid)}</td>
<td class="amount" data-label="退款">${totals.refunds}</td><td class="amount" data-label="退款金额（元）">${amountText(totals.refunded)}</td><td data-label="文件">${totals.payments + totals.refunds > 0 ? links : '当日无交易'}</td></tr>`
}

function bankRow(world: World, { id }: Merchant, day: string): Html {
  const payments = world.store.bankPayments.of(id, 'partner', day)
  const total = sumFen(payments.map((payment) => payment.amountFen))
  const over = world.clock.now() >= dayEnd(day)
  return html`<tr><td data-label="渠道">合作银行</td><td class="amount" data-label="支付">${payments.length}</td><td class="amount" data-label="金额（元）">${amountText(total)}</td><td class="amount" data-label="退款">–</td><td class="amount" data-label="退款金额（元）">–</td>
<td data-label="文件">${over ? html`<a href="api/bank/files?company=${id}&date=${day}">代收文件 txt</a>` : '当日结束后出文件'}</td></tr>`
}
