import type { Channel } from '../../contract/channelWords'
import type { BillAnswer } from '../../contract/resident'

type PaidBy = BillAnswer['payments'][number]['by']

/** Words that many pages share: states, failures, names of channels. */
export const common = {
  back: '返回',
  retry: '再试一次',
  close: '关闭',
  loading: '正在加载，请稍候…',
  busy: '请稍候…',
  home: '回到首页',
  season: (name: string) => `${name} 采暖季`,
  code: (label: string, code: string) => `${label} ${code}`,
  call: (number: string) => `拨打 ${number}`,
  hotline: (number: string) => `热线 ${number}`,
  copied: '已复制',
  copy: '复制',
  channel: { wechat: '微信支付', alipay: '支付宝' } satisfies Record<Channel, string>,
  paidBy: { wechat: '微信支付', alipay: '支付宝', bank: '银行代收', hall: '营业厅' } satisfies Record<PaidBy, string>,
  year: (year: string) => `${year}年`,
  day: (month: number, day: number) => `${month}月${day}日`,
  time: (day: string, clock: string) => `${day} ${clock}`,
}

/** What is said when an answer did not come, or was a refusal without words of its own. */
export const failures = {
  offline: { title: '没有连上网络', text: '请看看手机有没有网络，再试一次。' },
  timeout: { title: '等得太久了', text: '网络有点慢，请再试一次。不会因此多扣款。' },
  server: { title: '服务暂时出了问题', text: '不是您的操作有误。请稍后再试，已付的钱不会丢。' },
  login: { title: '没有登录成功', text: '请再试一次。登录只用来确认是您本人，不会扣款。' },
  refused: { title: '没有办成', text: '请稍后再试，或拨打客服电话。' },
  waitAndTry: (hotline: string | null) => (hotline ? `还是不行？请拨打 ${hotline}。` : ''),
}
