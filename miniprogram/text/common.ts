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
  inWords: (words: string) => `大写 ${words}`,
  readAloud: '读给我听',
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

/** The title of each page, as the navigation bar shows it. */
export const titles = {
  app: '热缴通',
  company: '选择供热公司',
  home: '缴采暖费',
  lookup: '查找住户',
  confirm: '核对住户',
  bill: '采暖费账单',
  part: '分次缴纳',
  result: '缴费结果',
  history: '缴费记录',
  order: '缴费详情',
  invoiceRequest: '申请发票',
  invoices: '我的发票',
  invoice: '发票',
  mine: '我的',
  help: '帮助与服务',
  calculator: '热费试算',
  gasFee: '燃气费试算',
  services: '办理服务',
  suspension: '停热与恢复用热',
  consent: '申请分次缴纳',
  temperature: '室温不达标报修',
  gas: '燃气表读数申报',
  settlement: '热计量结算',
  objection: '提出异议',
  refund: '申请退费',
  claim: '缴错户申请',
  applications: '我的申请',
  application: '申请进度',
} as const

/** A reason that the server gives without a full stop, as a sentence; undefined when there is none. */
export function sentence(reason: string | null | undefined): string | undefined {
  return reason ? `${reason.replace(/[。.]$/, '')}。` : undefined
}

/** Before anything else: which company, and who the visitor is. */
export const entrance = {
  companyQuestion: '您家由哪一家公司供热？',
  companyHint: '选一次就会记住，以后可以在“我的”里更换。',
  chosen: '当前选择',
  welcome: (company: string) => `欢迎来到${company}`,
  welcomeHint: '在这里查账单、缴采暖费、开发票。',
  enter: '进入缴费',
  sandboxQuestion: '您想以谁的身份体验？',
  sandboxHint: '这是演示环境，不会动用真实的钱。身份会被记住，可以在“我的”里更换。',
  as: { wechat: '以微信用户身份', alipay: '以支付宝用户身份' } satisfies Record<Channel, string>,
  openInApp: '请在微信或支付宝里打开',
  openInAppText: (company: string, hotline: string | null) =>
    `采暖费通过微信或支付宝的小程序缴纳。请在微信或支付宝里搜索“${company}”。${hotline ? `需要帮助请拨打 ${hotline}。` : ''}`,
  noCompany: '暂时没有可以缴费的公司',
}
